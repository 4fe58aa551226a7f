package io.unichart.documents.intake;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.util.retry.Retry;

/**
 * Takes in the seed folder in the background at every start; readiness does not wait for it. While
 * the database is away it waits and goes on.
 */
@Component
class Seeding {

  private static final Logger log = LoggerFactory.getLogger(Seeding.class);

  private final DocumentImport documents;
  private final Disposable.Swap run = Disposables.swap();

  Seeding(DocumentImport documents) {
    this.documents = documents;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    run.replace(
        documents
            .folder(false, true)
            .retryWhen(
                Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(2))
                    .maxBackoff(Duration.ofMinutes(1))
                    .doBeforeRetry(
                        signal ->
                            log.warn(
                                "Seeding was interrupted ({}) and goes on soon",
                                signal.failure().getClass().getSimpleName())))
            .subscribe(
                result -> {}, e -> log.error("Seeding failed ({})", e.getClass().getName())));
  }

  @PreDestroy
  void end() {
    run.dispose();
  }
}
