package io.unichart.language;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * One sentence encoder from the class path, computed by ONNX Runtime in this process.
 *
 * <p>One text is one run on one thread: on few cores, whole texts in parallel keep the cores busier
 * than the threads of a single run do, and batches of unequal texts only add padding. Texts longer
 * than the model's window are read window by window; the vector is then the mean of the windows',
 * weighted by their length.
 */
final class SentenceModel {

  /** How the vectors of a text's tokens become the vector of the text. */
  enum Pooling {
    FIRST_TOKEN,
    MEAN
  }

  private static final int WINDOW = 510;

  private final WordPiece tokenizer;
  private final OrtSession session;
  private final Pooling pooling;
  private final int dimension;

  private SentenceModel(WordPiece tokenizer, OrtSession session, Pooling pooling) {
    this.tokenizer = tokenizer;
    this.session = session;
    this.pooling = pooling;
    this.dimension = embed("dimension").length;
  }

  /** Loads {@code <name>.onnx} and {@code <name>-tokenizer.json} from the class path. */
  static SentenceModel load(String name, Pooling pooling) {
    try (InputStream vocabulary = resource(name + "-tokenizer.json");
        InputStream weights = resource(name + ".onnx");
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setCPUArenaAllocator(true);
      options.setMemoryPatternOptimization(false);
      OrtSession session =
          NativeRuntime.environment().createSession(weights.readAllBytes(), options);
      return new SentenceModel(WordPiece.read(vocabulary), session, pooling);
    } catch (IOException e) {
      throw new UncheckedIOException("the model " + name + " cannot be read", e);
    } catch (OrtException e) {
      throw new IllegalStateException("the model " + name + " cannot be loaded", e);
    }
  }

  private static InputStream resource(String name) throws FileNotFoundException {
    InputStream stream = SentenceModel.class.getResourceAsStream("/" + name);
    if (stream == null) {
      throw new FileNotFoundException(name + " is not on the class path");
    }
    return stream;
  }

  int dimension() {
    return dimension;
  }

  /** The vector of a text, of length one. */
  float[] embed(String text) {
    int[] pieces = tokenizer.pieces(text);
    if (pieces.length <= WINDOW) {
      return normalised(run(pieces, 0, pieces.length));
    }
    int windows = (pieces.length + WINDOW - 1) / WINDOW;
    int size = (pieces.length + windows - 1) / windows;
    float[] sum = new float[dimension];
    for (int start = 0; start < pieces.length; start += size) {
      int end = Math.min(start + size, pieces.length);
      float[] part = normalised(run(pieces, start, end));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i] * (end - start);
      }
    }
    return normalised(sum);
  }

  private float[] run(int[] pieces, int start, int end) {
    int length = end - start + 2;
    long[] ids = new long[length];
    ids[0] = tokenizer.first();
    for (int i = start; i < end; i++) {
      ids[i - start + 1] = pieces[i];
    }
    ids[length - 1] = tokenizer.last();
    long[] ones = new long[length];
    Arrays.fill(ones, 1);
    long[] shape = {1, length};
    OrtEnvironment environment = NativeRuntime.environment();
    try (OnnxTensor tokens = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[length]), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
      return pooled(((OnnxTensor) result.get(0)).getFloatBuffer(), length);
    } catch (OrtException e) {
      throw new IllegalStateException("the embedding model failed", e);
    }
  }

  private float[] pooled(FloatBuffer states, int tokens) {
    int width = states.remaining() / tokens;
    float[] vector = new float[width];
    states.get(vector);
    if (pooling == Pooling.MEAN) {
      float[] next = new float[width];
      for (int token = 1; token < tokens; token++) {
        states.get(next);
        for (int i = 0; i < width; i++) {
          vector[i] += next[i];
        }
      }
    }
    return vector;
  }

  private static float[] normalised(float[] vector) {
    double sum = 0;
    for (float v : vector) {
      sum += (double) v * v;
    }
    float scale = sum == 0 ? 0 : (float) (1 / Math.sqrt(sum));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
    return vector;
  }
}
