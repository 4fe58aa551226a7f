package io.unichart.audit;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Seals the trail in batches. The hash of a batch covers every column of its entries and the hash
 * of the batch before (a hash chain after Haber and Stornetta, "How to time-stamp a digital
 * document", 1991), so an entry cannot be changed, removed or slipped in without breaking its own
 * seal and all later ones. What is not sealed yet (seconds) is covered by the append-only trigger
 * alone.
 */
@Component
class AuditSeals {

  /**
   * What a check of the chain found.
   *
   * @param checked sealed entries that were looked at
   * @param firstBad the id of the first entry in a batch whose seal does not fit, if any
   */
  record Verdict(boolean valid, long checked, @Nullable Long firstBad) {}

  private static final int BATCH = 1_000;

  private static final String VERIFY =
      """
      with batch as (
        select s.id, s.entries, s.hash,
               coalesce(lag(s.hash) over (order by s.id), ''::bytea) as previous,
               lag(s.id, 1, 0::bigint) over (order by s.id) as previous_id
        from audit_seal s
      ), content as (
        select e.seal, count(*) as entries, min(e.id) as first,
               string_agg(audit_text(e), E'\\n' order by e.id) as text
        from audit_entry e where e.seal is not null group by e.seal
      ), checked as (
        select b.id, coalesce(c.first, b.id) as first, coalesce(c.entries, 0) as entries,
               c.entries = b.entries
                 and b.previous_id = b.id - 1
                 and b.hash = sha256(b.previous || convert_to(c.text, 'UTF8')) as good
        from batch b left join content c on c.seal = b.id
        union all
        select c.seal, c.first, c.entries, false
        from content c where not exists (select from audit_seal s where s.id = c.seal)
      )
      select coalesce(sum(entries), 0)::bigint as checked,
             min(first) filter (where good is not true) as first_bad
      from checked
      """;

  private final DatabaseClient database;
  private final JdbcTemplate jdbc;

  AuditSeals(DatabaseClient database, DataSource dataSource) {
    this.database = database;
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** Seals all that is committed; called by the job. */
  void seal() {
    int sealed;
    do {
      sealed =
          Objects.requireNonNullElse(
              jdbc.queryForObject("select audit_seal_batch(?)", Integer.class, BATCH), 0);
    } while (sealed == BATCH);
  }

  Mono<Verdict> verify() {
    return database
        .sql(VERIFY)
        .map(
            row -> {
              Long bad = row.get("first_bad", Long.class);
              return new Verdict(
                  bad == null, Objects.requireNonNull(row.get("checked", Long.class)), bad);
            })
        .one();
  }

  /** The job that seals every few seconds, on one pod at a time. */
  @Configuration(proxyBeanMethods = false)
  static class Sealing {
    @Bean
    Task<Void> sealAuditTrail(AuditSeals seals) {
      return Tasks.recurring("seal-audit-trail", FixedDelay.of(Duration.ofSeconds(5)))
          .execute((instance, context) -> seals.seal());
    }
  }
}
