package io.unichart.identity.match;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.unichart.audit.AuditTrail;
import io.unichart.identity.Patient;
import io.unichart.identity.PatientMatch;
import io.unichart.identity.PersonDetails;
import io.unichart.identity.match.MatchIndex.Candidate;
import io.unichart.identity.match.MatchIndex.Candidates;
import io.unichart.identity.record.PatientStore;
import io.unichart.identity.record.PersonRules;
import io.unichart.identity.record.Standardisation;
import io.unichart.matching.ComparisonView;
import io.unichart.matching.Matcher;
import io.unichart.matching.Score;
import io.unichart.matching.Strategy;
import io.unichart.platform.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.modulith.NamedInterface;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds who in the index may be a person of whom something is known, and says why. Candidates come
 * by their blocking keys, are scored on their comparison views in memory, and only those that are
 * told are read as whole records.
 */
@Component
@NamedInterface("match")
public class PersonMatching {

  /**
   * What a search for a person found.
   *
   * @param total matches at or above the threshold, told or not
   * @param candidates records that were compared
   * @param cappedKeys blocking keys under which more records stand than were compared
   */
  record Answer(List<PatientMatch> matches, int total, int candidates, int cappedKeys) {}

  /** Candidates by falling score. */
  public record Ranking(List<Scored> scored, int candidates, int cappedKeys) {}

  private static final double THRESHOLD = 0.5;

  private static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score)
          .thenComparingDouble(Scored::weight)
          .reversed()
          .thenComparing(Scored::id);

  private final MatchIndex index;
  private final MatchKnowledge knowledge;
  private final PatientStore store;
  private final PersonRules rules;
  private final AuditTrail audit;
  private final MatchingProperties properties;
  private final Counter capped;
  private final DistributionSummary compared;

  PersonMatching(
      MatchIndex index,
      MatchKnowledge knowledge,
      PatientStore store,
      PersonRules rules,
      AuditTrail audit,
      MatchingProperties properties,
      MeterRegistry meters) {
    this.index = index;
    this.knowledge = knowledge;
    this.store = store;
    this.rules = rules;
    this.audit = audit;
    this.properties = properties;
    this.capped =
        Counter.builder("unichart.match.capped.keys")
            .description("Blocking keys that more records share than were compared")
            .register(meters);
    this.compared =
        DistributionSummary.builder("unichart.match.candidates")
            .description("Records compared for one request")
            .register(meters);
  }

  /**
   * Ranks the patients who may be this person, best first, from even odds on. Nothing needs to be
   * known for sure; empty if what is known cannot be looked up.
   *
   * @param partial what is known; values that no record could have count as unknown
   * @param limit most patients to return
   */
  public Mono<List<PatientMatch>> find(PersonDetails partial, int limit) {
    return Mono.defer(
        () -> {
          ComparisonView view =
              PersonView.of(Standardisation.of(Standardisation.readable(partial)));
          return rank(view, MatchStrategy.PROBABILISTIC, THRESHOLD)
              .flatMap(ranking -> told(ranking.scored(), limit));
        });
  }

  /** Answers a match request; 400 if it holds nothing to look up, 422 for what it holds wrong. */
  Mono<Answer> match(MatchRequest request) {
    return Mono.defer(
        () -> {
          MatchRequest.Checked asked = request.checked(rules, properties);
          ComparisonView view = PersonView.of(Standardisation.of(asked.person()));
          if (!MatchIndex.canBeLookedUp(view)) {
            throw Problem.badRequest(
                "nothing to look up: give at least a family name, both names, a birth date, an"
                    + " identifier, a phone number or an e-mail address");
          }
          return rank(view, asked.strategy(), asked.threshold())
              .flatMap(ranking -> answer(ranking, asked.limit()))
              .delayUntil(answer -> seen(answer.matches()));
        });
  }

  /** Notes that whoever asked was shown these records. */
  public Mono<Void> seen(List<PatientMatch> matches) {
    return audit.seen(matches.stream().map(match -> match.patient().id()).toList());
  }

  private Mono<Answer> answer(Ranking ranking, int limit) {
    return told(ranking.scored(), limit)
        .map(
            matches ->
                new Answer(
                    matches, ranking.scored().size(), ranking.candidates(), ranking.cappedKeys()));
  }

  /** The first of a ranking with their records. */
  public Mono<List<PatientMatch>> told(List<Scored> scored, int limit) {
    List<Scored> first = scored.subList(0, Math.min(limit, scored.size()));
    return store
        .findAll(first.stream().map(Scored::id).toList())
        .collectMap(Patient::id)
        .map(patients -> withRecords(first, patients));
  }

  private static List<PatientMatch> withRecords(List<Scored> scored, Map<UUID, Patient> patients) {
    List<PatientMatch> matches = new ArrayList<>(scored.size());
    for (Scored one : scored) {
      Patient patient = patients.get(one.id());
      if (patient != null) {
        matches.add(one.with(patient));
      }
    }
    return List.copyOf(matches);
  }

  /** All candidates at or above a threshold, best first. */
  Mono<Ranking> rank(ComparisonView view, MatchStrategy strategy, double threshold) {
    return Mono.zip(knowledge.matcher(), index.candidates(view))
        .map(known -> rank(view, strategy, threshold, known.getT1(), known.getT2()));
  }

  /**
   * The records at or above a threshold that may be this person, best first, while nobody else
   * registers somebody who may be.
   *
   * @param person in its standard form
   */
  public Mono<Ranking> rankAlone(PersonDetails person, double threshold) {
    ComparisonView view = PersonView.of(person);
    return Mono.zip(knowledge.matcher(), index.candidatesAlone(view))
        .map(
            known ->
                rank(view, MatchStrategy.PROBABILISTIC, threshold, known.getT1(), known.getT2()));
  }

  /** Waits as {@link #rankAlone} does, and asks nothing. */
  public Mono<Void> lock(PersonDetails person) {
    return index.lock(PersonView.of(person));
  }

  private Ranking rank(
      ComparisonView view,
      MatchStrategy strategy,
      double threshold,
      Matcher matcher,
      Candidates candidates) {
    capped.increment(candidates.cappedKeys());
    compared.record(candidates.found().size());
    List<Scored> scored =
        score(view, candidates.found(), strategy, matcher).stream()
            .filter(one -> one.score() >= threshold)
            .sorted(BEST_FIRST)
            .toList();
    return new Ranking(scored, candidates.found().size(), candidates.cappedKeys());
  }

  private List<Scored> score(
      ComparisonView view, List<Candidate> candidates, MatchStrategy strategy, Matcher matcher) {
    List<Scored> scored = new ArrayList<>(candidates.size());
    if (strategy == MatchStrategy.PROBABILISTIC) {
      List<Score> scores = matcher.score(view, candidates.stream().map(Candidate::view).toList());
      for (int i = 0; i < scores.size(); i++) {
        scored.add(Scored.of(candidates.get(i).id(), scores.get(i)));
      }
    } else {
      Strategy rule =
          strategy == MatchStrategy.WEIGHTED ? properties.weighted() : new Strategy.Deterministic();
      for (Candidate candidate : candidates) {
        scored.add(Scored.of(candidate.id(), rule.score(matcher, view, candidate.view())));
      }
    }
    return scored;
  }

  /** How likely two records are one person; empty if one of them is not to be matched. */
  public Mono<Scored> score(UUID one, UUID other) {
    return Mono.zip(knowledge.matcher(), index.views(List.of(one, other)))
        .mapNotNull(
            known -> {
              ComparisonView a = known.getT2().get(one);
              ComparisonView b = known.getT2().get(other);
              return a == null || b == null ? null : Scored.of(other, known.getT1().score(a, b));
            });
  }
}
