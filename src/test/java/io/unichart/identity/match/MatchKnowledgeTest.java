package io.unichart.identity.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.identity.PatientRequests;
import io.unichart.identity.PatientRequests.Somebody;
import io.unichart.platform.ServiceTest;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class MatchKnowledgeTest {

  @Autowired WebTestClient http;
  @Autowired MatchKnowledge knowledge;
  @Autowired DatabaseClient database;

  @Test
  void whatWasLearnedBeforeIsForgottenInTimeAndCommonValuesAreCountedAnew() {
    new PatientRequests(http).registered(Somebody.stranger().json());
    for (int i = 0; i < 15; i++) {
      knowledge.counted(Map.of("city", Map.of("albany", 0.5)), 1_000_000).block();
    }
    long kept =
        Objects.requireNonNull(
            database
                .sql("select count(*) as n from match_knowledge")
                .map(row -> row.get("n", Long.class))
                .one()
                .block());

    boolean outdated = Boolean.TRUE.equals(knowledge.outdated().block());

    assertThat(kept).isEqualTo(10);
    assertThat(Objects.requireNonNull(knowledge.known().block()).terms())
        .containsEntry("city", Map.of("albany", 0.5));
    assertThat(outdated).as("too few patients tell nothing about common values").isFalse();
    database.sql("delete from match_knowledge").then().block();
  }
}
