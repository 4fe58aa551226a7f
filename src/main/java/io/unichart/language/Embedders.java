package io.unichart.language;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The models that come with the product, by name: for questions to vectors that a formerly
 * configured model has written, until its successor is ready.
 */
@Component
public class Embedders {

  private final Inference inference;
  private final Map<LocalModel, Embedder> loaded = new ConcurrentHashMap<>();

  Embedders(Inference inference) {
    this.inference = inference;
  }

  /** The model of this name, loaded on first use; empty when this process cannot run it. */
  public Optional<Embedder> named(String name) {
    return LocalModel.named(name)
        .map(
            model ->
                loaded.computeIfAbsent(
                    model,
                    known -> new LocalEmbedder(known, inference.helpers(), inference.cores())));
  }
}
