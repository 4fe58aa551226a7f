package io.unichart.documents.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.unichart.platform.database.ShortStatements;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What operators see of documents: how many there are, and how far seeding is. */
@Component
class DocumentMetrics {

  /** Half of what Prometheus waits for the whole page. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final JdbcTemplate database;
  private volatile double last;
  private volatile int total;
  private volatile ImportResult seeded = ImportResult.NOTHING;

  DocumentMetrics(MeterRegistry registry, DataSource dataSource) {
    this.database = new JdbcTemplate(new ShortStatements(dataSource, PATIENCE));
    Gauge.builder("unichart.documents", this, DocumentMetrics::count)
        .description("Documents that were taken in and not removed")
        .register(registry);
    Gauge.builder("unichart.seeding.files", this, m -> m.total)
        .description("Files of the seed folder that the last import of this process found")
        .register(registry);
    Gauge.builder("unichart.seeding.done", this, DocumentMetrics::done)
        .description("How many of them it has looked at")
        .register(registry);
    Gauge.builder("unichart.seeding.failed", this, m -> m.seeded.failed().size())
        .description("How many of them could not be read")
        .register(registry);
  }

  void show(int files, ImportResult result) {
    total = files;
    seeded = result;
  }

  private double done() {
    ImportResult now = seeded;
    return now.created() + now.updated() + now.skipped() + now.failed().size();
  }

  /** Asked when somebody scrapes, so that it is never old; the last known while nobody answers. */
  private double count() {
    try {
      Long count = database.queryForObject("select count(*) from document", Long.class);
      last = count == null ? 0 : count;
    } catch (DataAccessException e) {
      return last;
    }
    return last;
  }
}
