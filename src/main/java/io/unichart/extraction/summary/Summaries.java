package io.unichart.extraction.summary;

import io.unichart.documents.Documents;
import io.unichart.documents.RepairedText;
import io.unichart.extraction.Grounding;
import io.unichart.extraction.NoteFacts;
import io.unichart.extraction.NoteSummaries;
import io.unichart.extraction.Notes;
import io.unichart.extraction.summary.SummaryStore.Kept;
import io.unichart.extraction.text.MachineOrders;
import io.unichart.language.Chat;
import io.unichart.language.ModelChoice;
import io.unichart.language.TokenUsage;
import io.unichart.platform.Problem;
import io.unichart.platform.Sha256;
import io.unichart.terminology.Terminology;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Summarises notes, each once: by content, model, prompt version and parameters.
 *
 * <p>Who asks first claims the summary and computes it; who asks meanwhile, in whatever process,
 * waits for it. When the first one fails, those who waited try for themselves. What was answered
 * locally because a model failed is not kept.
 */
@Component
class Summaries implements NoteSummaries {

  private static final String UNSUPPORTED = "the model's summary was not supported by the note";
  private static final Duration TERM = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(60);

  private final Notes notes;
  private final Terminology terminology;
  private final Documents documents;
  private final Chat chat;
  private final ModelSummary model;
  private final SummaryStore store;
  private final SummaryMetrics metrics;

  Summaries(
      Notes notes,
      Terminology terminology,
      Documents documents,
      Chat chat,
      SummaryStore store,
      SummaryMetrics metrics) {
    this.notes = notes;
    this.terminology = terminology;
    this.documents = documents;
    this.chat = chat;
    this.model = new ModelSummary(chat);
    this.store = store;
    this.metrics = metrics;
  }

  /** What is to be summarised for whom. */
  private record Wanted(
      String text, @Nullable Long documentId, ModelChoice choice, byte[] key, UUID claimant) {}

  /** The summary of a text that somebody sent. */
  Mono<Summary> ofText(String text, @Nullable String requested) {
    ModelChoice choice = chat.choose(requested);
    return summary(wanted(text, null, choice));
  }

  /** The summary of a stored document; empty when there is none of this number. */
  Mono<Summary> ofDocument(long id, @Nullable String requested) {
    ModelChoice choice = chat.choose(requested);
    return documents.read(id).flatMap(document -> summary(wanted(document.content(), id, choice)));
  }

  @Override
  public Mono<Told> of(long documentId, @Nullable String model) {
    return ofDocument(documentId, model)
        .map(made -> new Told(made.summary(), made.modelUsed(), made.fromCache(), made.fallback()));
  }

  private Wanted wanted(String text, @Nullable Long documentId, ModelChoice choice) {
    String made =
        String.join(
            "\u0000",
            documentId == null ? "text" : "document " + documentId,
            choice.local() ? Chat.LOCAL : choice.model(),
            choice.local() ? "template 4" : "prompt " + ModelSummary.PROMPT_VERSION,
            choice.local() ? "" : chat.parameters(),
            text);
    return new Wanted(text, documentId, choice, Sha256.of(made), UUID.randomUUID());
  }

  private Mono<Summary> summary(Wanted wanted) {
    return store
        .find(wanted.key())
        .map(Summary::cached)
        .switchIfEmpty(Mono.defer(() -> claimed(wanted)))
        .doOnNext(metrics::given);
  }

  private Mono<Summary> claimed(Wanted wanted) {
    return store
        .claim(wanted.key(), wanted.documentId(), wanted.claimant(), TERM)
        .flatMap(mine -> mine ? computed(wanted) : awaited(wanted));
  }

  private Mono<Summary> computed(Wanted wanted) {
    Mono<Void> release = store.release(wanted.key(), wanted.claimant());
    return made(wanted)
        .flatMap(
            summary ->
                summary.fallback() != null
                    ? release.thenReturn(summary)
                    : store
                        .keep(
                            wanted.key(),
                            wanted.claimant(),
                            new Kept(summary.summary(), summary.modelUsed(), summary.tokenUsage()))
                        .thenReturn(summary))
        .onErrorResume(failure -> release.then(Mono.error(failure)))
        .doOnCancel(() -> release.subscribe());
  }

  /** Waits for another's result; without one this request computes for itself. */
  private Mono<Summary> awaited(Wanted wanted) {
    return Mono.delay(PAUSE)
        .then(store.find(wanted.key()))
        .map(Summary::cached)
        .switchIfEmpty(
            Mono.defer(
                () ->
                    store
                        .isClaimed(wanted.key())
                        .flatMap(held -> held ? awaited(wanted) : retried(wanted))));
  }

  private Mono<Summary> retried(Wanted wanted) {
    return store
        .find(wanted.key())
        .map(Summary::cached)
        .switchIfEmpty(Mono.defer(() -> made(wanted)));
  }

  private Mono<Summary> made(Wanted wanted) {
    long began = System.nanoTime();
    return Mono.fromCallable(() -> MachineOrders.without(RepairedText.of(wanted.text()).text()))
        .subscribeOn(Schedulers.parallel())
        .flatMap(
            note ->
                chat.answer(
                    wanted.choice(),
                    name -> byModel(note, wanted.choice(), began),
                    why -> Mono.fromCallable(() -> byTemplate(note, why, began))));
  }

  private Mono<Summary> byModel(String note, ModelChoice choice, long began) {
    NoteFacts facts = notes.read(note);
    return model
        .of(note, new Grounding(notes, terminology, note, facts), choice.model())
        .map(
            checked -> {
              if (!checked.text().isEmpty()) {
                return new Summary(
                    checked.text(), checked.model(), checked.usage(), millis(began), false, null);
              }
              if (choice.named()) {
                throw Problem.badGateway(UNSUPPORTED);
              }
              return byTemplate(note, UNSUPPORTED, began);
            });
  }

  private Summary byTemplate(String note, @Nullable String why, long began) {
    String text = ClinicalTemplate.of(note, notes.read(note), terminology.drugs()::ingredientOf);
    return new Summary(text, Chat.LOCAL, TokenUsage.NONE, millis(began), false, why);
  }

  private static long millis(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }
}
