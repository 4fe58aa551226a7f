package io.unichart.retrieval;

import static java.util.stream.Collectors.toMap;

import io.unichart.documents.Passage;
import io.unichart.retrieval.DenseLeg.Near;
import io.unichart.retrieval.Fusion.Fused;
import io.unichart.retrieval.Hits.Hit;
import io.unichart.retrieval.Hits.Leg;
import io.unichart.retrieval.LexicalLeg.Fit;
import io.unichart.retrieval.LexicalLeg.Match;
import io.unichart.retrieval.PassageTable.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuples;

/**
 * Searches: both legs find candidates within the scope, each candidate is judged by words and
 * meaning, the best are read as they stand now. What was deleted or changed in between is left out.
 */
final class PassageSearch implements Retrieval {

  private static final int LEAST_DENSE = 60;
  private static final int LEAST_LEXICAL = 30;
  private static final int MOST_CANDIDATES = 400;

  private final LexicalLeg words;
  private final DenseLeg meaning;
  private final Questions questions;
  private final PassageTable table;
  private final Fusion fusion;
  private final RetrievalMetrics metrics;

  PassageSearch(
      LexicalLeg words,
      DenseLeg meaning,
      Questions questions,
      PassageTable table,
      Fusion fusion,
      RetrievalMetrics metrics) {
    this.words = words;
    this.meaning = meaning;
    this.questions = questions;
    this.table = table;
    this.fusion = fusion;
    this.metrics = metrics;
  }

  /** A candidate that was judged: what it is ranked by, and what each leg says of it. */
  private record Judged(
      long passageId,
      double score,
      @Nullable Double similarity,
      @Nullable Leg lexical,
      @Nullable Leg dense) {}

  /** Judged candidates, best first; {@code more} when a leg stopped at its limit. */
  private record Ranking(List<Judged> judged, boolean more) {}

  @Override
  public Mono<Hits> search(Search search) {
    return metrics.timed(
        search.mode(), table.scope(search).flatMap(scope -> within(scope, search)));
  }

  private Mono<Hits> within(PassageTable.Scope scope, Search search) {
    if (scope.isEmpty()) {
      return Mono.just(Hits.NONE);
    }
    List<Long> documents = scope.documents();
    Mono<Ranking> ranking =
        switch (search.mode()) {
          case LEXICAL -> lexical(search, documents);
          case DENSE -> dense(search, documents);
          case HYBRID -> hybrid(search, documents);
        };
    return ranking.flatMap(found -> read(found, search));
  }

  private Mono<Ranking> lexical(Search search, @Nullable List<Long> documents) {
    int k = search.topK() + 1;
    if (!search.byDocument()) {
      return words
          .passages(search.query(), k, documents)
          .collectList()
          .map(found -> new Ranking(byWords(found), false));
    }
    return words
        .documents(search.query(), k, documents)
        .collectList()
        .flatMap(best -> withTheirBestPassages(search.query(), best));
  }

  private static List<Judged> byWords(List<Match> found) {
    List<Judged> judged = new ArrayList<>();
    for (Match match : found) {
      Leg leg = new Leg(judged.size() + 1, match.score());
      judged.add(new Judged(match.id(), match.score(), null, leg, null));
    }
    return judged;
  }

  /** Documents are ranked as wholes, and each is shown by the passage that fits best. */
  private Mono<Ranking> withTheirBestPassages(String question, List<Match> documents) {
    return words
        .bestPassages(question, documents.stream().map(Match::id).toList())
        .collectMap(PassageTable.DocumentPassage::documentId)
        .map(
            passages -> {
              List<Judged> judged = new ArrayList<>();
              for (Match document : documents) {
                PassageTable.DocumentPassage passage = passages.get(document.id());
                if (passage != null) {
                  Leg leg = new Leg(judged.size() + 1, document.score());
                  judged.add(new Judged(passage.passageId(), document.score(), null, leg, null));
                }
              }
              return new Ranking(judged, false);
            });
  }

  private Mono<Ranking> dense(Search search, @Nullable List<Long> documents) {
    int k =
        Math.min(MOST_CANDIDATES, search.byDocument() ? 4 * search.topK() + 1 : search.topK() + 1);
    return questions
        .of(search.query())
        .flatMap(question -> meaning.nearest(question, k, documents))
        .map(
            found -> {
              List<Judged> judged = new ArrayList<>();
              for (Near near : found) {
                Leg leg = new Leg(judged.size() + 1, near.cosine());
                judged.add(new Judged(near.passageId(), near.rankedBy(), near.cosine(), null, leg));
              }
              return new Ranking(judged, found.size() == k);
            });
  }

  private Mono<Ranking> hybrid(Search search, @Nullable List<Long> documents) {
    int wide = search.byDocument() ? 4 : 2;
    int k = Math.min(MOST_CANDIDATES, Math.max(LEAST_DENSE, wide * search.topK()));
    int lexicalK = Math.min(k, Math.max(LEAST_LEXICAL, search.topK()));
    Mono<List<Match>> byWords =
        words.strongPassages(search.query(), lexicalK, documents).collectList();
    Mono<Question> question = questions.of(search.query()).cache();
    Mono<List<Near>> byMeaning = question.flatMap(q -> meaning.nearest(q, k, documents));
    return Mono.zip(byWords, byMeaning)
        .flatMap(
            found ->
                found.getT2().size() >= search.topK()
                    ? Mono.just(found)
                    : words
                        .passages(search.query(), lexicalK, documents)
                        .collectList()
                        .map(all -> Tuples.of(all, found.getT2())))
        .flatMap(
            found ->
                question.flatMap(
                    q ->
                        judged(search.query(), q, found.getT1(), found.getT2())
                            .map(
                                judged ->
                                    new Ranking(
                                        judged,
                                        found.getT2().size() == k
                                            || found.getT1().size() == lexicalK))));
  }

  /** Has each leg judge the other's finds, too, and fuses. */
  private Mono<List<Judged>> judged(
      String query, Question question, List<Match> byWords, List<Near> byMeaning) {
    Set<Long> all = new HashSet<>();
    byMeaning.forEach(near -> all.add(near.passageId()));
    List<Long> wordsOnly = byWords.stream().map(Match::id).filter(id -> !all.contains(id)).toList();
    all.addAll(wordsOnly);
    Mono<Map<Long, Fit>> fits = words.fit(query, List.copyOf(all)).collectMap(Fit::passageId);
    Mono<List<Near>> others = meaning.nearness(question, wordsOnly);
    return Mono.zip(fits, others, (fit, other) -> fused(byWords, byMeaning, fit, other));
  }

  private List<Judged> fused(
      List<Match> byWords, List<Near> byMeaning, Map<Long, Fit> fits, List<Near> others) {
    Map<Long, Leg> lexicalLegs = new HashMap<>();
    byWords.forEach(m -> lexicalLegs.put(m.id(), new Leg(lexicalLegs.size() + 1, m.score())));
    Map<Long, Leg> denseLegs = new HashMap<>();
    byMeaning.forEach(n -> denseLegs.put(n.passageId(), new Leg(denseLegs.size() + 1, n.cosine())));
    Map<Long, Near> near = new HashMap<>();
    byMeaning.forEach(n -> near.put(n.passageId(), n));
    others.forEach(n -> near.put(n.passageId(), n));
    List<Judged> judged = new ArrayList<>();
    for (Fused one : fusion.fuse(near, fits)) {
      Near how = near.get(one.passageId());
      judged.add(
          new Judged(
              one.passageId(),
              one.score(),
              how == null ? null : how.cosine(),
              lexicalLegs.get(one.passageId()),
              denseLegs.get(one.passageId())));
    }
    return judged;
  }

  /** Reads the best as they stand now. */
  private Mono<Hits> read(Ranking ranking, Search search) {
    List<Judged> judged = ranking.judged();
    if (judged.isEmpty()) {
      return Mono.just(Hits.NONE);
    }
    List<Long> ids = judged.stream().map(Judged::passageId).toList();
    Mono<List<Long>> chosen = search.byDocument() ? table.firstOfEachDocument(ids) : Mono.just(ids);
    Map<Long, Judged> byId =
        judged.stream().collect(toMap(Judged::passageId, Function.identity(), (a, b) -> a));
    return chosen.flatMap(
        order -> {
          List<Long> shown = order.subList(0, Math.min(search.topK(), order.size()));
          return table
              .read(shown)
              .map(
                  found ->
                      new Hits(
                          shown.stream()
                              .filter(found::containsKey)
                              .map(id -> hit(found.get(id), byId.get(id)))
                              .toList(),
                          order.size(),
                          order.size() > shown.size() || ranking.more()));
        });
  }

  private static Hit hit(@Nullable Found found, @Nullable Judged judged) {
    if (found == null || judged == null) {
      throw new IllegalStateException("a passage that was chosen was not judged");
    }
    Passage passage = found.passage();
    return new Hit(
        passage,
        found.documentTitle(),
        judged.score(),
        judged.similarity(),
        judged.lexical(),
        judged.dense());
  }
}
