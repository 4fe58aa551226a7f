package io.unichart.platform;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports a refused start as one line instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartRefusedReporter implements SpringBootExceptionReporter {

  @Override
  public boolean reportException(Throwable failure) {
    String line = lineFor(failure);
    if (line == null) {
      return false;
    }
    LoggerFactory.getLogger("io.unichart.start").error("Unichart did not start: {}", line);
    return true;
  }

  static @Nullable String lineFor(Throwable failure) {
    BindException binding = null;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof StartRefused refused) {
        return refused.getMessage();
      }
      if (t instanceof BindValidationException invalid) {
        return invalid.getValidationErrors().getAllErrors().stream()
            .map(
                e ->
                    e instanceof org.springframework.validation.FieldError f
                        ? variable(invalid.getValidationErrors().getName() + "." + f.getField())
                            + " "
                            + f.getDefaultMessage()
                        : String.valueOf(e.getDefaultMessage()))
            .sorted()
            .reduce((a, b) -> a + "; " + b)
            .orElse("a setting is invalid");
      }
      if (t instanceof BindException b) {
        binding = b;
      }
    }
    if (binding != null && failure instanceof RuntimeException) {
      return variable(binding.getName().toString())
          + " has a value that cannot be read as "
          + binding.getTarget().getType();
    }
    return failure instanceof ConfigurationPropertiesBindException ? failure.getMessage() : null;
  }

  /** {@code database.max-connections} as operators know it: {@code DATABASE_MAX_CONNECTIONS}. */
  private static String variable(String property) {
    String name = property.startsWith("unichart.") ? property.substring(9) : property;
    return name.replaceAll("([a-z])([A-Z])", "$1-$2")
        .replace('.', '_')
        .replace('-', '_')
        .toUpperCase(Locale.ROOT);
  }
}
