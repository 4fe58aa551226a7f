package io.unichart.identity.match;

import io.r2dbc.spi.Readable;
import io.unichart.identity.Patient;
import io.unichart.identity.record.PatientProjection;
import io.unichart.matching.BlockingKeys;
import io.unichart.matching.ComparisonView;
import io.unichart.platform.database.Writes;
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
public class MatchIndex implements PatientProjection {

  /** A record that shares a key with the one in question. */
  record Candidate(UUID id, ComparisonView view) {}

  /**
   * What the keys brought.
   *
   * @param cappedKeys keys that more records share than are looked at
   */
  record Candidates(List<Candidate> found, int cappedKeys) {}

  private static final String CANDIDATES =
      "select patient_id, view, capped from patient_candidates(:keys, :most, :alone)";

  /** In the order of the keys, so that many at once touch each page of the index once. */
  private static final String INSERT =
      """
      viewed as (
        insert into patient_view (patient_id, rules, view, keys)
        select id, :rules, view, keys::bigint[]
        from unnest(:view_ids::uuid[], :views::text[], :keys::text[]) as given (id, view, keys)
        on conflict do nothing
        returning place, keys
      ), keyed as (
        insert into patient_key (key, place)
        select key, viewed.place from viewed, unnest(viewed.keys) as key order by key
      )
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
  public Mono<Void> follow(List<Patient> patients) {
    return Flux.fromIterable(patients).concatMap(this::replace).then();
  }

  /** Takes in records that are stored but not known here; those that are stay as they are. */
  Mono<Void> add(List<Patient> patients) {
    Writes alone = new Writes();
    return begin(patients, alone).then(Mono.defer(() -> alone.run(database)));
  }

  @Override
  public Mono<Void> begin(List<Patient> patients, Writes together) {
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
    together.add(
        INSERT, Map.of("rules", PersonView.RULES, "view_ids", ids, "views", views, "keys", keys));
    return Mono.empty();
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

  /** Whether anything of a view is a key. */
  static boolean canBeLookedUp(ComparisonView view) {
    return BlockingKeys.asked(view).length > 0;
  }

  /** The views of those records that can be found. */
  public Mono<Map<UUID, ComparisonView>> views(Collection<UUID> ids) {
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
    return candidates(view, properties.candidatesPerKey(), false);
  }

  /**
   * Records that share a key with a view, once nobody else registers somebody who may be this
   * person: whoever asks so waits for the others who did, until their transactions end. All take
   * their locks in the order of the keys, so that no two wait for each other.
   */
  Mono<Candidates> candidatesAlone(ComparisonView view) {
    return candidates(view, properties.candidatesPerKey(), true);
  }

  /** Waits as {@link #candidatesAlone} does, and asks nothing. */
  Mono<Void> lock(ComparisonView view) {
    return candidates(view, 0, true).then();
  }

  private Mono<Candidates> candidates(ComparisonView view, int most, boolean alone) {
    long[] keys = BlockingKeys.asked(view);
    if (keys.length == 0) {
      return Mono.just(new Candidates(List.of(), 0));
    }
    Arrays.sort(keys);
    int[] capped = new int[1];
    return database
        .sql(CANDIDATES)
        .bind("keys", boxed(keys))
        .bind("most", most)
        .bind("alone", alone)
        .map(
            row -> {
              capped[0] = Objects.requireNonNull(row.get("capped", Integer.class));
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
