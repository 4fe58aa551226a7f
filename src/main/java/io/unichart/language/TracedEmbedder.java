package io.unichart.language;

import io.unichart.platform.telemetry.Spans;
import io.unichart.platform.telemetry.Step;
import java.util.List;

/** An embedding model whose calls stand in the trace of whoever waits for them. */
record TracedEmbedder(Embedder model, Spans spans) implements Embedder {

  private <T> Step<T> step(String kind) {
    Step<T> step = Step.<T>within("embeddings " + model.name()).orAlone();
    return (model instanceof OpenAiEmbedder ? step.elsewhere() : step)
        .with("gen_ai.operation.name", "embeddings")
        .with("gen_ai.request.model", model.name())
        .with("unichart.embedding.of", kind)
        .failing(ModelFailure::nameOf);
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  @Override
  public void prepare() {
    model.prepare();
  }

  @Override
  public float[] query(String text) {
    return spans.around(this.<float[]>step("question"), () -> model.query(text));
  }

  @Override
  public List<float[]> passages(List<String> texts) {
    Step<List<float[]>> step =
        this.<List<float[]>>step("passages")
            .finding((vectors, into) -> into.accept("unichart.embedding.texts", vectors.size()));
    return spans.around(step, () -> model.passages(texts));
  }
}
