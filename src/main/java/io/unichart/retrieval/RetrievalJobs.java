package io.unichart.retrieval;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Upkeep that one process at a time does for all. */
@Configuration(proxyBeanMethods = false)
class RetrievalJobs {

  private static final Duration PAUSE = Duration.ofSeconds(20);
  private static final int MANY_STATEMENTS = 50;

  /** Folds what writers have added to the word counts, when it is worth it. */
  @Bean
  @DependsOnDatabaseInitialization
  Task<Void> wordCountFolding(DataSource dataSource) {
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    return Tasks.recurring("retrieval-fold-word-counts", FixedDelay.of(PAUSE))
        .execute(
            (instance, context) -> {
              Long rows = jdbc.queryForObject("select count(*) from word_total", Long.class);
              if (rows != null && rows > MANY_STATEMENTS) {
                jdbc.queryForObject("select fold_word_counts()", Long.class);
              }
            });
  }

  /** Builds the index of the vectors once there are many. */
  @Bean
  @DependsOnDatabaseInitialization
  Task<Void> vectorIndexing(
      DataSource dataSource, EmbeddingModels models, RetrievalProperties settings) {
    VectorIndex index = new VectorIndex(dataSource, settings.exactUpTo());
    return Tasks.recurring("retrieval-index-vectors", FixedDelay.of(PAUSE))
        .execute(
            (instance, context) -> {
              models.embedding().forEach(running -> index.buildIfDue(running.model()));
              models.forgetRetired();
            });
  }
}
