package io.unichart.identity;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Long work of matching, done by one process at a time and taken over when that process dies. */
@Configuration(proxyBeanMethods = false)
class MatchingJobs {

  private static final Duration UPKEEP = Duration.ofMinutes(5);
  private static final Logger log = LoggerFactory.getLogger(MatchingJobs.class);

  @Bean
  OneTimeTask<DeduplicationOrder> deduplication(
      JobLedger jobs,
      ViewStream views,
      MatchIndex index,
      MatchKnowledge knowledge,
      ReviewQueue reviews,
      ReviewStore decisions,
      Clock clock) {
    var tools =
        new DeduplicationJob.Tools(jobs, views, index, knowledge, reviews, decisions, clock);
    return Tasks.oneTime("deduplicate-patients", DeduplicationOrder.class)
        .onFailure(new FailureHandler.OnFailureRetryLater<>(Duration.ofSeconds(5)))
        .execute((instance, context) -> run(instance.getData(), tools, context));
  }

  @Bean
  Task<Void> matchIndexUpkeep(MatchIndexing indexing) {
    return Tasks.recurring("take-patients-into-match-index", FixedDelay.of(UPKEEP))
        .execute((instance, context) -> take(indexing));
  }

  private static void take(MatchIndexing indexing) {
    try {
      indexing.run().toFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      log.warn(
          "The match index could not take everything in ({}) and tries again",
          e.getCause() == null ? "unknown" : e.getCause().getClass().getSimpleName());
    }
  }

  private static void run(
      DeduplicationOrder order, DeduplicationJob.Tools tools, ExecutionContext context) {
    try {
      Job job = tools.jobs().find(order.job()).toFuture().get();
      if (job != null && job.running()) {
        new DeduplicationJob(order, tools).run();
      }
    } catch (DeduplicationJob.Cancelled cancelled) {
      log.info("Deduplication {} was cancelled", order.job());
    } catch (Exception failure) {
      if (context.getSchedulerState().isShuttingDown()) {
        // another pod, or this one after its restart, begins again
        throw new IllegalStateException("interrupted by the shutdown", failure);
      }
      log.error("Deduplication {} failed: {}", order.job(), failure.getClass().getName());
      tools
          .jobs()
          .fail(order.job(), "failed: " + failure.getClass().getSimpleName())
          .subscribe(done -> {}, lost -> log.error("The failure could not be kept"));
    }
  }
}
