package io.unichart.language;

import static io.unichart.language.ModelFailure.Kind.MALFORMED;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;

/**
 * Asks an OpenAI-compatible endpoint for vectors. What it says is checked: as many vectors as
 * texts, in their order, of the length that was configured. Fails with a {@link ModelFailure}.
 */
final class OpenAiEmbedder implements Embedder {

  /** Well below every endpoint's limit on the texts of one request. */
  private static final int MOST_TEXTS = 64;

  private final String model;
  private final int dimension;
  private final OpenAiEmbeddingOptions options;
  private final EmbeddingModel endpoint;
  private final ModelMetrics metrics;

  OpenAiEmbedder(OpenAiProperties properties, String model, int dimension, ModelMetrics metrics) {
    this.model = model;
    this.dimension = dimension;
    this.metrics = metrics;
    OpenAiEmbeddingOptions.Builder builder = OpenAiEmbeddingOptions.builder();
    builder.baseUrl(properties.baseUrl());
    builder.apiKey(properties.apiKey());
    builder.model(model);
    builder.timeout(properties.timeout());
    builder.maxRetries(1);
    String project = properties.apiProject();
    builder.customHeaders(
        project == null || project.isBlank() ? Map.of() : Map.of("OpenAI-Project", project));
    this.options = builder.build();
    this.endpoint = OpenAiEmbeddingModel.builder().options(options).build();
  }

  @Override
  public String name() {
    return "openai/" + model;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public float[] query(String text) {
    return passages(List.of(text)).get(0);
  }

  @Override
  public List<float[]> passages(List<String> texts) {
    List<float[]> vectors = new ArrayList<>();
    for (int start = 0; start < texts.size(); start += MOST_TEXTS) {
      vectors.addAll(ask(texts.subList(start, Math.min(start + MOST_TEXTS, texts.size()))));
    }
    return vectors;
  }

  private List<float[]> ask(List<String> texts) {
    try {
      List<Embedding> answer =
          endpoint.call(new EmbeddingRequest(List.copyOf(texts), options)).getResults();
      float[][] vectors = new float[texts.size()][];
      for (Embedding one : answer) {
        Integer place = one.getIndex();
        if (place == null
            || place < 0
            || place >= vectors.length
            || one.getOutput().length != dimension) {
          throw new ModelFailure(MALFORMED, null, null);
        }
        vectors[place] = ofLengthOne(one.getOutput());
      }
      for (float[] vector : vectors) {
        if (vector == null) {
          throw new ModelFailure(MALFORMED, null, null);
        }
      }
      return List.of(vectors);
    } catch (RuntimeException e) {
      ModelFailure failure = ModelFailures.of(e);
      metrics.failed(failure);
      throw failure;
    }
  }

  private static float[] ofLengthOne(float[] vector) {
    double sum = 0;
    for (float v : vector) {
      sum += (double) v * v;
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new ModelFailure(MALFORMED, null, null);
    }
    float[] scaled = new float[vector.length];
    double length = Math.sqrt(sum);
    for (int i = 0; i < vector.length; i++) {
      scaled[i] = (float) (vector[i] / length);
    }
    return scaled;
  }
}
