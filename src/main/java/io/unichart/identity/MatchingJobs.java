package io.unichart.identity;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.unichart.matching.ComparisonView;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/** Long work of matching, done by one process at a time and taken over when that process dies. */
@Configuration(proxyBeanMethods = false)
class MatchingJobs {

  private static final LocalTime QUIET = LocalTime.of(3, 30);
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

  /** At night: it reads the whole population. */
  @Bean
  Task<Void> commonValues(MatchKnowledge knowledge, ViewStream views) {
    return Tasks.recurring("count-common-values", Schedules.daily(ZoneOffset.UTC, QUIET))
        .execute((instance, context) -> count(knowledge, views));
  }

  static void count(MatchKnowledge knowledge, ViewStream views) {
    try {
      if (Boolean.TRUE.equals(knowledge.outdated().toFuture().get())) {
        TermCounts terms = new TermCounts(ComparisonView.PATIENT);
        views.read((id, view) -> terms.add(view), () -> true);
        knowledge.counted(terms.shares(), terms.records()).toFuture().get();
        log.info("The common values of {} patients were counted anew", terms.records());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | SQLException | IOException e) {
      log.warn("The common values could not be counted ({})", e.getClass().getSimpleName());
    }
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
