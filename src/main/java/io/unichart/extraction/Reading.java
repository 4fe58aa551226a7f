package io.unichart.extraction;

import io.unichart.extraction.text.MachineOrders;
import io.unichart.language.Chat;
import io.unichart.language.ModelChoice;
import io.unichart.language.TokenUsage;
import io.unichart.terminology.Terminology;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads notes by rules, and with a model beside them where one is configured or named. */
@Component
public class Reading {

  private final Notes notes;
  private final Chat chat;
  private final Terminology terminology;
  private final ModelReader model;
  private final ExtractionMetrics metrics;

  Reading(Notes notes, Chat chat, Terminology terminology, ExtractionMetrics metrics) {
    this.notes = notes;
    this.chat = chat;
    this.terminology = terminology;
    this.model = new ModelReader(chat, notes, terminology);
    this.metrics = metrics;
  }

  /**
   * The facts of a note.
   *
   * @param requested who is to read it: a model, {@code extractive} or {@code rules}; null for the
   *     default
   */
  public Mono<Extraction> read(String note, @Nullable String requested) {
    ModelChoice choice = chat.choose(Notes.RULES.equals(requested) ? Chat.LOCAL : requested);
    long began = System.nanoTime();
    return chat.answer(
            choice,
            name ->
                Mono.fromCallable(() -> MachineOrders.without(note))
                    .flatMap(text -> model.read(text, name))
                    .publishOn(Schedulers.parallel())
                    .flatMap(
                        read ->
                            terminology
                                .informed(() -> notes.extract(note, read.additions()))
                                .map(
                                    facts ->
                                        facts.by(
                                            read.model(),
                                            "model",
                                            read.usage(),
                                            null,
                                            millis(began)))),
            why ->
                terminology
                    .informed(() -> notes.extract(note))
                    .map(
                        read ->
                            why == null
                                ? read
                                : read.by(
                                    Notes.RULES, Notes.RULES, TokenUsage.NONE, why, millis(began))))
        .doOnNext(metrics::read)
        .subscribeOn(Schedulers.parallel());
  }

  private static long millis(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }
}
