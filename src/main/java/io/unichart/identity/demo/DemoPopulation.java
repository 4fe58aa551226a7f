package io.unichart.identity.demo;

import io.unichart.identity.PersonDetails;
import io.unichart.identity.PersonDetails.ContactPoint;
import io.unichart.identity.PersonDetails.Identifier;
import io.unichart.identity.PersonDetails.PersonName;
import io.unichart.identity.PersonDetails.PostalAddress;
import io.unichart.identity.deduplication.DeduplicationOrder;
import io.unichart.identity.deduplication.Deduplications;
import io.unichart.identity.job.Job;
import io.unichart.identity.job.JobLedger;
import io.unichart.identity.registration.OnDuplicate;
import io.unichart.identity.registration.PersonIndex;
import io.unichart.matching.Population;
import io.unichart.platform.PlatformProperties;
import io.unichart.platform.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Fills an empty index with invented people, some of them registered twice, and looks for
 * duplicates among them, so that a steward has something to do on the first day. Once, in the
 * background; a start that was killed goes on where it was.
 */
@Component
class DemoPopulation {

  private static final Logger log = LoggerFactory.getLogger(DemoPopulation.class);

  /** One job for ever: its row says that it was done. */
  private static final UUID JOB = UUID.fromString("00000000-0000-4000-8000-00000000de30");

  private static final double DUPLICATES = 0.12;
  private static final long SEED = 2026;
  private static final int REPORT = 100;

  private final PersonIndex index;
  private final JobLedger jobs;
  private final DatabaseClient database;
  private final Deduplications deduplications;
  private final int size;

  DemoPopulation(
      PersonIndex index,
      JobLedger jobs,
      DatabaseClient database,
      Deduplications deduplications,
      DemoProperties demo,
      PlatformProperties platform) {
    this.index = index;
    this.jobs = jobs;
    this.database = database;
    this.deduplications = deduplications;
    this.size = demo.population(platform.embedded());
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (size > 0) {
      Mono.defer(this::due)
          .flatMap(due -> due ? load() : Mono.empty())
          .retryWhen(Retry.backoff(20, Duration.ofSeconds(2)).maxBackoff(Duration.ofMinutes(1)))
          .subscribeOn(Schedulers.boundedElastic())
          .subscribe(
              done -> {},
              failure ->
                  log.warn(
                      "The demo population is incomplete ({}); the next start goes on",
                      failure.getClass().getSimpleName()));
    }
  }

  /** Whether nobody was registered yet, or an earlier start did not get to the end. */
  private Mono<Boolean> due() {
    return jobs.find(JOB)
        .map(Job::running)
        .onErrorResume(
            Problem.class,
            unknown ->
                database
                    .sql("select not exists (select from patient) as empty")
                    .map(row -> Objects.requireNonNull(row.get("empty", Boolean.class)))
                    .one()
                    .filter(empty -> empty)
                    .flatMap(empty -> jobs.begin(JOB, "demo-population", Map.of("patients", 0)))
                    .map(Job::running)
                    .defaultIfEmpty(false));
  }

  private Mono<Void> load() {
    return loaded()
        .flatMapMany(done -> Flux.fromIterable(people()).index().skip(done))
        .concatMap(
            person ->
                index
                    .register(person.getT2(), OnDuplicate.REGISTER)
                    .onErrorResume(
                        Problem.class, mistake -> Mono.empty()) // an invented mistake too many
                    .then(report(person.getT1() + 1)))
        .then(Mono.defer(this::lookForDuplicates))
        .then(Mono.defer(() -> jobs.complete(JOB, Map.of("patients", size))))
        .doOnSuccess(done -> log.info("The demo population of {} patients is registered", size))
        .then();
  }

  private Mono<Boolean> report(long done) {
    return done % REPORT == 0
        ? jobs.progress(JOB, (double) done / size, Map.of("patients", done))
        : Mono.just(true);
  }

  private Mono<Long> loaded() {
    return database
        .sql(
            """
            select count(*) as n from patient
            where record @> '{"identifiers": [{"system": "%s"}]}'::jsonb
            """
                .formatted(Identifier.INVENTED))
        .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
        .one();
  }

  private Mono<Void> lookForDuplicates() {
    return deduplications
        .begin(new DeduplicationOrder(UUID.randomUUID(), 0.5, 50, false, 1, "system"))
        .then();
  }

  private List<PersonDetails> people() {
    List<PersonDetails> people = new ArrayList<>(size);
    try {
      new Population(size, DUPLICATES, SEED, 1).write(values -> people.add(person(values)));
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written here", e);
    }
    return people;
  }

  /** A record as {@link Population#COLUMNS} has it. */
  private static PersonDetails person(String[] v) {
    List<Identifier> identifiers = new ArrayList<>();
    identifiers.add(new Identifier("OTHER", Identifier.INVENTED, v[0], null, "secondary"));
    if (!v[15].isEmpty()) {
      identifiers.add(new Identifier("SSN", null, v[15], null, null));
    }
    if (!v[16].isEmpty()) {
      identifiers.add(new Identifier("MRN", null, v[16], null, null));
    }
    List<String> given = Stream.of(v[3], v[4]).filter(name -> !name.isBlank()).toList();
    String line = (v[9] + " " + v[8]).strip();
    List<ContactPoint> telecom = new ArrayList<>();
    if (!v[13].isEmpty()) {
      telecom.add(new ContactPoint("phone", v[13], "home"));
    }
    if (!v[14].isEmpty()) {
      telecom.add(new ContactPoint("email", v[14], "home"));
    }
    return PersonDetails.of(
        new PersonName("official", v[5].isBlank() ? "(unknown)" : v[5], given, null, null),
        identifiers,
        switch (v[7].isEmpty() ? ' ' : Character.toUpperCase(v[7].charAt(0))) {
          case 'F' -> "female";
          case 'M' -> "male";
          default -> "unknown";
        },
        date(v[6]),
        telecom,
        List.of(new PostalAddress("home", or(line), null, or(v[10]), or(v[11]), or(v[12]), null)));
  }

  /** A date of the calendar, or nothing: some of the invented mistakes have none. */
  private static @Nullable String date(String text) {
    try {
      return text.isEmpty() ? null : java.time.LocalDate.parse(text).toString();
    } catch (java.time.DateTimeException e) {
      return null;
    }
  }

  private static @Nullable String or(String text) {
    return text.isBlank() ? null : text;
  }
}
