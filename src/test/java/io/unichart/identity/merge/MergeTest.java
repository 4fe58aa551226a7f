package io.unichart.identity.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@ServiceTest
class MergeTest {

  private static final String ANNA =
      """
      {"name":{"use":"official","family":"Meyer","given":["Anna"]},"gender":"unknown",
       "birth_date":"1970","identifiers":[{"type":"MRN","value":"A-1"}],
       "telecom":[{"system":"phone","value":"+12124567890"}]}
      """;
  private static final String ANNE =
      """
      {"name":{"use":"usual","family":"Meier","given":["Anne"]},"gender":"female",
       "birth_date":"1970-02-03",
       "identifiers":[{"type":"MRN","value":"B-2"},{"type":"MRN","value":"A-1"}],
       "addresses":[{"line1":"1 Quay","city":"Salem"}],"marital_status":"married"}
      """;

  @Autowired WebTestClient http;

  @Test
  void theSurvivorGetsWhatTheOtherKnewAndTheOtherPointsAtIt() {
    String anna = registered(ANNA);
    String anne = registered(ANNE);

    JsonNode outcome = json(merge(anna, anne, "same person, said herself"), 200);

    JsonNode record = outcome.get("merge_record");
    assertThat(record.get("status").asString()).isEqualTo("completed");
    assertThat(record.get("merged_by").asString()).isEqualTo("anonymous");
    assertThat(record.get("merge_reason").asString()).isEqualTo("same person, said herself");
    JsonNode survivor = outcome.get("master_patient");
    assertThat(survivor.at("/name/family").asString()).isEqualTo("Meyer");
    assertThat(survivor.at("/additional_names/0/family").asString()).isEqualTo("Meier");
    assertThat(survivor.at("/additional_names/0/use").asString()).isEqualTo("old");
    assertThat(survivor.get("gender").asString()).isEqualTo("female");
    assertThat(survivor.get("birth_date").asString()).isEqualTo("1970-02-03");
    assertThat(survivor.get("identifiers").valueStream().map(i -> i.get("value").asString()))
        .containsExactly("A-1", "B-2");
    assertThat(survivor.get("addresses").size()).isEqualTo(1);
    assertThat(survivor.at("/links/0/type").asString()).isEqualTo("replaces");

    JsonNode retired = patient(anne);
    assertThat(retired.get("active").asBoolean()).isFalse();
    assertThat(retired.at("/links/0/type").asString()).isEqualTo("replaced-by");
    assertThat(retired.at("/links/0/other_patient_id").asString()).isEqualTo(anna);
  }

  @Test
  void aReversalRestoresBothExactly() {
    String anna = registered(ANNA);
    String anne = registered(ANNE);
    JsonNode annaBefore = patient(anna);
    JsonNode anneBefore = patient(anne);
    String merge = merged(anna, anne);

    JsonNode outcome = json(reverse(merge), 200);

    assertThat(outcome.at("/merge_record/status").asString()).isEqualTo("reversed");
    assertThat(content(patient(anna))).isEqualTo(content(annaBefore));
    assertThat(content(patient(anne))).isEqualTo(content(anneBefore));
    json(reverse(merge), 409);
  }

  @Test
  void whatWasEditedSinceTheMergeIsKept() {
    String anna = registered(ANNA);
    String anne = registered(ANNE);
    String merge = merged(anna, anne);
    ObjectNode edited = (ObjectNode) patient(anna);
    edited.put("tax_id", "123-45-6789");
    edited.withArray("telecom").addObject().put("system", "email").put("value", "a@example.org");
    edited
        .withArray("identifiers")
        .addObject()
        .put("type", "OTHER")
        .put("system", "urn:x")
        .put("value", "C-3");
    put(anna, edited);

    json(reverse(merge), 200);

    JsonNode restored = patient(anna);
    assertThat(restored.get("tax_id").asString()).isEqualTo("123-45-6789");
    assertThat(restored.get("telecom").size()).isEqualTo(2);
    assertThat(restored.get("identifiers").valueStream().map(i -> i.get("value").asString()))
        .containsExactly("A-1", "C-3");
    assertThat(restored.get("birth_date").asString()).isEqualTo("1970");
  }

  @Test
  void anEditOfWhatTheMergeChangedStandsInTheWayAndIsNamed() {
    String anna = registered(ANNA);
    String anne = registered(ANNE);
    String merge = merged(anna, anne);
    ObjectNode edited = (ObjectNode) patient(anna);
    edited.put("birth_date", "1970-02-04");
    put(anna, edited);

    JsonNode problem = json(reverse(merge), 409);

    assertThat(problem.get("detail").asString()).contains("birth_date").doesNotContain("1970");
    assertThat(patient(anne).get("active").asBoolean()).isFalse();
  }

  @Test
  void aChainIsTakenApartFromItsEnd() {
    String a = registered(ANNA);
    String b = registered(ANNE);
    String c = registered("{\"name\":{\"family\":\"Maier\"}}");
    JsonNode aBefore = patient(a);
    String first = merged(a, b);
    String second = merged(c, a);

    json(reverse(first), 409);
    json(reverse(second), 200);
    json(reverse(first), 200);

    assertThat(content(patient(a))).isEqualTo(content(aBefore));
    JsonNode list = json(http.get().uri("/api/v1/merges?patient_id=" + a).exchange(), 200);
    assertThat(list.get("merges").valueStream().map(m -> m.get("id").asString()))
        .containsExactly(second, first);
  }

  @Test
  void aRefusedMergeLeavesBothRecordsAsTheyWere() {
    String a = registered(ANNA);
    String b = registered(ANNE);
    merged(a, b);
    JsonNode before = patient(b);

    json(merge(a, a, null), 422);
    json(merge(b, a, null), 409);
    json(merge(a, b, null), 409);
    json(merge(a, UUID.randomUUID().toString(), null), 404);
    String c = registered(ANNA);
    merged(c, a);
    json(merge(b, c, null), 409); // a circle: b went into a, a into c
    json(post("/api/v1/patients/merge", "{}"), 422);

    assertThat(patient(b)).isEqualTo(before);
  }

  @Test
  void ofManyMergesOfTheSamePairAtOnceOneWins() {
    String a = registered(ANNA);
    String b = registered(ANNE);

    List<Integer> answers =
        Flux.fromStream(IntStream.range(0, 8).boxed())
            .flatMap(
                i ->
                    Mono.fromCallable(
                            () ->
                                (i % 2 == 0 ? merge(a, b, null) : merge(b, a, null))
                                    .returnResult(Void.class)
                                    .getStatus()
                                    .value())
                        .subscribeOn(Schedulers.boundedElastic()),
                8)
            .collectList()
            .block();

    assertThat(answers).containsOnlyOnce(200);
    assertThat(answers.stream().filter(s -> s == 409)).hasSize(7);
  }

  @Test
  void aMergeIsOneEventAndAnEntryInBothTrails() {
    String a = registered(ANNA);
    String b = registered(ANNE);
    merged(a, b);

    for (String id : List.of(a, b)) {
      JsonNode trail = json(http.get().uri("/api/v1/patients/" + id + "/audit").exchange(), 200);
      assertThat(trail.at("/entries/0/action").asString()).isEqualTo("merge");
    }
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () -> {
              JsonNode events =
                  json(
                      http.get()
                          .uri("/api/v1/events?limit=1000")
                          .accept(MediaType.APPLICATION_JSON)
                          .exchange(),
                      200);
              List<JsonNode> ofA =
                  events
                      .get("events")
                      .valueStream()
                      .filter(e -> e.get("subject").asString().equals(a))
                      .toList();
              assertThat(ofA).hasSize(2);
              assertThat(ofA.get(1).get("type").asString()).isEqualTo("io.unichart.patient.merged");
              assertThat(ofA.get(1).at("/data/duplicate_patient_id").asString()).isEqualTo(b);
            });
  }

  private static JsonNode content(JsonNode patient) {
    ObjectNode content = ((ObjectNode) patient).deepCopy();
    content.remove(List.of("version", "updated_at"));
    return content;
  }

  private String registered(String body) {
    return json(post("/api/v1/patients?on_duplicate=register", body), 201).get("id").asString();
  }

  private JsonNode patient(String id) {
    return json(http.get().uri("/api/v1/patients/" + id).exchange(), 200);
  }

  private void put(String id, JsonNode body) {
    json(
        http.put()
            .uri("/api/v1/patients/" + id)
            .header("If-Match", "*")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(body)
            .exchange(),
        200);
  }

  private String merged(String master, String duplicate) {
    return json(merge(master, duplicate, null), 200).at("/merge_record/id").asString();
  }

  private ResponseSpec merge(String master, String duplicate, String reason) {
    return post(
        "/api/v1/patients/merge",
        "{\"master_patient_id\":\"%s\",\"duplicate_patient_id\":\"%s\",\"merge_reason\":%s}"
            .formatted(master, duplicate, reason == null ? "null" : '"' + reason + '"'));
  }

  private ResponseSpec reverse(String merge) {
    return post("/api/v1/merges/" + merge + "/reverse", "{\"merge_reason\":\"twins\"}");
  }

  private ResponseSpec post(String path, String body) {
    return http.post().uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
  }

  private static JsonNode json(ResponseSpec response, int status) {
    EntityExchangeResult<JsonNode> result = response.expectBody(JsonNode.class).returnResult();
    assertThat(result.getStatus().value())
        .as(() -> String.valueOf(result.getResponseBody()))
        .isEqualTo(status);
    return result.getResponseBody();
  }
}
