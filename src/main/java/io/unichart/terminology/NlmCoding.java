package io.unichart.terminology;

import io.unichart.terminology.Coding.Confidence;
import io.unichart.terminology.Nlm.Asked;
import io.unichart.terminology.NlmClient.Offer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Joins what NLM offers with what the tables say. The coders cannot wait for a network; so work
 * that codes runs once, notes which phrases it wanted to know, and runs again when they are known.
 */
final class NlmCoding {

  private static final double HIGH = 0.72;
  private static final double LOW = 0.5;
  private static final int MOST = 6;

  private final @Nullable Nlm nlm;
  private final ThreadLocal<Set<Asked>> wanted = new ThreadLocal<>();

  NlmCoding(@Nullable Nlm nlm) {
    this.nlm = nlm;
  }

  private record Run<T>(T result, Set<Asked> missing) {}

  /** Runs work that codes, with NLM's offers where they are wanted. */
  <T> Mono<T> informed(Supplier<T> work) {
    Nlm asked = nlm;
    if (asked == null || asked.mode() == TerminologyProperties.Nlm.OFF) {
      return Mono.fromSupplier(work);
    }
    return Mono.fromSupplier(() -> run(work))
        .flatMap(
            run ->
                run.missing().isEmpty()
                    ? Mono.just(run.result())
                    : asked
                        .learn(run.missing())
                        .then(Mono.fromSupplier(work).subscribeOn(Schedulers.parallel())));
  }

  private <T> Run<T> run(Supplier<T> work) {
    Set<Asked> missing = new LinkedHashSet<>();
    wanted.set(missing);
    try {
      return new Run<>(work.get(), missing);
    } finally {
      wanted.remove();
    }
  }

  private boolean comesFirst() {
    return nlm != null && nlm.mode() == TerminologyProperties.Nlm.FIRST;
  }

  /** The offers for a phrase, weighed against all its words; none where the tables suffice. */
  private List<Candidate> weighed(CodeSystem system, String phrase, double local, TermIndex index) {
    if (nlm == null
        || nlm.mode() == TerminologyProperties.Nlm.OFF
        || (!comesFirst() && local >= HIGH)) {
      return List.of();
    }
    Asked asked = new Asked(system, phrase.strip().toLowerCase(Locale.ROOT));
    List<Offer> offers = nlm.known(asked);
    if (offers == null) {
      Set<Asked> missing = wanted.get();
      if (missing != null) {
        missing.add(asked);
      }
      return List.of();
    }
    return offers.stream()
        .filter(offer -> isCodable(index, offer))
        .map(offer -> candidate(offer, phrase, index))
        .sorted(
            Comparator.comparingDouble((Candidate c) -> -c.score())
                .thenComparing(c -> !c.display().contains("nspecified")))
        .toList();
  }

  /** A code that the table in force knows as a mere header is not billed. */
  private static boolean isCodable(TermIndex index, Offer offer) {
    Concept known = index.table().concept(offer.code());
    return known == null || known.billable();
  }

  private static Candidate candidate(Offer offer, String phrase, TermIndex index) {
    double score = Math.round(index.likeness(phrase, offer.display()) * 1e4) / 1e4;
    return new Candidate(offer.code(), offer.display(), true, score, offer.method());
  }

  /** The local coding, or NLM's where it is to come first or is better. */
  Coding joined(CodeSystem system, String phrase, Coding local, TermIndex index) {
    Candidate chosen = local.chosen();
    boolean sure = local.confidence() == Confidence.EXACT || local.confidence() == Confidence.HIGH;
    double score = chosen == null ? 0 : sure ? Math.max(HIGH, chosen.score()) : chosen.score();
    List<Candidate> offered = weighed(system, phrase, score, index);
    if (offered.isEmpty() || offered.get(0).score() < LOW) {
      return local;
    }
    Candidate best = offered.get(0);
    if (!comesFirst() && best.score() <= score) {
      return local;
    }
    Confidence confidence =
        best.score() >= 0.999
            ? Confidence.EXACT
            : best.score() >= HIGH ? Confidence.HIGH : Confidence.LOW;
    return new Coding(
        best, confidence, together(offered, local.candidates(), MOST), version(system));
  }

  private static String version(CodeSystem system) {
    return system == CodeSystem.RXNORM ? "RxNav" : "NLM Clinical Tables";
  }

  /** Candidates of a search, those of NLM among them where they are wanted. */
  List<Candidate> joined(
      CodeSystem system, String phrase, List<Candidate> local, TermIndex index, int limit) {
    if (system == CodeSystem.LOINC) {
      return local;
    }
    double best = local.isEmpty() ? 0 : local.get(0).score();
    List<Candidate> offered = weighed(system, phrase, best, index);
    if (offered.isEmpty()) {
      return local;
    }
    List<Candidate> all = together(offered, local, Integer.MAX_VALUE);
    return (comesFirst()
            ? all.stream()
            : all.stream().sorted(Comparator.comparingDouble((Candidate c) -> -c.score())))
        .limit(limit)
        .toList();
  }

  private static List<Candidate> together(
      List<Candidate> before, List<Candidate> after, int limit) {
    List<Candidate> all = new ArrayList<>(before);
    Set<String> codes = new LinkedHashSet<>();
    before.forEach(candidate -> codes.add(candidate.code()));
    after.stream().filter(candidate -> codes.add(candidate.code())).forEach(all::add);
    return all.subList(0, Math.min(limit, all.size()));
  }
}
