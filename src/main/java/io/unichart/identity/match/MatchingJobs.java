package io.unichart.identity.match;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.unichart.matching.ComparisonView;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Long work of matching, done by one process at a time and taken over when that process dies. */
@Configuration(proxyBeanMethods = false)
class MatchingJobs {

  private static final LocalTime QUIET = LocalTime.of(3, 30);
  private static final Duration UPKEEP = Duration.ofMinutes(5);
  private static final Logger log = LoggerFactory.getLogger(MatchingJobs.class);

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
      if (Boolean.TRUE.equals(knowledge.outdated().contextCapture().toFuture().get())) {
        TermCounts terms = new TermCounts(ComparisonView.PATIENT);
        views.read((id, view) -> terms.add(view), () -> true);
        knowledge.counted(terms.shares(), terms.records()).contextCapture().toFuture().get();
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
      indexing.run().contextCapture().toFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      log.warn(
          "The match index could not take everything in ({}) and tries again",
          e.getCause() == null ? "unknown" : e.getCause().getClass().getSimpleName());
    }
  }
}
