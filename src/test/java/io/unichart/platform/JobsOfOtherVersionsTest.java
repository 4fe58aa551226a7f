package io.unichart.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Pods of two versions on one queue, as while a release is upgraded. */
@ServiceTest
class JobsOfOtherVersionsTest {

  private static final String QUEUE = "tasks_of_two_versions";
  private static final TaskDescriptor<Void> TOMORROWS = TaskDescriptor.of("a-job-of-tomorrow");

  @Autowired DataSource dataSource;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final AtomicInteger unknown = new AtomicInteger();
  private final AtomicInteger cleared = new AtomicInteger();

  @BeforeEach
  void makeAQueue() {
    sql("create table " + QUEUE + " (like scheduled_tasks including all)");
  }

  @AfterEach
  void dropIt() {
    sql("drop table " + QUEUE);
  }

  @Test
  void anOlderPodLeavesAJobThatItDoesNotKnowToANewerOne() {
    CountDownLatch done = new CountDownLatch(1);
    Scheduler older = pod();
    Scheduler newer = pod(Tasks.oneTime(TOMORROWS).execute((job, context) -> done.countDown()));
    try {
      newer.schedule(TOMORROWS.instance("1").scheduledTo(now.get()));
      older.start();
      await().atMost(Duration.ofSeconds(20)).until(() -> unknown.get() > 0);
      now.updateAndGet(then -> then.plus(Duration.ofDays(1_000)));
      int before = cleared.get();
      await().atMost(Duration.ofSeconds(20)).until(() -> cleared.get() > before + 1);

      assertThat(jobs()).isEqualTo(1);
      newer.start();
      await().atMost(Duration.ofSeconds(20)).until(() -> done.getCount() == 0);
      await().atMost(Duration.ofSeconds(20)).until(() -> jobs() == 0);
    } finally {
      older.stop();
      newer.stop();
    }
  }

  private Scheduler pod(Task<?>... known) {
    return JobConfiguration.builder(dataSource, List.of(known))
        .tableName(QUEUE)
        .clock(now::get)
        .pollingInterval(Duration.ofMillis(100))
        .heartbeatInterval(Duration.ofMillis(200))
        .addSchedulerListener(
            new AbstractSchedulerListener() {
              @Override
              public void onSchedulerEvent(SchedulerEventType type) {
                if (type == SchedulerEventType.UNRESOLVED_TASK) {
                  unknown.incrementAndGet();
                } else if (type == SchedulerEventType.RAN_DETECT_DEAD) {
                  cleared.incrementAndGet();
                }
              }
            })
        .build();
  }

  private long jobs() {
    return new JdbcTemplate(dataSource).queryForObject("select count(*) from " + QUEUE, Long.class);
  }

  private void sql(String text) {
    new JdbcTemplate(dataSource).execute(text);
  }
}
