package io.unichart.identity.deduplication;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.unichart.identity.job.Job;
import io.unichart.identity.job.JobLedger;
import io.unichart.identity.match.MatchIndex;
import io.unichart.identity.match.MatchKnowledge;
import io.unichart.identity.match.ViewStream;
import io.unichart.identity.review.ReviewQueue;
import io.unichart.identity.review.ReviewStore;
import io.unichart.platform.database.SqlState;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import tools.jackson.core.JacksonException;

/** Runs deduplication in one process at a time; another takes over when that process dies. */
@Configuration(proxyBeanMethods = false)
class DeduplicationJobs {

  private static final Logger log = LoggerFactory.getLogger(DeduplicationJobs.class);

  private static final Duration AGAIN = Duration.ofSeconds(5);

  /** How often an order that cannot be read is left to others: for half an hour. */
  private static final int ROLL_OUT = 360;

  /** It knows the job by its id; what is asked for stands in the job's row. */
  static final TaskDescriptor<Void> TASK = TaskDescriptor.of("deduplicate-patients");

  @Bean
  OneTimeTask<Void> deduplication(
      JobLedger jobs,
      ViewStream views,
      MatchIndex index,
      MatchKnowledge knowledge,
      ReviewQueue reviews,
      ReviewStore decisions,
      Clock clock) {
    var tools =
        new DeduplicationJob.Tools(jobs, views, index, knowledge, reviews, decisions, clock);
    return Tasks.oneTime(TASK)
        .onFailure(new FailureHandler.OnFailureRetryLater<>(AGAIN))
        .execute((instance, context) -> run(UUID.fromString(instance.getId()), tools, context));
  }

  private static void run(UUID id, DeduplicationJob.Tools tools, ExecutionContext context) {
    try {
      Job job = tools.jobs().find(id).contextCapture().toFuture().get();
      if (job != null && job.running()) {
        run(id, tools);
      }
    } catch (DeduplicationJob.Cancelled cancelled) {
      log.info("Deduplication {} was cancelled", id);
    } catch (Exception failure) {
      if (context.getSchedulerState().isShuttingDown()
          || isOfTheDatabase(failure)
          || mayBeReadByAnother(failure, context)) {
        // another pod, or this one a little later, begins again
        throw new IllegalStateException("interrupted: " + failure.getClass().getName());
      }
      log.error("Deduplication {} failed: {}", id, failure.getClass().getName());
      tools
          .jobs()
          .fail(id, "failed: " + failure.getClass().getSimpleName())
          .subscribe(done -> {}, lost -> log.error("The failure could not be kept"));
    }
  }

  private static void run(UUID id, DeduplicationJob.Tools tools) throws Exception {
    DeduplicationOrder order =
        tools.jobs().ordered(id, DeduplicationOrder.class).contextCapture().toFuture().get();
    if (order == null) { // of a version that kept it elsewhere
      tools.jobs().fail(id, "what it was asked for is not known; order it again").toFuture().get();
      return;
    }
    new DeduplicationJob(order, tools).run();
  }

  /** Whether the order is written in another version's way, whose pods may be there for a while. */
  private static boolean mayBeReadByAnother(Throwable failure, ExecutionContext context) {
    boolean unread = false;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      unread |= each instanceof JacksonException;
    }
    return unread && context.getExecution().consecutiveFailures < ROLL_OUT;
  }

  /** Whether the database went away, so that to begin again will help. */
  private static boolean isOfTheDatabase(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof DataAccessResourceFailureException
          || each instanceof TransientDataAccessException
          || each instanceof SQLException sql && SqlState.isOfTheServer(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
