package io.unichart.identity.intake;

import io.unichart.audit.AuditAction;
import io.unichart.audit.AuditTrail;
import io.unichart.audit.AuditTrail.Act;
import io.unichart.events.Outbox;
import io.unichart.identity.Patient;
import io.unichart.identity.PersonDetails;
import io.unichart.identity.intake.SourceKeys.Owner;
import io.unichart.identity.organization.Organizations;
import io.unichart.identity.record.NewPatients;
import io.unichart.identity.record.PatientId;
import io.unichart.identity.record.PatientStore;
import io.unichart.identity.record.PersonRules;
import io.unichart.identity.record.Standardisation;
import io.unichart.platform.Problem;
import io.unichart.platform.database.Writes;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.r2dbc.BadSqlGrammarException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Takes in many persons at once. A batch is one transaction: records, what is derived from them,
 * audit entries and events, all or nothing. A line is about the record that its key names ({@link
 * SourceKeys}); what came before and did not change is skipped, so an import can be sent again, or
 * go on after a crash, without doing anything twice. Duplicates of other records are not looked for
 * here: that is what deduplication is for.
 */
@Component
class PersonIntake {

  /**
   * A line that can be stored.
   *
   * @param line its place in the input, from 1
   * @param key whose record it is about
   * @param content a hash of what it says
   */
  record Entry(long line, UUID key, UUID content, PersonDetails person) {}

  /** A line that cannot be stored, and why; no patient data in the reason. */
  record Refused(long line, String reason) {}

  /** What became of lines. */
  record Taken(int created, int updated, int skipped, List<Refused> failed) {
    static final Taken NOTHING = new Taken(0, 0, 0, List.of());

    /** Both together. */
    Taken and(Taken other) {
      List<Refused> all = new ArrayList<>(failed);
      all.addAll(other.failed);
      return new Taken(
          created + other.created, updated + other.updated, skipped + other.skipped, all);
    }

    static Taken refused(Entry entry, String reason) {
      return new Taken(0, 0, 0, List.of(new Refused(entry.line(), reason)));
    }
  }

  private static final Retry WHEN_OTHERS_WERE_FIRST =
      Retry.backoff(5, Duration.ofMillis(50))
          .filter(TransientDataAccessException.class::isInstance)
          .onRetryExhaustedThrow((spec, signal) -> signal.failure());

  private final PatientStore store;
  private final NewPatients newcomers;
  private final SourceKeys sources;
  private final PersonRules rules;
  private final Organizations organizations;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final TransactionalOperator transaction;
  private final TransactionalOperator attempt;
  private final Clock clock;

  PersonIntake(
      PatientStore store,
      NewPatients newcomers,
      SourceKeys sources,
      PersonRules rules,
      Organizations organizations,
      AuditTrail audit,
      Outbox outbox,
      TransactionalOperator transaction,
      ReactiveTransactionManager transactions,
      Clock clock) {
    this.store = store;
    this.newcomers = newcomers;
    this.sources = sources;
    this.rules = rules;
    this.organizations = organizations;
    this.audit = audit;
    this.outbox = outbox;
    this.transaction = transaction;
    this.attempt =
        TransactionalOperator.create(
            transactions,
            new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
    this.clock = clock;
  }

  /**
   * Checks a person and gives it its stored form; throws a {@link Problem} with all faults.
   *
   * @param text the whole line, as the hash shall see it
   */
  Entry entry(long line, @Nullable String externalId, PersonDetails given, String text) {
    rules.check(given);
    PersonDetails person = Standardisation.of(given);
    UUID content = SourceKeys.hash("line", text);
    return new Entry(line, SourceKeys.key(externalId, person, content), content, person);
  }

  /** Stores lines in one transaction; what cannot be stored is told, the others are stored. */
  Mono<Taken> take(List<Entry> entries) {
    return take(entries, taken -> Mono.empty());
  }

  /**
   * Stores lines in one transaction.
   *
   * @param together what is to be done in the same transaction, knowing what became of the lines
   */
  Mono<Taken> take(List<Entry> entries, Function<Taken, Mono<Void>> together) {
    return whole(all(entries), together)
        .onErrorResume(
            failure -> isRefusal(failure) && !entries.isEmpty(),
            refusal -> whole(parted(entries), together));
  }

  private Mono<Taken> whole(Mono<Taken> lines, Function<Taken, Mono<Void>> together) {
    return lines
        .flatMap(taken -> together.apply(taken).thenReturn(taken))
        .as(transaction::transactional)
        .retryWhen(WHEN_OTHERS_WERE_FIRST);
  }

  private Mono<Taken> all(List<Entry> entries) {
    return Flux.fromIterable(runs(entries)).concatMap(this::run).reduce(Taken.NOTHING, Taken::and);
  }

  /** Cuts where a key comes again with more to say: later lines see what earlier ones did. */
  private static List<List<Entry>> runs(List<Entry> entries) {
    List<List<Entry>> runs = new ArrayList<>();
    Map<UUID, Entry> seen = new HashMap<>();
    List<Entry> run = new ArrayList<>();
    for (Entry entry : entries) {
      Entry before = seen.putIfAbsent(entry.key(), entry);
      if (before != null && !before.content().equals(entry.content())) {
        runs.add(run);
        run = new ArrayList<>();
        seen.clear();
        seen.put(entry.key(), entry);
      }
      run.add(entry);
    }
    runs.add(run);
    return runs;
  }

  /**
   * One record that the database refuses must not take a thousand others with it: halves are tried
   * behind savepoints, so that all the others and what belongs to them are still one transaction.
   */
  private Mono<Taken> parted(List<Entry> entries) {
    if (entries.size() == 1) {
      return Mono.just(Taken.refused(entries.get(0), "cannot be stored"));
    }
    int middle = entries.size() / 2;
    return Flux.just(entries.subList(0, middle), entries.subList(middle, entries.size()))
        .concatMap(
            half ->
                all(half)
                    .as(attempt::transactional)
                    .onErrorResume(PersonIntake::isRefusal, refusal -> parted(half)))
        .reduce(Taken.NOTHING, Taken::and);
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof BadSqlGrammarException
        || failure instanceof DataIntegrityViolationException
        || failure instanceof DataAccessException access && isOfData(access);
  }

  /** SQLSTATE class 22: a value that the database cannot hold. */
  private static boolean isOfData(DataAccessException failure) {
    return failure.getMostSpecificCause() instanceof io.r2dbc.spi.R2dbcException cause
        && cause.getSqlState() != null
        && cause.getSqlState().startsWith("22");
  }

  private Mono<Taken> run(List<Entry> entries) {
    return unknownOrganizations(entries)
        .flatMap(
            unknown -> {
              List<Entry> good = new ArrayList<>();
              List<Refused> refused = new ArrayList<>();
              for (Entry entry : entries) {
                UUID organization = entry.person().managingOrganization();
                if (organization != null && unknown.contains(organization)) {
                  refused.add(new Refused(entry.line(), "managing_organization is not known here"));
                } else {
                  good.add(entry);
                }
              }
              return written(good).map(new Taken(0, 0, 0, refused)::and);
            });
  }

  private Mono<Set<UUID>> unknownOrganizations(List<Entry> entries) {
    Set<UUID> named =
        entries.stream()
            .map(entry -> entry.person().managingOrganization())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return organizations
        .known(named)
        .map(known -> named.stream().filter(id -> !known.contains(id)).collect(Collectors.toSet()));
  }

  private Mono<Taken> written(List<Entry> entries) {
    Map<UUID, Owner> wanted = new LinkedHashMap<>();
    for (Entry entry : entries) {
      wanted.computeIfAbsent(
          entry.key(), key -> new Owner(PatientId.at(clock.instant()), entry.content()));
    }
    return wanted.isEmpty()
        ? Mono.just(Taken.NOTHING)
        : sources.claim(wanted).flatMap(owners -> sorted(entries, wanted, owners));
  }

  private Mono<Taken> sorted(
      List<Entry> entries, Map<UUID, Owner> wanted, Map<UUID, Owner> owners) {
    List<Entry> fresh = new ArrayList<>();
    List<Entry> known = new ArrayList<>();
    int skipped = 0;
    Set<UUID> seen = new HashSet<>();
    for (Entry entry : entries) {
      Owner owner = Objects.requireNonNull(owners.get(entry.key()));
      if (!seen.add(entry.key())) {
        skipped++; // the same line again
      } else if (owner.equals(wanted.get(entry.key()))) {
        fresh.add(entry);
      } else if (entry.content().equals(owner.content())) {
        skipped++;
      } else {
        known.add(entry);
      }
    }
    Taken unchanged = new Taken(0, 0, skipped, List.of());
    return created(fresh, wanted)
        .flatMap(created -> changed(known, owners).map(created::and))
        .map(unchanged::and);
  }

  private Mono<Taken> created(List<Entry> entries, Map<UUID, Owner> owners) {
    if (entries.isEmpty()) {
      return Mono.just(Taken.NOTHING);
    }
    OffsetDateTime now = now();
    List<Patient> patients = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      UUID id = Objects.requireNonNull(owners.get(entry.key())).patient();
      patients.add(new Patient(id, true, entry.person(), List.of(), now, now, 1));
    }
    return newcomers.store(patients).thenReturn(new Taken(entries.size(), 0, 0, List.of()));
  }

  private Mono<Taken> changed(List<Entry> entries, Map<UUID, Owner> owners) {
    if (entries.isEmpty()) {
      return Mono.just(Taken.NOTHING);
    }
    Set<UUID> ids =
        entries.stream()
            .map(entry -> Objects.requireNonNull(owners.get(entry.key())).patient())
            .collect(Collectors.toSet());
    return store
        .lockAll(ids)
        .collectMap(Patient::id, Function.identity())
        .flatMap(before -> changed(entries, owners, before));
  }

  private Mono<Taken> changed(
      List<Entry> entries, Map<UUID, Owner> owners, Map<UUID, Patient> before) {
    OffsetDateTime now = now();
    List<Patient> after = new ArrayList<>();
    List<Act> acts = new ArrayList<>();
    Map<UUID, Owner> came = new LinkedHashMap<>();
    List<Refused> refused = new ArrayList<>();
    List<Entry> later = new ArrayList<>();
    Set<UUID> seen = new HashSet<>();
    int same = 0;
    for (Entry entry : entries) {
      UUID id = Objects.requireNonNull(owners.get(entry.key())).patient();
      Patient old = before.get(id);
      if (!seen.add(id)) {
        later.add(entry); // another key of the same record
        continue;
      }
      if (old == null || !old.active()) {
        refused.add(
            new Refused(entry.line(), "its record was merged into another; change that one"));
        continue;
      }
      came.put(entry.key(), new Owner(id, entry.content()));
      if (old.details().equals(entry.person())) {
        same++;
        continue;
      }
      Patient patient =
          new Patient(
              id, true, entry.person(), old.links(), old.createdAt(), now, old.version() + 1);
      after.add(patient);
      acts.add(new Act(id, old, patient));
    }
    return stored(after, acts)
        .then(sources.note(came))
        .thenReturn(new Taken(0, after.size(), same, refused))
        .flatMap(taken -> changed(later, owners).map(taken::and));
  }

  private Mono<Void> stored(List<Patient> changed, List<Act> acts) {
    if (changed.isEmpty()) {
      return Mono.empty();
    }
    Writes together = new Writes();
    outbox.addAll("patient.updated", NewPatients.told(changed), together);
    return audit
        .recordAll(AuditAction.UPDATE, acts, together)
        .then(Mono.defer(() -> store.update(changed, together)));
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
  }
}
