package io.unichart.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.unichart.platform.ServiceProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A steward's first day, as docs/steward.md tells it: the service alone on a machine, with its demo
 * population. Over HTTP only.
 */
class StewardJourneyTest {

  private static final String API = "/api/v1/";
  private static final JsonMapper READER = JsonMapper.builder().build();

  @TempDir static Path directory;

  @Test
  void aStewardFindsDuplicatesUnderstandsWhyMergesLooksAndUndoes() throws Exception {
    try (ServiceProcess service = ServiceProcess.startAlone(directory, 400)) {
      // find
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> get(service, "reviews?status=pending").get("total").asLong() > 2);
      JsonNode review = get(service, "reviews?status=pending").at("/items/0");
      String survivor = review.get("patient_id_a").asString();
      String other = review.get("patient_id_b").asString();
      JsonNode survivorBefore = get(service, "patients/" + survivor);
      JsonNode otherBefore = get(service, "patients/" + other);

      // understand: the lines add up to what a match says of the two
      double sum =
          review
              .get("score_breakdown")
              .valueStream()
              .mapToDouble(w -> w.get("weight").asDouble())
              .sum();
      assertThat(review.get("patient_a").get("id").asString()).isEqualTo(survivor);
      JsonNode match =
          post(service, "patients/match", asked(otherBefore), 200)
              .get("matches")
              .valueStream()
              .filter(m -> m.at("/patient/id").asString().equals(survivor))
              .findFirst()
              .orElseThrow();
      assertThat(match.get("weight").asDouble()).isCloseTo(sum, within(0.5));
      assertThat(match.get("score").asDouble())
          .isCloseTo(review.get("match_score").asDouble(), within(0.01));

      // merge
      JsonNode decided =
          post(
              service,
              "reviews/" + review.get("id").asString() + "/decision",
              "{\"decision\":\"confirm\",\"reason\":\"same phone, and she says so\"}",
              200);
      assertThat(decided.get("status").asString()).isEqualTo("confirmed");

      // look
      JsonNode merged = get(service, "patients/" + other);
      assertThat(merged.get("active").asBoolean()).isFalse();
      assertThat(merged.at("/links/0/other_patient_id").asString()).isEqualTo(survivor);
      JsonNode found = get(service, "patients/search?q=" + other).at("/patients/0/id");
      assertThat(found.asString()).isEqualTo(survivor);
      JsonNode merge = get(service, "merges?patient_id=" + survivor).at("/merges/0");
      assertThat(merge.get("merge_reason").asString()).contains("she says so");
      assertThat(actions(service, survivor)).contains("merge");

      // undo
      post(service, "merges/" + merge.get("id").asString() + "/reverse", "{}", 200);
      assertThat(plain(get(service, "patients/" + survivor))).isEqualTo(plain(survivorBefore));
      assertThat(plain(get(service, "patients/" + other))).isEqualTo(plain(otherBefore));
      assertThat(actions(service, survivor)).contains("merge", "unmerge");

      // say no, for good
      JsonNode next = get(service, "reviews?status=pending").at("/items/0");
      post(
          service,
          "reviews/" + next.get("id").asString() + "/decision",
          "{\"decision\":\"reject\",\"reason\":\"twins\"}",
          200);
      JsonNode job = post(service, "patients/deduplicate", "{\"threshold\":0.5}", 202);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  get(service, "jobs/" + job.get("id").asString())
                      .get("status")
                      .asString()
                      .equals("completed"));
      assertThat(get(service, "reviews?status=pending&limit=500").get("items").valueStream())
          .as("others wait still")
          .isNotEmpty()
          .noneMatch(
              r ->
                  r.get("patient_id_a").equals(next.get("patient_id_a"))
                      && r.get("patient_id_b").equals(next.get("patient_id_b")));
    }
  }

  /** What is asked of a record: all it says but the number that tells invented records apart. */
  private static String asked(JsonNode patient) {
    ObjectNode person = plain(patient);
    person.remove(List.of("id", "links", "active", "managing_organization"));
    return person.put("threshold", 0).put("limit", 20).toString();
  }

  /** A record without what every change of it changes. */
  private static ObjectNode plain(JsonNode patient) {
    ObjectNode plain = (ObjectNode) patient.deepCopy();
    plain.remove(List.of("version", "updated_at", "created_at"));
    return plain;
  }

  private static List<String> actions(ServiceProcess service, String id) throws Exception {
    return get(service, "patients/" + id + "/audit")
        .get("entries")
        .valueStream()
        .map(entry -> entry.get("action").asString())
        .toList();
  }

  private static JsonNode get(ServiceProcess service, String path) throws Exception {
    return read(service.get(API + path), 200);
  }

  private static JsonNode post(ServiceProcess service, String path, String body, int status)
      throws Exception {
    return read(service.post(API + path, "application/json", body), status);
  }

  private static JsonNode read(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return READER.readTree(answer.body());
  }
}
