package io.unichart.identity.deduplication;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.unichart.identity.job.Job;
import io.unichart.identity.job.JobLedger;
import io.unichart.identity.match.MatchIndex;
import io.unichart.identity.match.MatchKnowledge;
import io.unichart.identity.match.ViewStream;
import io.unichart.identity.review.ReviewQueue;
import io.unichart.identity.review.ReviewStore;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/** Runs deduplication in one process at a time; another takes over when that process dies. */
@Configuration(proxyBeanMethods = false)
class DeduplicationJobs {

  private static final Logger log = LoggerFactory.getLogger(DeduplicationJobs.class);

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

  private static void run(
      DeduplicationOrder order, DeduplicationJob.Tools tools, ExecutionContext context) {
    try {
      Job job = tools.jobs().find(order.job()).contextCapture().toFuture().get();
      if (job != null && job.running()) {
        new DeduplicationJob(order, tools).run();
      }
    } catch (DeduplicationJob.Cancelled cancelled) {
      log.info("Deduplication {} was cancelled", order.job());
    } catch (Exception failure) {
      if (context.getSchedulerState().isShuttingDown() || isOfTheDatabase(failure)) {
        // another pod, or this one a little later, begins again
        throw new IllegalStateException("interrupted", failure);
      }
      log.error("Deduplication {} failed: {}", order.job(), failure.getClass().getName());
      tools
          .jobs()
          .fail(order.job(), "failed: " + failure.getClass().getSimpleName())
          .subscribe(done -> {}, lost -> log.error("The failure could not be kept"));
    }
  }

  /** Whether the database went away, so that to begin again will help. */
  private static boolean isOfTheDatabase(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof DataAccessResourceFailureException
          || each instanceof TransientDataAccessException
          || each instanceof SQLException sql && isOfTheConnection(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** The connection was lost, or the server is going down or coming up. */
  private static boolean isOfTheConnection(@Nullable String state) {
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }
}
