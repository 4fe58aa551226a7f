package io.unichart.platform;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.ExecutionChain;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.unichart.platform.database.ShortStatements;
import io.unichart.platform.telemetry.Spans;
import io.unichart.platform.telemetry.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Jobs that outlive a process: rows in PostgreSQL, claimed by whichever pod is free. A capability
 * contributes {@link Task} beans and schedules them with the {@link Scheduler}.
 *
 * <p>While pods are replaced, versions share the queue. A name that a pod does not know it leaves
 * to the others, so a job that older pods would do wrong gets a new name.
 */
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

  private static final int THREADS = 4;

  /** The scheduler's own statements take milliseconds. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** A job that this version does not know may be a newer one's, or an older one's to come back. */
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  @Bean
  @DependsOnDatabaseInitialization
  @ConditionalOnMissingBean
  Scheduler jobs(DataSource dataSource, ObjectProvider<Task<?>> tasks, Spans spans) {
    List<Task<?>> known = new ArrayList<>();
    List<RecurringTask<?>> recurring = new ArrayList<>();
    tasks
        .orderedStream()
        .forEach(
            task -> {
              if (task instanceof RecurringTask<?> again) {
                recurring.add(again);
              } else {
                known.add(task);
              }
            });
    SchedulerBuilder builder =
        builder(new ShortStatements(dataSource, SILENCE), known).startTasks(recurring);
    if (spans.told()) {
      builder.addExecutionInterceptor((job, context, work) -> traced(spans, job, context, work));
    }
    return builder.build();
  }

  static SchedulerBuilder builder(DataSource dataSource, List<Task<?>> known) {
    return Scheduler.create(dataSource, known)
        .threads(THREADS)
        .schedulerName(new SchedulerName.Fixed("unichart-" + UUID.randomUUID()))
        .pollingInterval(Duration.ofSeconds(2))
        .heartbeatInterval(Duration.ofSeconds(10))
        .missedHeartbeatsLimit(4)
        .deleteUnresolvedAfter(FOR_EVER)
        .shutdownMaxWait(Duration.ofSeconds(20))
        .pollUsingLockAndFetch(0.5, 1.0)
        .enableImmediateExecution()
        .enablePriority();
  }

  private static CompletionHandler<?> traced(
      Spans spans, TaskInstance<?> job, ExecutionContext context, ExecutionChain work) {
    Step<CompletionHandler<?>> step = Step.within("job " + job.getTaskName());
    return spans.around(
        step.orAlone().with("unichart.job", job.getTaskName()), () -> work.proceed(job, context));
  }

  /** Starts the jobs when the service is up, and stops them before the database goes. */
  @Bean
  SmartLifecycle jobLifecycle(Scheduler jobs, DataSource dataSource, PlatformProperties platform) {
    return new SmartLifecycle() {
      private volatile boolean running;

      @Override
      public void start() {
        if (platform.embedded()) {
          releaseWhatAKilledRunHeld(dataSource);
        }
        jobs.start();
        running = true;
      }

      @Override
      public void stop() {
        running = false;
        jobs.stop();
      }

      @Override
      public boolean isRunning() {
        return running;
      }
    };
  }

  /** An embedded database has one process: what is picked at its start was picked by a dead one. */
  private static void releaseWhatAKilledRunHeld(DataSource dataSource) {
    new JdbcTemplate(dataSource)
        .update(
            """
            update scheduled_tasks
            set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
            where picked
            """);
  }
}
