package io.unichart.retrieval;

import io.unichart.language.Inference;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Puts the search together: with pgvector where the server has it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetrievalProperties.class)
class RetrievalConfiguration {

  @Bean
  @DependsOnDatabaseInitialization
  Retrieval retrieval(
      DatabaseClient database,
      DataSource dataSource,
      LexicalLeg words,
      EmbeddingModels models,
      Inference inference,
      PassageTable table,
      RetrievalMetrics metrics,
      RetrievalProperties settings) {
    DenseLeg meaning;
    Questions questions;
    if (VectorIndex.pgvector(dataSource)) {
      meaning = new PgvectorLeg(database, settings.exactUpTo());
      questions = Questions.withPgvector(models, inference, settings.centring(), database);
    } else {
      SnapshotLeg snapshot = new SnapshotLeg(database, dataSource);
      meaning = snapshot;
      questions = Questions.withSnapshot(models, inference, settings.centring(), snapshot);
    }
    Fusion fusion = new Fusion(settings.coverageWeight(), settings.wordsWeight());
    return new PassageSearch(words, meaning, questions, table, fusion, metrics);
  }
}
