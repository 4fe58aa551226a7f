package io.unichart.identity.match;

import static io.unichart.identity.PatientRequests.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.unichart.identity.PatientRequests;
import io.unichart.identity.PatientRequests.Somebody;
import io.unichart.platform.ServiceTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@ServiceTest
class MatchContractTest {

  private static final String MATCH = "/api/v1/patients/match";

  @Autowired WebTestClient http;
  private PatientRequests requests;

  @BeforeEach
  void speak() {
    requests = new PatientRequests(http);
  }

  @Test
  void aRegisteredPersonIsFoundAtOnceAndTheScoreIsTheSumOfItsBreakdown() {
    Somebody anna = Somebody.stranger();
    String id = requests.registered(anna.json());

    JsonNode answer = requests.match(anna.json());

    JsonNode match = answer.at("/matches/0");
    assertThat(match.at("/patient/id").asString()).isEqualTo(id);
    assertThat(match.get("quality").asString()).isEqualTo("certain");
    assertThat(answer.get("total").asInt()).isEqualTo(1);
    assertThat(answer.get("capped_keys").asInt()).isZero();
    double sum =
        match.get("breakdown").valueStream().mapToDouble(p -> p.get("weight").asDouble()).sum();
    double weight = match.get("weight").asDouble();
    double prior = match.get("prior_weight").asDouble();
    assertThat(weight).isCloseTo(sum, within(1e-6));
    assertThat(match.get("score").asDouble())
        .isCloseTo(1 / (1 + Math.pow(2, -(weight + prior))), within(1e-6));
    assertThat(match.get("breakdown").valueStream().map(p -> p.get("field").asString()))
        .contains("family_name", "given_name", "birth_date", "ssn", "phone");
  }

  @Test
  void aSlipASwapAndAFormerNameStillFindThePerson() {
    Somebody anna = Somebody.stranger();
    Somebody husband = Somebody.stranger();
    String id =
        requests.registered(
            anna.json(
                ",\"additional_names\":[{\"use\":\"maiden\",\"family\":\"%s\",\"given\":[\"%s\"]}]"
                    .formatted(husband.family(), anna.given())));
    String year = anna.born().substring(0, 4);

    for (String body :
        new String[] {
          "{\"name\":{\"family\":\"%s\",\"given\":[\"%s\"]},\"birth_date\":\"%s\"}"
              .formatted(anna.given(), anna.family(), anna.born()),
          "{\"name\":{\"family\":\"%s\",\"given\":[\"%s\"]},\"birth_date\":\"%s\"}"
              .formatted(husband.family(), anna.given(), anna.born()),
          "{\"name\":{\"family\":\"%s\",\"given\":[\"%s\"]},\"birth_date\":\"%s\"}"
              .formatted(anna.family() + "h", anna.given(), anna.born()),
          "{\"name\":{\"family\":\"%s\",\"given\":[\"%s\"]},\"birth_date\":\"%s\"}"
              .formatted(anna.family(), anna.given(), year),
          "{\"identifiers\":[{\"type\":\"SSN\",\"value\":\"%s\"}]}"
              .formatted(anna.ssn().replace("-", " ")),
          "{\"tax_id\":\"%s\"}".formatted(anna.ssn()),
          "{\"telecom\":[{\"system\":\"phone\",\"value\":\"(%s) %s\"}]}"
              .formatted(anna.phone().substring(2, 5), anna.phone().substring(5)),
          "{\"name\":{\"family\":\"%s\"}}".formatted(anna.family())
        }) {
      JsonNode answer = requests.match(body.replaceFirst("}$", ",\"threshold\":0}"));
      assertThat(answer.at("/matches/0/patient/id").asString()).as(body).isEqualTo(id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"threshold\":0.1,\"limit\":3}",
        "{\"name\":{}}",
        "{\"gender\":\"female\"}",
        "{\"identifiers\":[{\"type\":\"SSN\",\"value\":\"000-00-0000\"}]}"
      })
  void anEmptyRequestIsToldWhatIsNeeded(String body) {
    JsonNode problem = json(requests.post(MATCH, body), 400);

    assertThat(problem.get("detail").asString())
        .contains("family name", "birth date", "identifier");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"name\":{\"family\":\"A\"},\"threshold\":1.5};threshold",
        "{\"name\":{\"family\":\"A\"},\"limit\":0};limit",
        "{\"name\":{\"family\":\"A\"},\"limit\":101};limit",
        "{\"name\":{\"family\":\"A\"},\"strategy\":\"guess\"};strategy",
        "{\"name\":{\"family\":\" \"}};name.family",
        "{\"birth_date\":\"2023-02-30\"};birth_date",
        "{\"birth_date\":\"2999-01-01\"};birth_date",
        "{\"gender\":\"f\",\"name\":{\"family\":\"A\"}};gender"
      })
  void aWrongMemberIsNamed(String body, String field) {
    JsonNode problem = json(requests.post(MATCH, body), 422);

    assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Robert'); drop table patient;--",
        "<script>alert(1)</script>",
        "王小明",
        "דוד בן גוריון",
        "🎈🎈",
        "|a|b|"
      })
  void anyTextInAnyFieldIsOnlyText(String text) {
    requests.match(
        """
        {"name":{"family":"%1$s","given":["%1$s"]},"birth_date":"1970-01-02",
         "identifiers":[{"type":"MRN","value":"%1$s","system":"%1$s"}],
         "addresses":[{"line1":"%1$s","city":"%1$s","postal_code":"%1$s"}]}
        """
            .formatted(text));
  }

  @Test
  void aBirthDateAsAmericansWriteItIsUnderstood() {
    Somebody anna = Somebody.stranger();
    String id = requests.registered(anna.json());
    String[] born = anna.born().split("-");

    JsonNode answer =
        requests.match(
            "{\"name\":{\"family\":\"%s\",\"given\":[\"%s\"]},\"birth_date\":\"%s/%s/%s\"}"
                .formatted(anna.family(), anna.given(), born[1], born[2], born[0].substring(2)));

    assertThat(answer.at("/matches/0/patient/id").asString()).isEqualTo(id);
    // which of the two depends on how many persons are registered
    assertThat(answer.at("/matches/0/quality").asString()).isIn("certain", "probable");
  }

  @Test
  void theWeightedScoreIsTheSumOfItsPartsAndTheDeterministicOneAllOrNothing() {
    Somebody anna = Somebody.stranger();
    String id = requests.registered(anna.json());
    String asked =
        "{\"name\":{\"family\":\"%s\",\"given\":[\"%s\"]},\"birth_date\":\"%s\",\"strategy\":\"%s\"}";

    JsonNode weighted =
        requests
            .match(asked.formatted(anna.family(), anna.given(), anna.born(), "weighted"))
            .at("/matches/0");
    assertThat(weighted.at("/patient/id").asString()).isEqualTo(id);
    assertThat(weighted.get("score").asDouble())
        .isCloseTo(
            weighted
                .get("breakdown")
                .valueStream()
                .mapToDouble(p -> p.get("weight").asDouble())
                .sum(),
            within(1e-6))
        .isCloseTo(1, within(1e-6));

    JsonNode ssn =
        requests.match(
            "{\"identifiers\":[{\"type\":\"SSN\",\"value\":\"%s\"}],\"strategy\":\"deterministic\"}"
                .formatted(anna.ssn()));
    assertThat(ssn.at("/matches/0/score").asDouble()).isEqualTo(1);
    assertThat(ssn.at("/matches/0/breakdown/0/field").asString()).isEqualTo("ssn");

    JsonNode otherDate =
        requests.match(asked.formatted(anna.family(), anna.given(), "1911-11-11", "deterministic"));
    assertThat(otherDate.get("total").asInt()).isZero();
  }

  @Test
  void aDuplicateCheckSaysSoAndStoresNothing() {
    Somebody anna = Somebody.stranger();
    String check = "/api/v1/patients/check-duplicates";

    assertThat(json(requests.post(check, anna.json()), 200).get("has_duplicates").asBoolean())
        .isFalse();
    assertThat(json(requests.post(check, anna.json()), 200).get("has_duplicates").asBoolean())
        .isFalse();
    requests.registered(anna.json());
    JsonNode found = json(requests.post(check, anna.json()), 200);
    assertThat(found.get("has_duplicates").asBoolean()).isTrue();
    assertThat(found.at("/matches/0/quality").asString()).isEqualTo("certain");
  }

  @Test
  void changedMergedUnmergedAndRetiredRecordsAreFoundAsTheyAreNow() {
    Somebody anna = Somebody.stranger();
    Somebody anne = Somebody.stranger();
    String a = requests.registered(anna.json());
    String b = requests.registered(anne.json());

    JsonNode merge =
        json(
            requests.post(
                "/api/v1/patients/merge",
                "{\"master_patient_id\":\"%s\",\"duplicate_patient_id\":\"%s\"}".formatted(a, b)),
            200);
    assertThat(merge.at("/merge_record/match_score").isNumber()).isTrue();
    assertThat(first(anne.json())).isEqualTo(a);
    json(
        requests.post(
            "/api/v1/merges/" + merge.at("/merge_record/id").asString() + "/reverse", "{}"),
        200);
    assertThat(first(anne.json())).isEqualTo(b);

    Somebody renamed = Somebody.stranger();
    http.put()
        .uri("/api/v1/patients/" + b)
        .header("If-Match", "*")
        .contentType(org.springframework.http.MediaType.APPLICATION_JSON)
        .bodyValue(renamed.json())
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(requests.match(anne.json()).get("total").asInt()).isZero();
    assertThat(first(renamed.json())).isEqualTo(b);

    http.delete().uri("/api/v1/patients/" + b).exchange().expectStatus().isNoContent();
    assertThat(requests.match(renamed.json()).get("total").asInt()).isZero();
  }

  private String first(String body) {
    return requests.match(body).at("/matches/0/patient/id").asString();
  }

  @Test
  void aNumberIsFoundHoweverItIsWritten() {
    Somebody somebody = Somebody.stranger();
    String id = requests.registered(somebody.json());

    for (String written :
        List.of(
            somebody.ssn(), somebody.ssn().replace("-", ""), somebody.ssn().replace("-", " "))) {
      JsonNode answer =
          requests.match(
              "{\"identifiers\":[{\"type\":\"SSN\",\"value\":\"%s\"}],\"threshold\":0}"
                  .formatted(written));
      assertThat(answer.at("/matches/0/patient/id").asString()).as(written).isEqualTo(id);
    }
  }

  @Test
  void aKeyThatVeryManyShareIsCappedAndTheAnswerSaysSo() {
    String family = Somebody.stranger().family();
    for (int i = 0; i < 105; i++) {
      requests.registered("{\"name\":{\"family\":\"%s\"}}".formatted(family));
    }

    JsonNode answer =
        requests.match("{\"name\":{\"family\":\"%s\"},\"threshold\":0}".formatted(family));

    assertThat(answer.get("capped_keys").asInt()).isEqualTo(1);
    assertThat(answer.get("candidates").asInt()).isEqualTo(100);
    assertThat(answer.get("matches").size()).isEqualTo(10);
  }
}
