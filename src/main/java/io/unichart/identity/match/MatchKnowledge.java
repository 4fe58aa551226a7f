package io.unichart.identity.match;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import io.unichart.matching.ComparisonView;
import io.unichart.matching.Field;
import io.unichart.matching.MatchModel;
import io.unichart.matching.Matcher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the index has learned for scoring: how many records there are, the model, and how common
 * values are. Kept in the database, so that all replicas score alike; looked at again every few
 * seconds.
 */
@Component
public class MatchKnowledge {

  /** What scoring rests on at one moment. */
  public record Known(
      long id,
      MatchModel trained,
      MatchModel model,
      Map<String, Map<String, Double>> terms,
      long population,
      Instant until) {

    /** A matcher that rests on it. */
    public Matcher matcher() {
      return new Matcher(model, this::share, Math.max(LEAST_POPULATION, population));
    }

    /** The value's share; for a value that is not among the common ones at most what those have. */
    private double share(Field field, String value) {
      Map<String, Double> common = terms.get(field.name());
      if (common == null) {
        return 0;
      }
      double share = 0;
      for (String each : value.split("\\|")) {
        share = Math.max(share, common.getOrDefault(each, 0.0));
      }
      double usual = model.u(model.fields().indexOf(field), 1);
      return share > 0 ? share : Math.min(usual, TermCounts.rare());
    }
  }

  /**
   * An index of few records is still a sample of a town: agreement on a common name must not look
   * rare only because hardly anybody was registered yet.
   */
  public static final long LEAST_POPULATION = 10_000;

  /** What was learned before is kept for a while, in case a model must be looked into. */
  private static final int KEPT = 10;

  /** A population that grew or shrank by this share has other common values. */
  private static final double CHANGED = 0.1;

  /** From so many records on a population teaches more than the shipped model knows. */
  public static final long ENOUGH = 2_000;

  private static final Duration HOLDS = Duration.ofSeconds(10);

  private final DatabaseClient database;
  private final JsonMapper json;
  private final TransactionalOperator transaction;
  private final Clock clock;
  private volatile @Nullable Known known;

  MatchKnowledge(
      DatabaseClient database, JsonMapper json, TransactionalOperator transaction, Clock clock) {
    this.database = database;
    this.json = json;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** A matcher for the population as it is. */
  public Mono<Matcher> matcher() {
    return known().map(Known::matcher);
  }

  /** What is known at this moment. */
  public Mono<Known> known() {
    Known last = known;
    if (last != null && clock.instant().isBefore(last.until())) {
      return Mono.just(last);
    }
    return database
        .sql(
            """
            select case when guess > 50000 then guess
                   else (select count(*) from patient_view) end as patients,
                   (select coalesce(max(id), 0) from match_knowledge) as newest
            from (select reltuples::bigint as guess
                  from pg_class where oid = 'patient_view'::regclass) as known
            """)
        .map(
            row ->
                new long[] {
                  Objects.requireNonNull(row.get("patients", Long.class)),
                  Objects.requireNonNull(row.get("newest", Long.class))
                })
        .one()
        .flatMap(now -> known(last, now[0], now[1]))
        .doOnNext(found -> known = found);
  }

  private Mono<Known> known(@Nullable Known last, long population, long newest) {
    Instant until = clock.instant().plus(HOLDS);
    if (newest == 0) {
      MatchModel standard = MatchModel.standard(ComparisonView.PATIENT);
      return Mono.just(new Known(0, standard, standard, new HashMap<>(), population, until));
    }
    if (last != null && last.id() == newest) {
      return Mono.just(
          new Known(newest, last.trained(), last.model(), last.terms(), population, until));
    }
    return database
        .sql("select id, model, sharpened, terms from match_knowledge where id = :id")
        .bind("id", newest)
        .map(row -> read(row, population, until))
        .one();
  }

  private Known read(Readable row, long population, Instant until) {
    return new Known(
        Objects.requireNonNull(row.get("id", Long.class)),
        MatchModel.fromJson(Objects.requireNonNull(row.get("model", String.class))),
        MatchModel.fromJson(Objects.requireNonNull(row.get("sharpened", String.class))),
        json.readValue(
            Objects.requireNonNull(row.get("terms", Json.class)).asArray(),
            new TypeReference<Map<String, Map<String, Double>>>() {}),
        population,
        until);
  }

  /** Keeps what was learned; from now on it scores. */
  public Mono<Void> learned(
      MatchModel trained,
      MatchModel sharpened,
      Map<String, Map<String, Double>> terms,
      long patients,
      long decisions) {
    return kept(
        database
            .sql(
                """
                insert into match_knowledge (version, model, sharpened, terms, patients, decisions)
                values (:version, :model, :sharpened, :terms, :patients, :decisions)
                """)
            .bind("version", sharpened.version())
            .bind("model", trained.toJson())
            .bind("sharpened", sharpened.toJson())
            .bind("terms", Json.of(json.writeValueAsBytes(terms)))
            .bind("patients", patients)
            .bind("decisions", decisions));
  }

  /**
   * One after the other: who counts values takes the newest model over, and must not bring an older
   * one back that he saw before another process learned. Reading waits for nobody.
   */
  private Mono<Void> kept(GenericExecuteSpec newest) {
    return database
        .sql("lock table match_knowledge in share row exclusive mode")
        .then()
        .then(newest.then())
        .then(
            database
                .sql(
                    """
                    delete from match_knowledge
                    where id not in (
                      select id from match_knowledge order by id desc limit :kept)
                    """)
                .bind("kept", KEPT)
                .then())
        .as(transaction::transactional)
        .doOnSuccess(done -> known = null);
  }

  /** Whether the population is large enough to count its values, and another one than at last. */
  Mono<Boolean> outdated() {
    return database
        .sql(
            """
            select (select count(*) from patient_view) as patients,
                   coalesce((select patients from match_knowledge order by id desc limit 1), 0)
                     as counted
            """)
        .map(
            row -> {
              long patients = Objects.requireNonNull(row.get("patients", Long.class));
              long counted = Objects.requireNonNull(row.get("counted", Long.class));
              return patients >= ENOUGH && Math.abs(patients - counted) > CHANGED * counted;
            })
        .one();
  }

  /** Keeps newly counted values beside the model as it is, whoever learned it. */
  Mono<Void> counted(Map<String, Map<String, Double>> terms, long patients) {
    MatchModel standard = MatchModel.standard(ComparisonView.PATIENT);
    return kept(
        database
            .sql(
                """
                insert into match_knowledge (version, model, sharpened, terms, patients, decisions)
                select coalesce(last.version, :version), coalesce(last.model, :model),
                       coalesce(last.sharpened, :model), :terms, :patients,
                       coalesce(last.decisions, 0)
                from (values (true)) as always
                left join (select * from match_knowledge order by id desc limit 1) as last on true
                """)
            .bind("version", standard.version())
            .bind("model", standard.toJson())
            .bind("terms", Json.of(json.writeValueAsBytes(terms)))
            .bind("patients", patients));
  }
}
