package io.unichart.identity;

import io.r2dbc.spi.Readable;
import io.unichart.matching.BlockingKeys;
import io.unichart.matching.ComparisonView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rows by which records that may be one person find each other: comparison views and blocking
 * keys, written in the transaction that writes the record.
 */
@Component
class MatchIndex implements PatientProjection {

  /** A record that shares a key with the one in question. */
  record Candidate(UUID id, ComparisonView view) {}

  /** Two records, whichever comes first. */
  record Pair(UUID one, UUID other) {

    static Pair of(UUID a, UUID b) {
      return a.compareTo(b) < 0 ? new Pair(a, b) : new Pair(b, a);
    }
  }

  /**
   * What the keys brought.
   *
   * @param cappedKeys keys that more records share than are looked at
   */
  record Candidates(List<Candidate> found, int cappedKeys) {}

  private static final String CANDIDATES =
      """
      with hit as materialized (
        select asked.key, near.place
        from unnest(:keys::bigint[]) as asked (key)
        cross join lateral (
          select k.place from patient_key k where k.key = asked.key order by k.place limit :most
        ) near
      )
      select v.patient_id, v.view,
             (select count(*) from (select from hit group by key having count(*) >= :most) full_keys)
               as capped
      from patient_view v
      where v.place = any (array(select distinct place from hit))
      """;

  /** In the order of the keys, so that many at once touch each page of the index once. */
  private static final String INSERT =
      """
      with now as (
        insert into patient_view (patient_id, rules, view, keys)
        select id, :rules, view, keys::bigint[]
        from unnest(:ids::uuid[], :views::text[], :keys::text[]) as given (id, view, keys)
        on conflict do nothing
        returning place, keys
      )
      insert into patient_key (key, place)
      select key, now.place from now, unnest(now.keys) as key order by key
      """;

  private static final String REPLACE =
      """
      with gone as (
        delete from patient_key k
        using patient_view v, unnest(v.keys) as old (key)
        where v.patient_id = :id and k.place = v.place and k.key = old.key
          and old.key <> all (:keys::bigint[])
      ), now as (
        insert into patient_view (patient_id, rules, view, keys)
        values (:id, :rules, :view, :keys)
        on conflict (patient_id) do update
        set rules = excluded.rules, view = excluded.view, keys = excluded.keys
        returning place, keys
      )
      insert into patient_key (key, place)
      select key, now.place from now, unnest(now.keys) as key
      on conflict do nothing
      """;

  private final DatabaseClient database;
  private final MatchingProperties properties;

  MatchIndex(DatabaseClient database, MatchingProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  @Override
  public Mono<Void> follow(List<Patient> patients, boolean fresh) {
    return fresh ? insert(patients) : Flux.fromIterable(patients).concatMap(this::replace).then();
  }

  private Mono<Void> insert(List<Patient> patients) {
    int n = patients.size();
    UUID[] ids = new UUID[n];
    String[] views = new String[n];
    String[] keys = new String[n];
    for (int i = 0; i < n; i++) {
      ComparisonView view = PersonView.of(patients.get(i).details());
      ids[i] = patients.get(i).id();
      views[i] = view.packed();
      keys[i] = Arrays.toString(BlockingKeys.of(view)).replace('[', '{').replace(']', '}');
    }
    return database
        .sql(INSERT)
        .bind("ids", ids)
        .bind("rules", PersonView.RULES)
        .bind("views", views)
        .bind("keys", keys)
        .then();
  }

  private Mono<Void> replace(Patient patient) {
    if (!patient.active()) {
      return forget(patient.id());
    }
    ComparisonView view = PersonView.of(patient.details());
    return database
        .sql(REPLACE)
        .bind("id", patient.id())
        .bind("rules", PersonView.RULES)
        .bind("view", view.packed())
        .bind("keys", boxed(BlockingKeys.of(view)))
        .then();
  }

  @Override
  public Mono<Void> forget(UUID id) {
    return database
        .sql(
            """
            with gone as (
              delete from patient_view where patient_id = :id returning place, keys
            )
            delete from patient_key k using gone, unnest(gone.keys) as old (key)
            where k.key = old.key and k.place = gone.place
            """)
        .bind("id", id)
        .then();
  }

  /**
   * Waits until nobody else registers somebody who may be this person. The locks are taken in the
   * order of the keys, so that two registrations never wait for each other, and end with the
   * transaction.
   */
  Mono<Void> lock(ComparisonView view) {
    return database
        .sql(
            """
            select count(*) from (
              select pg_advisory_xact_lock(key)
              from (select key from unnest(:keys::bigint[]) as key order by key) as in_order
              offset 0
            ) as locked
            """)
        .bind("keys", boxed(BlockingKeys.asked(view)))
        .then();
  }

  /** Whether anything of a view is a key. */
  static boolean canBeLookedUp(ComparisonView view) {
    return BlockingKeys.asked(view).length > 0;
  }

  /** The views of those records that can be found. */
  Mono<Map<UUID, ComparisonView>> views(Collection<UUID> ids) {
    return database
        .sql("select patient_id, view from patient_view where patient_id = any (:ids)")
        .bind("ids", ids.toArray(UUID[]::new))
        .map(MatchIndex::candidate)
        .all()
        .collectMap(Candidate::id, Candidate::view);
  }

  private static Candidate candidate(Readable row) {
    return new Candidate(
        Objects.requireNonNull(row.get("patient_id", UUID.class)),
        ComparisonView.unpacked(
            ComparisonView.PATIENT, Objects.requireNonNull(row.get("view", String.class))));
  }

  /** Records that share a key with a view. */
  Mono<Candidates> candidates(ComparisonView view) {
    long[] keys = BlockingKeys.asked(view);
    if (keys.length == 0) {
      return Mono.just(new Candidates(List.of(), 0));
    }
    int[] capped = new int[1];
    return database
        .sql(CANDIDATES)
        .bind("keys", boxed(keys))
        .bind("most", properties.candidatesPerKey())
        .map(
            row -> {
              capped[0] = Objects.requireNonNull(row.get("capped", Long.class)).intValue();
              return candidate(row);
            })
        .all()
        .collect(ArrayList<Candidate>::new, List::add)
        .map(found -> new Candidates(found, capped[0]));
  }

  static Long[] boxed(long[] keys) {
    return Arrays.stream(keys).boxed().toArray(Long[]::new);
  }
}
