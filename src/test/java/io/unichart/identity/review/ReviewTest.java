package io.unichart.identity.review;

import static io.unichart.identity.PatientRequests.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.unichart.identity.PatientRequests;
import io.unichart.identity.PatientRequests.Somebody;
import io.unichart.platform.ServiceTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ReviewTest {

  @Autowired WebTestClient http;
  private PatientRequests requests;
  private Somebody anna;
  private String first;
  private String second;

  @BeforeEach
  void registerOnePersonTwice() {
    requests = new PatientRequests(http);
    anna = Somebody.stranger();
    first = requests.registered(anna.json());
    second = queued(anna);
  }

  private String queued(Somebody somebody) {
    return json(requests.post("/api/v1/patients?on_duplicate=queue", somebody.json()), 201)
        .get("id")
        .asString();
  }

  private JsonNode review(String status) {
    return json(requests.get("/api/v1/reviews?limit=500&status=" + status), 200)
        .get("items")
        .valueStream()
        .filter(
            r ->
                r.get("patient_id_a").asString().equals(first)
                    && r.get("patient_id_b").asString().equals(second))
        .findFirst()
        .orElse(null);
  }

  private JsonNode decide(String id, String decision, int status) {
    return json(
        requests.post(
            "/api/v1/reviews/" + id + "/decision",
            "{\"decision\":\"%s\",\"reason\":\"same voice\"}".formatted(decision)),
        status);
  }

  @Test
  void aReviewShowsBothRecordsAndWhyTheyMatch() {
    JsonNode review = review("pending");

    assertThat(review.get("kind").asString()).isEqualTo("patients");
    assertThat(review.at("/patient_a/name/family").asString()).isEqualTo(anna.family());
    assertThat(review.at("/patient_b/id").asString()).isEqualTo(second);
    assertThat(review.get("match_quality").asString()).isEqualTo("certain");
    assertThat(review.get("match_score").asDouble()).isBetween(0.99, 1.0);
    assertThat(review.at("/score_breakdown/0/weight").isNumber()).isTrue();
    assertThat(review.get("detection_method").asString()).isEqualTo("registration");
    assertThat(review.get("created_at").asString()).endsWith("Z");
  }

  @Test
  void aConfirmedPairIsMergedAndASecondDecisionIsRefused() {
    String id = review("pending").get("id").asString();

    JsonNode decided = decide(id, "confirm", 200);

    assertThat(decided.get("status").asString()).isEqualTo("confirmed");
    assertThat(decided.get("reviewed_by").asString()).isEqualTo("anonymous");
    assertThat(decided.at("/patient_b/active").asBoolean()).isFalse();
    JsonNode merges = json(requests.get("/api/v1/merges?patient_id=" + first), 200);
    assertThat(merges.at("/merges/0/match_score").asDouble()).isGreaterThan(0.99);
    assertThat(merges.at("/merges/0/merge_reason").asString()).isEqualTo("same voice");
    decide(id, "confirm", 409);
    decide(id, "reject", 409);
  }

  @Test
  void aRejectedPairStaysTwoPersons() {
    decide(review("pending").get("id").asString(), "reject", 200);

    assertThat(review("pending")).isNull();
    assertThat(review("rejected").get("reason").asString()).isEqualTo("same voice");
    assertThat(review("rejected").at("/patient_b/active").asBoolean()).isTrue();
  }

  @Test
  void aRejectedPairStaysTwoPersonsForTheSurvivorOfALaterMerge() {
    decide(review("pending").get("id").asString(), "reject", 200);
    String survivor = requests.registered(Somebody.stranger().json());
    json(
        requests.post(
            "/api/v1/patients/merge",
            "{\"master_patient_id\":\"%s\",\"duplicate_patient_id\":\"%s\"}"
                .formatted(survivor, first)),
        200);

    first = survivor;
    JsonNode job =
        json(requests.post("/api/v1/patients/deduplicate", "{\"auto_merge\":true}"), 202);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                json(requests.get("/api/v1/jobs/" + job.get("id").asString()), 200)
                    .get("status")
                    .asString()
                    .equals("completed"));

    assertThat(review("pending")).isNull();
    assertThat(json(requests.get("/api/v1/patients/" + second), 200).get("active").asBoolean())
        .isTrue();
  }

  @Test
  void aMergeByHandSettlesTheReview() {
    json(
        requests.post(
            "/api/v1/patients/merge",
            "{\"master_patient_id\":\"%s\",\"duplicate_patient_id\":\"%s\"}"
                .formatted(second, first)),
        200);

    assertThat(review("pending")).isNull();
    assertThat(review("confirmed")).isNotNull();
  }

  @Test
  void aReviewWaitsUnseenWhileARecordIsMergedAndIsBackAfterTheReversal() {
    String id = review("pending").get("id").asString();
    String third = requests.registered(Somebody.stranger().json());
    JsonNode merge =
        json(
            requests.post(
                "/api/v1/patients/merge",
                "{\"master_patient_id\":\"%s\",\"duplicate_patient_id\":\"%s\"}"
                    .formatted(third, second)),
            200);

    assertThat(review("pending")).isNull();
    decide(id, "confirm", 409);
    json(
        requests.post(
            "/api/v1/merges/" + merge.at("/merge_record/id").asString() + "/reverse", "{}"),
        200);
    assertThat(review("pending").get("id").asString()).isEqualTo(id);
  }

  @Test
  void badDecisionsAreRefused() {
    String id = review("pending").get("id").asString();

    decide(id, "perhaps", 422);
    json(requests.post("/api/v1/reviews/" + id + "/decision", "{}"), 422);
    decide(UUID.randomUUID().toString(), "confirm", 404);
    json(requests.get("/api/v1/reviews?status=open"), 400);
    json(requests.get("/api/v1/reviews?limit=0"), 400);
    assertThat(review("pending")).isNotNull();
  }
}
