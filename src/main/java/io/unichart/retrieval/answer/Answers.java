package io.unichart.retrieval.answer;

import io.unichart.documents.PatientFinder;
import io.unichart.language.Chat;
import io.unichart.language.Embedder;
import io.unichart.language.Inference;
import io.unichart.language.ModelChoice;
import io.unichart.language.TokenUsage;
import io.unichart.platform.Problem;
import io.unichart.retrieval.answer.AnswerForm.Asked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers questions: finds passages, judges them, and has the answer composed of them or drafted by
 * a chat model and checked against them.
 */
@Component
class Answers {

  private static final String UNSUPPORTED = "the model's answer was not supported by its sources";

  private final Finder finder;
  private final Relevance relevance;
  private final Drafter drafter;
  private final Chat chat;
  private final Inference inference;
  private final AnswerMetrics metrics;
  private final ObjectProvider<PatientFinder> patients;

  Answers(
      Finder finder,
      Embedder embedder,
      Drafter drafter,
      Chat chat,
      Inference inference,
      AnswerMetrics metrics,
      ObjectProvider<PatientFinder> patients) {
    this.finder = finder;
    this.relevance = new Relevance(embedder);
    this.drafter = drafter;
    this.chat = chat;
    this.inference = inference;
    this.metrics = metrics;
    this.patients = patients;
  }

  /** What came before the answer: the passages, how their statements were judged, the times. */
  record Material(
      Asked asked,
      Question question,
      ModelChoice choice,
      List<Candidate> candidates,
      List<Judged> judged,
      List<Extraction.Part> parts,
      long began,
      long retrievalMs,
      long generationBegan) {

    /** Whether there is anything that may answer. */
    boolean isPromising() {
      return !judged.isEmpty() && judged.get(0).score() >= Calibration.PROMISES;
    }

    Composed extracted() {
      Composed answered = Extraction.composeParts(parts, candidates, asked.topK());
      return answered.answered()
          ? answered
          : Extraction.compose(question, candidates, judged, asked.topK());
    }

    Answer answer(
        Composed composed, String modelUsed, @Nullable String fallback, TokenUsage usage) {
      long now = System.nanoTime();
      return new Answer(
          Answer.text(composed),
          composed.answered(),
          composed.sentences(),
          composed.sources().stream().map(Answer.Source::of).toList(),
          composed.unanswered(),
          modelUsed,
          fallback,
          usage,
          millis(now - began),
          retrievalMs,
          millis(now - generationBegan));
    }

    /** Never tells the question: it may name a patient. */
    @Override
    public String toString() {
      return "Material[candidates=" + candidates.size() + "]";
    }
  }

  /** The whole answer. */
  Mono<Answer> answer(Asked asked) {
    return material(asked)
        .flatMap(this::answer)
        .delayUntil(answer -> shown(asked, answer.sources()))
        .doOnNext(metrics::answered);
  }

  /** The answer as it comes into being; the last event carries the whole of it. */
  Flux<AnswerEvent> stream(Asked asked) {
    return material(asked)
        .flatMapMany(this::stream)
        .delayUntil(event -> shown(asked, event.announced()));
  }

  private Mono<Material> material(Asked asked) {
    ModelChoice choice = chat.choose(asked.model());
    long began = System.nanoTime();
    Question question = Question.of(asked.question());
    return known(asked.patientId())
        .then(finder.find(question, asked))
        .flatMap(
            candidates -> {
              long found = System.nanoTime();
              return Mono.fromCallable(() -> judged(question, candidates))
                  .subscribeOn(inference.scheduler())
                  .map(
                      judged ->
                          new Material(
                              asked,
                              question,
                              choice,
                              candidates,
                              judged.all(),
                              judged.parts(),
                              began,
                              millis(found - began),
                              found));
            });
  }

  /** The statements as they answer the question, and as they answer each of its parts. */
  private record Verdict(List<Judged> all, List<Extraction.Part> parts) {}

  private Verdict judged(Question question, List<Candidate> candidates) {
    List<Extraction.Part> parts =
        question.parts().stream()
            .map(part -> new Extraction.Part(part, relevance.judge(part.question(), candidates)))
            .toList();
    List<Judged> all = new ArrayList<>(relevance.judge(question, candidates));
    parts.forEach(part -> all.addAll(part.judged()));
    all.sort(Comparator.comparingDouble(Judged::score).reversed());
    return new Verdict(all, parts);
  }

  private Mono<Void> known(@Nullable UUID patientId) {
    PatientFinder index = patients.getIfAvailable();
    if (patientId == null || index == null) {
      return Mono.empty();
    }
    return index
        .open(patientId)
        .switchIfEmpty(Mono.error(() -> Problem.notFound("There is no patient " + patientId)))
        .then();
  }

  /** What an answer from everything shows of charts is a look into each of them. */
  private Mono<Void> shown(Asked asked, List<Answer.Source> sources) {
    PatientFinder index = patients.getIfAvailable();
    return index == null || asked.patientId() != null || sources.isEmpty()
        ? Mono.empty()
        : index.shown(sources.stream().map(Answer.Source::documentId).collect(Collectors.toSet()));
  }

  private Mono<Answer> answer(Material material) {
    if (!material.isPromising()) {
      return Mono.just(extracted(material, null));
    }
    return chat.answer(
        material.choice(),
        model ->
            drafter
                .draft(material, model)
                .map(
                    draft ->
                        draft.refuted()
                            ? extracted(material, UNSUPPORTED)
                            : material.answer(
                                draft.composed(), draft.model(), null, draft.usage())),
        why -> Mono.fromCallable(() -> extracted(material, why)));
  }

  private Flux<AnswerEvent> stream(Material material) {
    Flux<AnswerEvent> local = Flux.defer(() -> replay(extracted(material, null)));
    if (!material.isPromising() || material.choice().local()) {
      return local;
    }
    return drafter.stream(material)
        .onErrorResume(
            Drafter.NothingSaid.class,
            nothing ->
                material.choice().named()
                    ? Flux.error(nothing.failure().problem())
                    : replay(extracted(material, nothing.failure().reason())))
        .switchIfEmpty(Flux.defer(() -> replay(extracted(material, UNSUPPORTED))))
        .doOnNext(event -> event.whole().ifPresent(metrics::answered));
  }

  private Flux<AnswerEvent> replay(Answer answer) {
    metrics.answered(answer);
    return AnswerEvent.replay(answer);
  }

  private static Answer extracted(Material material, @Nullable String why) {
    return material.answer(material.extracted(), Chat.LOCAL, why, TokenUsage.NONE);
  }

  static long millis(long nanos) {
    return nanos / 1_000_000;
  }
}
