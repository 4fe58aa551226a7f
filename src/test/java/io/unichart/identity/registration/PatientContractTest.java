package io.unichart.identity.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest
class PatientContractTest {

  private static final String PATIENTS = "/api/v1/patients";

  @Autowired WebTestClient http;

  @Test
  void aRegisteredPatientComesBackAsGivenInStandardForm() {
    JsonNode patient =
        registered(
            """
            {"name":{"use":"official","family":"Okonkwo-Lindqvist","given":["Ngozi","Maria"]},
             "identifiers":[{"type":"MRN","value":"00-417 a"}],
             "gender":"female","birth_date":"1987-02-28",
             "telecom":[{"system":"phone","value":"(212) 456-7890","use_type":"home"},
                        {"system":"email","value":"Ngozi@Example.ORG"}],
             "addresses":[{"line1":" 12  Elm Street ","city":"Albany","state":"New York",
                           "postal_code":"12207-1234","country":"USA"}],
             "tax_id":"123-45-6789","something_new":1}
            """);

    assertThat(patient.get("version").asInt()).isEqualTo(1);
    assertThat(patient.get("active").asBoolean()).isTrue();
    assertThat(patient.at("/name/given/1").asString()).isEqualTo("Maria");
    assertThat(patient.at("/identifiers/0/value").asString()).isEqualTo("00-417 a");
    assertThat(patient.at("/identifiers/0/system").asString()).isNotBlank();
    assertThat(patient.at("/telecom/0/value").asString()).isEqualTo("+12124567890");
    assertThat(patient.at("/telecom/0/use").asString()).isEqualTo("home");
    assertThat(patient.at("/telecom/1/value").asString()).isEqualTo("ngozi@example.org");
    assertThat(patient.at("/addresses/0/state").asString()).isEqualTo("NY");
    assertThat(patient.at("/addresses/0/postal_code").asString()).isEqualTo("12207-1234");
    assertThat(patient.get("links").isArray()).isTrue();
    assertThat(patient.get("created_at").asString()).endsWith("Z");

    http.get()
        .uri(PATIENTS + "/" + patient.get("id").asString() + "/")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"1\"")
        .expectBody(JsonNode.class)
        .isEqualTo(patient);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "李 小龍",
        "محمد عبد الله",
        "Þórður Æsir",
        "O'Brien; drop table patient;--",
        "<script>alert(1)</script>",
        "🎈 Ballon",
        "de la Cruz y Ortiz"
      })
  void anyNameOfTheWorldIsKeptAsItIs(String family) {
    JsonNode patient = registered("{\"name\":{\"family\":\"%s\"}}".formatted(family));

    assertThat(patient.at("/name/family").asString()).isEqualTo(family);
  }

  @Nested
  class BadInput {

    @Test
    void everyFaultIsToldAtOnceWithItsField() {
      JsonNode problem =
          problem(
              post(
                  """
                  {"name":{"family":" "},"gender":"f","birth_date":"2023-02-30",
                   "identifiers":[{"type":"MRN"}],
                   "telecom":[{"system":"email","value":"nobody"},
                              {"system":"phone","value":"call me"}],
                   "tax_id":"000-00-0000",
                   "addresses":[{"country":"US","state":"Ontario","postal_code":"ABC"}],
                   "documents":[{"document_type":"PASSPORT","number":"X1",
                                 "issuing_country":"DE","issue_date":"2020-01-01",
                                 "expiry_date":"2019-01-01"}],
                   "emergency_contacts":[{"relationship":"mother"}]}
                  """),
              422);

      assertThat(problem.get("errors").valueStream().map(e -> e.get("field").asString()))
          .containsExactlyInAnyOrder(
              "name.family",
              "gender",
              "birth_date",
              "identifiers[0].value",
              "telecom[0].value",
              "telecom[1].value",
              "tax_id",
              "addresses[0].state",
              "addresses[0].postal_code",
              "documents[0].expiry_date",
              "emergency_contacts[0].name");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {}                                                       | name.family
            {"name":{"given":["Ann"]}}                               | name.family
            {"name":{"family":"A\\u0000B"}}                          | name.family
            {"name":{"family":"A"},"birth_date":"13/01/1970"}        | birth_date
            {"name":{"family":"A"},"birth_date":"1970-13"}           | birth_date
            {"name":{"family":"A"},"marital_status":"it's complicated"} | marital_status
            {"name":{"family":7}}                                    | name.family
            {"name":{"family":"A"},"telecom":[null]}                 | telecom[0]
            """)
    void wrongContentIs422AndNamesTheField(String body, String field) {
      assertThat(problem(post(body), 422).at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void aBirthDateToComeIsRefused() {
      String body =
          "{\"name\":{\"family\":\"A\"},\"birth_date\":\"%s\"}"
              .formatted(LocalDate.now().plusDays(3));

      assertThat(problem(post(body), 422).at("/errors/0/message").asString()).contains("future");
    }

    @Test
    void aNameOfTenThousandCharactersIsRefused() {
      String body = "{\"name\":{\"family\":\"%s\"}}".formatted("x".repeat(10_000));

      assertThat(problem(post(body), 422).at("/errors/0/message").asString()).contains("at most");
    }

    @Test
    void unreadableJsonIs400AndUnknownIdsAre404() {
      problem(post("{"), 400);
      problem(http.get().uri(PATIENTS + "/not-a-uuid").exchange(), 400);
      problem(http.get().uri(PATIENTS + "/ /audit").exchange(), 400);
      problem(http.get().uri(PATIENTS + "/" + UUID.randomUUID()).exchange(), 404);
      problem(
          post(
              "{\"name\":{\"family\":\"A\"},\"managing_organization\":\"%s\"}"
                  .formatted(UUID.randomUUID())),
          404);
    }
  }

  @Nested
  class Changing {

    @Test
    void aChangeNeedsTheVersionThatTheCallerHasSeen() {
      String id = registered("{\"name\":{\"family\":\"Before\"}}").get("id").asString();
      String after = "{\"name\":{\"family\":\"After\"}}";

      problem(put(id, null, after), 428);
      problem(put(id, "\"7\"", after), 412);
      put(id, "\"1\"", after)
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals("ETag", "\"2\"")
          .expectBody()
          .jsonPath("$.name.family")
          .isEqualTo("After")
          .jsonPath("$.version")
          .isEqualTo(2);
      problem(put(id, "\"1\"", after), 412);
      put(id, "*", after).expectStatus().isOk();
    }

    @Test
    void aRemovedPatientIsGoneButItsHistoryIsNot() {
      String id = registered("{\"name\":{\"family\":\"Gone\"}}").get("id").asString();

      http.delete().uri(PATIENTS + "/" + id).exchange().expectStatus().isNoContent();

      problem(http.get().uri(PATIENTS + "/" + id).exchange(), 404);
      problem(http.delete().uri(PATIENTS + "/" + id).exchange(), 404);
      JsonNode entries = json(http.get().uri(PATIENTS + "/" + id + "/audit").exchange(), 200);
      assertThat(entries.get("entries").valueStream().map(e -> e.get("action").asString()))
          .containsExactly("delete", "create");
      assertThat(entries.at("/entries/0/old_values/name/family").asString()).isEqualTo("Gone");
      assertThat(entries.at("/entries/0/user_id").asString()).isEqualTo("anonymous");
    }

    @Test
    void eachChangeIsToldOnceAndInOrder() {
      String id = registered("{\"name\":{\"family\":\"Told\"}}").get("id").asString();
      put(id, "\"1\"", "{\"name\":{\"family\":\"Told again\"}}").expectStatus().isOk();
      http.delete().uri(PATIENTS + "/" + id).exchange().expectStatus().isNoContent();

      org.awaitility.Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(typesOf(id))
                      .containsExactly(
                          "io.unichart.patient.created",
                          "io.unichart.patient.updated",
                          "io.unichart.patient.deleted"));
    }

    private List<String> typesOf(String id) {
      JsonNode page =
          json(
              http.get()
                  .uri("/api/v1/events?since=0&limit=1000")
                  .accept(MediaType.APPLICATION_JSON)
                  .exchange(),
              200);
      return page.get("events")
          .valueStream()
          .filter(e -> e.get("subject").asString().equals(id))
          .map(e -> e.get("type").asString())
          .toList();
    }
  }

  @Nested
  class Linking {

    @Test
    void twoRecordsCanBeLinkedAndUnlinked() {
      String one = registered("{\"name\":{\"family\":\"One\"}}").get("id").asString();
      String two = registered("{\"name\":{\"family\":\"Two\"}}").get("id").asString();
      String body = "{\"other_patient_id\":\"%s\",\"link_type\":\"seealso\"}".formatted(two);

      JsonNode linked = json(postTo("/" + one + "/links", body), 201);
      assertThat(linked.at("/links/0/other_patient_id").asString()).isEqualTo(two);
      assertThat(linked.at("/links/0/type").asString()).isEqualTo("seealso");

      http.delete()
          .uri(PATIENTS + "/" + one + "/links/" + two)
          .exchange()
          .expectStatus()
          .isNoContent();
      problem(http.delete().uri(PATIENTS + "/" + one + "/links/" + two).exchange(), 404);
    }

    @Test
    void aLinkToItselfOrToNobodyOrOfNoKindIsRefused() {
      String one = registered("{\"name\":{\"family\":\"One\"}}").get("id").asString();
      String form = "{\"other_patient_id\":\"%s\",\"type\":\"%s\"}";

      problem(postTo("/" + one + "/links", form.formatted(one, "refer")), 422);
      problem(postTo("/" + one + "/links", form.formatted(UUID.randomUUID(), "refer")), 404);
      problem(postTo("/" + one + "/links", form.formatted(one, "friend")), 422);
      problem(postTo("/" + one + "/links", "{}"), 422);
    }
  }

  private JsonNode registered(String body) {
    return json(post(body), 201);
  }

  private ResponseSpec post(String body) {
    return postTo("", body);
  }

  private ResponseSpec postTo(String path, String body) {
    return http.post()
        .uri(PATIENTS + path)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  private ResponseSpec put(String id, String ifMatch, String body) {
    return http.put()
        .uri(PATIENTS + "/" + id)
        .headers(
            h -> {
              if (ifMatch != null) h.set("If-Match", ifMatch);
            })
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  private static JsonNode problem(ResponseSpec response, int status) {
    JsonNode problem = json(response, status);
    assertThat(problem.get("detail").asString()).isNotBlank();
    return problem;
  }

  private static JsonNode json(ResponseSpec response, int status) {
    EntityExchangeResult<JsonNode> result = response.expectBody(JsonNode.class).returnResult();
    assertThat(result.getStatus().value())
        .as(() -> String.valueOf(result.getResponseBody()))
        .isEqualTo(status);
    return result.getResponseBody();
  }
}
