package io.unichart.identity.intake;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.unichart.identity.intake.ImportChunks.Chunk;
import io.unichart.identity.intake.PersonIntake.Refused;
import io.unichart.identity.intake.RecordLines.Line;
import io.unichart.identity.job.Job;
import io.unichart.identity.job.JobLedger;
import io.unichart.platform.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * An import whose sender does not wait: the lines are checked and kept in the database as they
 * come, and written by whichever pod is free. Each chunk leaves in the transaction that writes its
 * patients and counts them, so a job that is killed goes on exactly where it was.
 */
@Component
class ImportJob {

  static final String KIND = "import";
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** How far a job is, as its row keeps it. */
  record Standing(
      int chunks,
      int done,
      int created,
      int updated,
      int skipped,
      List<Refused> failed,
      String startedBy) {

    static Standing begin(int chunks, String startedBy) {
      return new Standing(chunks, 0, 0, 0, 0, List.of(), startedBy);
    }

    ImportResult result() {
      return new ImportResult(created, updated, skipped, failed);
    }
  }

  /** Thrown inside the transaction of a chunk, which is then not written: nobody counts it. */
  private static final class Cancelled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Cancelled() {
      super("cancelled", null, false, false);
    }
  }

  private final PatientImport imports;
  private final PersonIntake intake;
  private final ImportChunks chunks;
  private final JobLedger jobs;
  private final JsonMapper json;
  private final ObjectProvider<Scheduler> scheduler;

  ImportJob(
      PatientImport imports,
      PersonIntake intake,
      ImportChunks chunks,
      JobLedger jobs,
      JsonMapper json,
      ObjectProvider<Scheduler> scheduler) {
    this.imports = imports;
    this.intake = intake;
    this.chunks = chunks;
    this.jobs = jobs;
    this.json = json;
    this.scheduler = scheduler;
  }

  /** Keeps all lines, then opens the job that writes them. */
  Mono<Job> begin(Flux<Line> lines, boolean csv) {
    return Mono.defer(
        () -> {
          UUID id = UUID.randomUUID();
          return chunks
              .removeOrphans()
              .thenMany(imports.batches(lines, csv))
              .index()
              .concatMap(
                  batch ->
                      chunks
                          .add(id, (int) (long) batch.getT1(), batch.getT2())
                          .thenReturn(batch.getT1()),
                  1)
              .count()
              .onErrorResume(e -> chunks.removeAll(id).then(Mono.error(e)))
              .flatMap(count -> open(id, (int) (long) count));
        });
  }

  private Mono<Job> open(UUID id, int count) {
    return Actor.current()
        .flatMap(actor -> jobs.begin(id, KIND, members(Standing.begin(count, actor.userId()))))
        .delayUntil(
            job -> Mono.fromRunnable(() -> schedule(id)).subscribeOn(Schedulers.boundedElastic()));
  }

  private void schedule(UUID id) {
    scheduler.getObject().schedule(Work.TASK.instance(id.toString()).scheduledTo(Instant.now()));
  }

  /** Writes what is left of a job; blocks the worker's thread. */
  void work(UUID id) throws InterruptedException {
    try {
      while (Boolean.TRUE.equals(step(id).contextCapture().toFuture().get())) {
        // one chunk after the other
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an import could not go on", e.getCause());
    }
  }

  /** Writes the next chunk; false when there is nothing more to do. */
  private Mono<Boolean> step(UUID id) {
    return jobs.find(id)
        .flatMap(
            job -> {
              if (!job.running()) {
                return chunks.removeAll(id).thenReturn(false);
              }
              Standing standing = json.convertValue(job.result(), Standing.class);
              return chunks
                  .next(id)
                  .flatMap(chunk -> write(id, chunk, standing).thenReturn(true))
                  .onErrorResume(Cancelled.class, stopped -> chunks.removeAll(id).thenReturn(false))
                  .switchIfEmpty(
                      Mono.defer(() -> jobs.complete(id, members(standing)).thenReturn(false)));
            });
  }

  private Mono<Void> write(UUID id, Chunk chunk, Standing standing) {
    return intake
        .take(
            chunk.batch().entries(),
            taken -> {
              ImportResult result = standing.result().and(taken, chunk.batch().failed());
              int done = standing.done() + 1;
              Standing now =
                  new Standing(
                      standing.chunks(),
                      done,
                      result.created(),
                      result.updated(),
                      result.skipped(),
                      result.failed(),
                      standing.startedBy());
              return chunks
                  .remove(id, chunk.place())
                  .then(jobs.progress(id, (double) done / standing.chunks(), members(now)))
                  .flatMap(goOn -> goOn ? Mono.empty() : Mono.error(new Cancelled()));
            })
        .doOnNext(taken -> imports.count(taken, chunk.batch().failed()))
        .contextWrite(new Actor(standing.startedBy(), null, null)::in)
        .then();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> members(Standing standing) {
    return json.convertValue(standing, Map.class);
  }

  /** The task that any pod may pick up. */
  @Configuration(proxyBeanMethods = false)
  static class Work {

    static final com.github.kagkarlsson.scheduler.task.TaskDescriptor<Void> TASK =
        com.github.kagkarlsson.scheduler.task.TaskDescriptor.of("import-patients");

    @Bean
    Task<Void> importPatients(ObjectProvider<ImportJob> job) {
      return Tasks.oneTime(TASK)
          .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
          .execute(
              (instance, context) -> {
                try {
                  job.getObject().work(UUID.fromString(instance.getId()));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  throw new IllegalStateException("an import was interrupted", e);
                }
              });
    }
  }
}
