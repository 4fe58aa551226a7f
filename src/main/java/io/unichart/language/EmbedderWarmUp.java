package io.unichart.language;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Has the embedding model loaded: beside the start of the service where there is a processor to
 * spare, else behind it, for it would only hold the start up.
 */
@Component
class EmbedderWarmUp {

  private final Embedder embedder;

  @Autowired
  EmbedderWarmUp(Embedder embedder, Inference inference) {
    this(embedder, inference.cores());
  }

  EmbedderWarmUp(Embedder embedder, int cores) {
    this.embedder = embedder;
    if (cores > 1) {
      embedder.prepare();
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    embedder.prepare();
  }
}
