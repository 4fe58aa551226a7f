package io.unichart.identity.deduplication;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.unichart.identity.job.Job;
import io.unichart.identity.job.JobLedger;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Where deduplication of the whole population is ordered. */
@Component
public class Deduplications {

  private final JobLedger jobs;
  private final Scheduler scheduler;
  private final Clock clock;

  Deduplications(JobLedger jobs, Scheduler scheduler, Clock clock) {
    this.jobs = jobs;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Opens the job and has it run by whichever process is free. */
  public Mono<Job> begin(DeduplicationOrder order) {
    return jobs.begin(order.job(), "deduplication", order, result(0, 0, 0))
        .delayUntil(job -> start(order));
  }

  private Mono<Void> start(DeduplicationOrder order) {
    return Mono.<Void>fromRunnable(
            () ->
                scheduler.schedule(
                    DeduplicationJobs.TASK
                        .instance(order.job().toString())
                        .scheduledTo(clock.instant())))
        .subscribeOn(Schedulers.boundedElastic());
  }

  static Map<String, Object> result(long scanned, long autoMerged, long queued) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("patients_scanned", scanned);
    result.put("auto_merged", autoMerged);
    result.put("queued_for_review", queued);
    return result;
  }
}
