package io.unichart.identity.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.unichart.identity.intake.LineReader.Batch;
import io.unichart.identity.intake.PersonIntake.Entry;
import io.unichart.identity.intake.PersonIntake.Refused;
import io.unichart.identity.intake.PersonIntake.Taken;
import io.unichart.identity.intake.RecordLines.Line;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in a stream of lines: while one batch is written, the next is read and checked. No more
 * lines are asked for than are in work, so a sender that is faster than the database has to wait.
 */
@Component
class PatientImport {

  private static final Logger log = LoggerFactory.getLogger(PatientImport.class);
  private static final int BATCH_LINES = 1_000;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int READ_AHEAD = 2;
  private static final int WRITERS = 2;
  private static final int TELL_EVERY = 100_000;

  /** Reading and checking of lines, which is computation. */
  private static final Scheduler READERS = Schedulers.newParallel("patient-import", 2, true);

  private final PersonIntake intake;
  private final JsonMapper json;
  private final Counter created;
  private final Counter updated;
  private final Counter skipped;
  private final Counter failed;

  PatientImport(PersonIntake intake, JsonMapper json, MeterRegistry registry) {
    this.intake = intake;
    this.json = json;
    this.created = counter(registry, "created");
    this.updated = counter(registry, "updated");
    this.skipped = counter(registry, "skipped");
    this.failed = counter(registry, "failed");
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("unichart.imported.patients")
        .description("Lines of patient imports, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Lines that were read and checked, in batches and in their order. */
  Flux<Batch> batches(Flux<Line> lines, boolean csv) {
    if (!csv) {
      return batches(lines, new LineReader(intake, json, null));
    }
    return lines.switchOnFirst(
        (first, all) -> {
          Line header = first.get();
          if (header == null) {
            return all.thenMany(Flux.empty());
          }
          LineReader reader = new LineReader(intake, json, new CsvPersons(header.bytes()));
          return batches(all.skip(1), reader);
        });
  }

  private static Flux<Batch> batches(Flux<Line> lines, LineReader reader) {
    return Flux.defer(
        () -> {
          int[] held = {0, 0};
          return lines
              .bufferUntil(
                  line -> {
                    held[0]++;
                    held[1] += line.bytes().length;
                    boolean full = held[0] >= BATCH_LINES || held[1] >= BATCH_BYTES;
                    if (full) {
                      held[0] = 0;
                      held[1] = 0;
                    }
                    return full;
                  })
              .flatMapSequential(
                  batch -> Mono.fromCallable(() -> reader.read(batch)).subscribeOn(READERS),
                  READ_AHEAD,
                  1);
        });
  }

  /** Takes in all lines, and tells what came of them. */
  Mono<ImportResult> lines(Flux<Line> lines, boolean csv) {
    return batches(lines, csv)
        .concatMap(batch -> written(batch).map(taken -> new Step(batch, taken)), 1)
        .reduce(ImportResult.NOTHING, this::tell);
  }

  /**
   * Two writers share a batch by the keys of its lines, so that lines of one key keep their order.
   */
  private Mono<Taken> written(Batch batch) {
    Map<Boolean, List<Entry>> shares =
        batch.entries().stream()
            .collect(Collectors.partitioningBy(entry -> (entry.key().hashCode() & 1) == 0));
    return Flux.fromIterable(shares.values())
        .flatMap(intake::take, WRITERS)
        .reduce(Taken.NOTHING, Taken::and);
  }

  private record Step(Batch batch, Taken taken) {}

  private ImportResult tell(ImportResult result, Step step) {
    count(step.taken(), step.batch().failed());
    ImportResult now = result.and(step.taken(), step.batch().failed());
    if (done(now) / TELL_EVERY > done(result) / TELL_EVERY) {
      log.info(
          "Import: {} created, {} updated, {} unchanged, {} failed so far",
          now.created(),
          now.updated(),
          now.skipped(),
          now.failed().size());
    }
    return now;
  }

  void count(Taken taken, List<Refused> unread) {
    created.increment(taken.created());
    updated.increment(taken.updated());
    skipped.increment(taken.skipped());
    failed.increment(taken.failed().size() + (double) unread.size());
  }

  private static int done(ImportResult result) {
    return result.created() + result.updated() + result.skipped() + result.failed().size();
  }
}
