package io.unichart.language;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's environment, for as long as the process lives.
 *
 * <p>Its Java binding gives the environment back in a shutdown hook of its own. Hooks run side by
 * side, so that happens while the service still finishes its requests, and a model that computes
 * then takes the whole process down. The native environment counts who holds it: it is taken a
 * second time here and never given back. The binding has no door for that.
 */
final class NativeRuntime {

  private static final Logger log = LoggerFactory.getLogger(NativeRuntime.class);
  private static final OrtEnvironment ENVIRONMENT = kept();

  private NativeRuntime() {}

  static OrtEnvironment environment() {
    return ENVIRONMENT;
  }

  private static OrtEnvironment kept() {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try {
      Field api =
          Class.forName("ai.onnxruntime.OnnxRuntime", true, OrtEnvironment.class.getClassLoader())
              .getDeclaredField("ortApiHandle");
      api.setAccessible(true);
      Method take =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      take.setAccessible(true);
      take.invoke(
          null,
          api.getLong(null),
          OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(),
          OrtEnvironment.DEFAULT_NAME);
    } catch (ReflectiveOperationException | RuntimeException e) {
      log.warn("A stop while a model computes may end in a crash ({})", e.getClass().getName());
    }
    return environment;
  }
}
