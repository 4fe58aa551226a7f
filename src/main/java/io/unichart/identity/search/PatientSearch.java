package io.unichart.identity.search;

import io.unichart.audit.AuditTrail;
import io.unichart.identity.Patient;
import io.unichart.identity.registration.PersonIndex;
import io.unichart.identity.search.PatientSearchController.Found;
import io.unichart.identity.search.PatientSearchController.Hit;
import io.unichart.identity.search.Query.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Searches patients. The query is written out in tiers from strict to forgiving ({@link Tiers});
 * misspelt words are first replaced by the few stored words that they may stand for ({@link
 * Vocabulary}), so that every tier is a plain question to one inverted index.
 */
@Component
class PatientSearch {

  /** Counting further would cost more than anybody gains by it. */
  private static final int COUNTED = 10_000;

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  private final DatabaseClient database;
  private final Vocabulary vocabulary;
  private final PersonIndex index;
  private final AuditTrail audit;

  PatientSearch(
      DatabaseClient database, Vocabulary vocabulary, PersonIndex index, AuditTrail audit) {
    this.database = database;
    this.vocabulary = vocabulary;
    this.index = index;
    this.audit = audit;
  }

  /** What a caller asks for. */
  record Request(
      String q,
      boolean fuzzy,
      boolean phonetic,
      @Nullable Integer birthYear,
      boolean masked,
      int limit,
      int offset) {}

  private record Page(int total, List<UUID> ids, List<Tier> tiers) {
    static final Page EMPTY = new Page(0, List.of(), List.of());
  }

  /** Finds patients, and notes that they were shown. */
  Mono<Found> find(Request request) {
    return found(request)
        .delayUntil(
            found -> audit.seen(found.patients().stream().map(hit -> hit.patient().id()).toList()));
  }

  private Mono<Found> found(Request request) {
    Query query = QueryParser.read(request.q());
    if (query == null) {
      return Mono.just(answer(request, 0, List.of()));
    }
    if (ID.matcher(request.q().strip()).matches()) {
      return byId(request, UUID.fromString(request.q().strip()));
    }
    List<Term> terms = query.wanted();
    return vocabulary
        .others(spelt(terms), request.fuzzy(), request.phonetic())
        .flatMap(
            others -> {
              List<Tiers.Step> steps = new Tiers(others).steps(query, request.birthYear());
              return page(steps, labels(terms), request)
                  .flatMap(page -> shown(page, terms, others, request));
            });
  }

  private Mono<Found> byId(Request request, UUID id) {
    return index
        .list(List.of(id))
        .flatMap(
            found -> {
              UUID survivor =
                  found.stream()
                      .flatMap(patient -> patient.links().stream())
                      .filter(link -> link.type().equals("replaced-by"))
                      .map(Patient.PatientLink::otherPatientId)
                      .findFirst()
                      .orElse(null);
              boolean active = found.stream().anyMatch(Patient::active);
              return active || survivor == null ? Mono.just(found) : index.list(List.of(survivor));
            })
        .map(
            found ->
                answer(
                    request,
                    found.size(),
                    request.offset() > 0
                        ? List.of()
                        : found.stream().map(each -> hit(each, List.of(), request)).toList()));
  }

  private Mono<Page> page(List<Tiers.Step> steps, List<String> labels, Request request) {
    return database
        .sql(
            """
            select total, ids, tiers
            from find_patients(:queries, :labels, :skip, :page, :count)
            """)
        .bind("queries", steps.stream().map(Tiers.Step::query).toArray(String[]::new))
        .bind("labels", labels.toArray(String[]::new))
        .bind("skip", request.offset())
        .bind("page", request.limit())
        .bind("count", COUNTED + 1)
        .map(
            row -> {
              UUID[] ids = row.get("ids", UUID[].class);
              Integer[] tiers = row.get("tiers", Integer[].class);
              int total = Objects.requireNonNull(row.get("total", Integer.class));
              return ids == null || tiers == null
                  ? new Page(total, List.of(), List.of())
                  : new Page(
                      total,
                      List.of(ids),
                      Arrays.stream(tiers).map(n -> steps.get(n - 1).tier()).toList());
            })
        .one()
        .defaultIfEmpty(Page.EMPTY);
  }

  private Mono<Found> shown(
      Page page, List<Term> terms, Map<String, Map<String, Tier>> others, Request request) {
    Map<UUID, Tier> tiers = new HashMap<>();
    for (int i = 0; i < page.ids().size(); i++) {
      tiers.put(page.ids().get(i), page.tiers().get(i));
    }
    return index
        .list(page.ids())
        .map(
            patients ->
                answer(
                    request,
                    page.total(),
                    patients.stream()
                        .map(
                            patient ->
                                hit(
                                    patient,
                                    Highlighter.of(
                                        terms,
                                        others,
                                        tiers.getOrDefault(patient.id(), Tier.FAR),
                                        patient.details(),
                                        shown(patient, request).details()),
                                    request))
                        .toList()));
  }

  private static Hit hit(Patient patient, List<Highlight> highlights, Request request) {
    return new Hit(shown(patient, request), highlights);
  }

  private static Patient shown(Patient patient, Request request) {
    return request.masked() ? Masking.of(patient) : patient;
  }

  private static Found answer(Request request, int total, List<Hit> hits) {
    return new Found(
        hits,
        Math.min(total, Math.max(COUNTED, request.offset() + hits.size())),
        total > COUNTED,
        request.q(),
        request.offset(),
        request.limit());
  }

  private static Set<String> spelt(List<Term> terms) {
    Set<String> words = new LinkedHashSet<>();
    for (Term term : terms) {
      if (term.mail().isEmpty() && !term.number()) {
        term.parts().stream()
            .filter(part -> part.length() >= WordKeys.SHORTEST)
            .forEach(words::add);
      }
    }
    return words;
  }

  /** A record that is named just so comes first: family name first or last. */
  private static List<String> labels(List<Term> terms) {
    List<String> parts = new ArrayList<>();
    terms.forEach(term -> parts.addAll(term.parts()));
    List<String> labels = new ArrayList<>();
    labels.add(String.join(" ", parts));
    if (parts.size() > 1) {
      List<String> turned = new ArrayList<>(parts.subList(parts.size() - 1, parts.size()));
      turned.addAll(parts.subList(0, parts.size() - 1));
      labels.add(String.join(" ", turned));
    }
    return labels;
  }
}
