package io.unichart.retrieval.answer;

import io.unichart.language.Embedder;
import io.unichart.language.Inference;
import io.unichart.retrieval.Hits;
import io.unichart.retrieval.Hits.Hit;
import io.unichart.retrieval.Retrieval;
import io.unichart.retrieval.Search;
import io.unichart.retrieval.answer.AnswerForm.Asked;
import io.unichart.retrieval.answer.Question.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds the passages that an answer may be taken from.
 *
 * <p>A name in the question narrows the search to the documents that bear it: one patient's note
 * must not answer for another's, however near it is. A person whom no document names has no answer.
 */
@Component
class Finder {

  private static final int CANDIDATES = 24;
  private static final int BEARERS = 60;
  private static final int NAMES_AT_ONCE = 4;

  private final Retrieval retrieval;
  private final Embedder embedder;
  private final Inference inference;

  Finder(Retrieval retrieval, Embedder embedder, Inference inference) {
    this.retrieval = retrieval;
    this.embedder = embedder;
    this.inference = inference;
  }

  /** The documents that bear a name. */
  private record Bearers(Name name, Set<Long> documents) {}

  /** The passages for a question, best first; none when nothing in its scope fits. */
  Mono<List<Candidate>> find(Question question, Asked asked) {
    return Flux.fromIterable(question.names())
        .flatMapSequential(name -> bearers(name, asked), NAMES_AT_ONCE)
        .collectList()
        .flatMap(
            bearers -> {
              if (bearers.stream().anyMatch(b -> b.name().person() && b.documents().isEmpty())) {
                return Mono.just(List.of());
              }
              return search(question, asked, scope(bearers, asked.documentIds()));
            });
  }

  private Mono<Bearers> bearers(Name name, Asked asked) {
    Search search =
        new Search(
            String.join(" ", name.words()),
            BEARERS,
            Search.Mode.LEXICAL,
            false,
            asked.documentIds(),
            asked.patientId());
    return retrieval
        .search(search)
        .map(
            hits -> {
              Set<Long> documents = new LinkedHashSet<>();
              for (Hit hit : hits.hits()) {
                String text =
                    hit.documentTitle()
                        + '\n'
                        + hit.passage().context()
                        + '\n'
                        + hit.passage().text();
                if (Names.contains(text, name.words())) {
                  documents.add(hit.passage().documentId());
                }
              }
              return new Bearers(name, documents);
            });
  }

  /** Persons bind; any other name narrows only as far as it leaves something. */
  private static @Nullable List<Long> scope(List<Bearers> all, @Nullable List<Long> documentIds) {
    List<Bearers> bearers = new ArrayList<>(all);
    bearers.removeIf(b -> b.documents().isEmpty());
    bearers.sort(Comparator.comparing(b -> !b.name().person()));
    Set<Long> scope = null;
    for (Bearers next : bearers) {
      Set<Long> narrowed = new LinkedHashSet<>(next.documents());
      if (scope != null) {
        narrowed.retainAll(scope);
      }
      if (!narrowed.isEmpty()) {
        scope = narrowed;
      }
    }
    return scope == null ? documentIds : List.copyOf(scope);
  }

  private Mono<List<Candidate>> search(
      Question question, Asked asked, @Nullable List<Long> documents) {
    Search search =
        new Search(
            question.withoutPersons(),
            CANDIDATES,
            Search.Mode.HYBRID,
            false,
            documents,
            asked.patientId());
    return retrieval.search(search).flatMap(hits -> candidates(question, hits, asked.threshold()));
  }

  private Mono<List<Candidate>> candidates(
      Question question, Hits hits, @Nullable Double threshold) {
    boolean complete = hits.hits().stream().allMatch(hit -> hit.similarity() != null);
    Mono<List<Candidate>> candidates =
        complete
            ? Mono.just(hits.hits().stream().map(hit -> candidate(hit, null)).toList())
            : Mono.fromCallable(() -> compared(question, hits)).subscribeOn(inference.scheduler());
    return candidates.map(
        found ->
            threshold == null
                ? found
                : found.stream().filter(c -> exceeds(c.similarity(), threshold)).toList());
  }

  /** Nothing exceeds 1, not even the question itself. */
  private static boolean exceeds(double similarity, double threshold) {
    return threshold < 1 && similarity >= threshold;
  }

  /** A document that is still to be embedded answers, too: its passages are compared here. */
  private List<Candidate> compared(Question question, Hits hits) {
    float[] asked = embedder.query(question.withoutPersons());
    List<Candidate> candidates = new ArrayList<>();
    for (Hit hit : hits.hits()) {
      float[] vector =
          hit.similarity() != null
              ? null
              : embedder
                  .passages(List.of(hit.passage().context() + '\n' + hit.passage().text()))
                  .get(0);
      candidates.add(candidate(hit, vector == null ? null : Relevance.cosine(asked, vector)));
    }
    return candidates;
  }

  private static Candidate candidate(Hit hit, @Nullable Double compared) {
    Double known = hit.similarity();
    double similarity = known != null ? known : compared != null ? compared : 0;
    return new Candidate(hit.passage(), hit.documentTitle(), similarity);
  }
}
