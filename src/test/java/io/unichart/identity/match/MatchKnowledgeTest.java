package io.unichart.identity.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.identity.PatientRequests;
import io.unichart.identity.PatientRequests.Somebody;
import io.unichart.matching.ComparisonView;
import io.unichart.matching.MatchModel;
import io.unichart.platform.ServiceTest;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class MatchKnowledgeTest {

  private static final Map<String, Map<String, Double>> ALBANY =
      Map.of("city", Map.of("albany", 0.5));

  @Autowired WebTestClient http;
  @Autowired DatabaseClient database;
  @Autowired JsonMapper json;
  @Autowired TransactionalOperator transaction;
  @Autowired Clock clock;
  private MatchKnowledge here;
  private MatchKnowledge elsewhere;

  /** Two processes that know nothing yet; the service's own goes on as it is. */
  @BeforeEach
  void begin() {
    forget();
    here = new MatchKnowledge(database, json, transaction, clock);
    elsewhere = new MatchKnowledge(database, json, transaction, clock);
  }

  @AfterEach
  void forget() {
    database.sql("delete from match_knowledge").then().block();
  }

  @Test
  void whatWasLearnedBeforeIsForgottenInTimeAndCommonValuesAreCountedAnew() {
    new PatientRequests(http).registered(Somebody.stranger().json());
    for (int i = 0; i < 15; i++) {
      here.counted(ALBANY, 1_000_000).block();
    }

    long kept =
        Objects.requireNonNull(
            database
                .sql("select count(*) as n from match_knowledge")
                .map(row -> row.get("n", Long.class))
                .one()
                .block());

    assertThat(kept).isEqualTo(10);
    assertThat(known(here).terms()).isEqualTo(ALBANY);
    assertThat(here.outdated().block())
        .as("too few patients tell nothing about common values")
        .isFalse();
  }

  @Test
  void countedValuesStandBesideTheModelThatAnotherProcessLearnedMeanwhile() {
    MatchModel standard = MatchModel.standard(ComparisonView.PATIENT);
    MatchModel learned =
        MatchModel.fromJson(standard.toJson().replace(standard.version(), "learned-7"));
    assertThat(learned.version()).isNotEqualTo(standard.version());
    assertThat(known(here).model().version()).isEqualTo(standard.version());
    elsewhere.learned(learned, learned, Map.of(), 5_000, 7).block();

    here.counted(ALBANY, 6_000).block();

    assertThat(known(here).model().version()).isEqualTo(learned.version());
    assertThat(known(here).terms()).isEqualTo(ALBANY);
    assertThat(
            database
                .sql("select decisions from match_knowledge order by id desc limit 1")
                .map(row -> row.get("decisions", Long.class))
                .one()
                .block())
        .isEqualTo(7);
  }

  private static MatchKnowledge.Known known(MatchKnowledge knowledge) {
    return Objects.requireNonNull(knowledge.known().block());
  }
}
