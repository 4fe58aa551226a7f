package io.unichart.identity.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@ServiceTest
class SearchTest {

  private static final String PATIENTS = "/api/v1/patients";
  private static boolean registered;
  private static String zoe;

  @Autowired WebTestClient http;

  @BeforeEach
  void register() {
    if (registered) {
      return;
    }
    registered = true;
    zoe =
        id(
            """
            {"name":{"family":"Quistgaard-Ørberg","given":["Zoë","Marianne"]},
             "additional_names":[{"use":"maiden","family":"Vandersloot"}],
             "identifiers":[{"type":"MRN","value":"QX-00-417 a"},{"type":"SSN","value":"531-77-2290"}],
             "birth_date":"1987-03-04","gender":"female",
             "telecom":[{"system":"phone","value":"(212) 456-7891"},
                        {"system":"email","value":"Zoe.Quist@Example.ORG"}],
             "addresses":[{"line1":"12 Wobbegong Street","city":"Albany","state":"NY",
                           "postal_code":"12246-1234","country":"US"}]}
            """);
    id(
        """
        {"name":{"family":"Quistgaard","given":["Anders"]},"birth_date":"1951","gender":"male",
         "addresses":[{"line1":"7 Wobbegong St","city":"Troy"}]}
        """);
    id("{\"name\":{\"family\":\"Schmidtke\",\"given\":[\"Catherine\"]}}");
    id("{\"name\":{\"family\":\"van der Quelle\",\"given\":[\"Wilhelmina\"]}}");
    id("{\"name\":{\"family\":\"Quelle\",\"given\":[\"Bill\"]}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quistgaard zoe",
        "ZOË QUISTGAARD-ØRBERG",
        "quistgaard zo",
        "z quistg",
        "QX-00-417 a",
        "qx00417a",
        "531772290",
        "531-77-2290",
        "quistgaard 2290",
        "(212) 456-7891",
        "212.456.7891",
        "+1 212 456 7891",
        "456-7891",
        "zoe.quist@example.org",
        "zoe.quist@exam",
        "12 wobbegong street",
        "12 wobbegong st",
        "wobbegong albany",
        "12246",
        "12246-1234",
        "vandersloot",
        "1987-03-04 quistgaard",
        "03/04/1987 quistgaard",
        "\"wobbegong street\"",
        "\"zoe marianne\"",
        "quistgaard AND NOT anders",
        "(vandersloot OR nobodyatall) AND albany",
        "quistgaard NOT troy",
        "zoe AND (quistgaard",
        "AND zoe vandersloot OR",
        "zoe \"vandersloot",
      })
  void whateverIsRememberedOfAPersonFindsHer(String q) {
    assertThat(families(search(Map.of("q", q))).get(0)).isEqualTo("Quistgaard-Ørberg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quistgaard AND anders AND zoe",
        "zoe NOT quistgaard",
        "\"marianne zoe\"",
        "\"street wobbegong\"",
        "quistgaard AND nobodyatall",
      })
  void whatSheIsNotDoesNotFindHer(String q) {
    assertThat(search(Map.of("q", q)).get("total").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "quistgard zoe, true, false, Quistgaard-Ørberg",
    "qiustgaard zoe, true, false, Quistgaard-Ørberg",
    "vandesloot, true, false, Quistgaard-Ørberg",
    "vandreslot, true, false, Quistgaard-Ørberg",
    "katherine schmitke, true, true, Schmidtke",
    "kathryn shmidtke, false, true, Schmidtke",
    "william quelle, true, false, Quelle",
    "vanderquelle, false, false, van der Quelle",
    "van der quelle, false, false, van der Quelle",
  })
  void aMisspeltOrMisheardNameIsFound(String q, boolean fuzzy, boolean phonetic, String family) {
    JsonNode found = search(Map.of("q", q, "fuzzy", fuzzy, "phonetic", phonetic));

    assertThat(families(found)).contains(family);
  }

  @Test
  void whoIsNamedJustSoComesBeforeWhoIsNamedAlike() {
    JsonNode found = search(Map.of("q", "quelle", "fuzzy", true));

    assertThat(families(found)).startsWith("Quelle", "van der Quelle");
  }

  @Test
  void theYearOfBirthNarrows() {
    assertThat(families(search(Map.of("q", "quistgaard", "birth_year", 1951))))
        .containsExactly("Quistgaard");
    assertThat(search(Map.of("q", "quistgaard", "birth_year", 1952)).get("total").asInt()).isZero();
  }

  @Test
  void pagesAreStableAndToldWhole() {
    JsonNode first = search(Map.of("q", "quistgaard", "limit", 1));
    JsonNode second = search(Map.of("q", "quistgaard", "limit", 1, "offset", 1));

    assertThat(first.get("total").asInt()).isEqualTo(2);
    assertThat(first.get("truncated").asBoolean()).isFalse();
    assertThat(first.get("query").asString()).isEqualTo("quistgaard");
    assertThat(second.get("offset").asInt()).isEqualTo(1);
    assertThat(families(first)).doesNotContainAnyElementsOf(families(second));
    assertThat(search(Map.of("q", "quistgaard", "offset", 9)).get("patients")).isEmpty();
  }

  @Test
  void itIsShownWhereARecordAnswers() {
    JsonNode hit = search(Map.of("q", "quistgard 456-7891", "fuzzy", true)).at("/patients/0");

    assertThat(hit.get("highlights"))
        .anySatisfy(
            highlight -> {
              assertThat(highlight.get("field").asString()).isEqualTo("name.family");
              assertThat(highlight.get("start").asInt()).isZero();
              assertThat(highlight.get("end").asInt()).isEqualTo("Quistgaard".length());
              assertThat(highlight.get("how").asString()).isEqualTo("close");
            })
        .anySatisfy(
            highlight ->
                assertThat(highlight.get("field").asString()).isEqualTo("telecom[0].value"));
  }

  @Test
  void masksWhatIsSensitive() {
    JsonNode hit = search(Map.of("q", "531-77-2290", "mask_sensitive", true)).at("/patients/0");

    assertThat(hit.at("/identifiers/1/value").asString()).isEqualTo("***-**-2290");
    assertThat(hit.at("/telecom/0/value").asString()).isEqualTo("+*******7891");
    assertThat(hit.at("/telecom/1/value").asString()).isEqualTo("z***@example.org");
    assertThat(hit.at("/addresses/0/line1").asString()).isEqualTo("***");
    assertThat(hit.at("/addresses/0/city").asString()).isEqualTo("Albany");
    assertThat(hit.at("/birth_date").asString()).isEqualTo("1987");
    assertThat(hit.at("/name/family").asString()).isEqualTo("Quistgaard-Ørberg");
    assertThat(hit.toString()).doesNotContain("531-77", "456", "Wobbegong", "QX");
    assertThat(hit.at("/highlights/0/field").asString()).isEqualTo("identifiers[1].value");
    assertThat(hit.at("/highlights/0/start").isMissingNode()).isTrue();
    assertThat(get(PATIENTS + "/" + zoe + "/masked").at("/identifiers/1/value").asString())
        .isEqualTo("***-**-2290");
  }

  @Test
  void anIdFindsItsRecord() {
    assertThat(families(search(Map.of("q", zoe)))).containsExactly("Quistgaard-Ørberg");
  }

  @Nested
  class WhenARecordChanges {

    @Test
    void itIsFoundByWhatItSaysNowAndOnlyByThat() {
      String id = id("{\"name\":{\"family\":\"Trallenberg\"}}");
      http.put()
          .uri(PATIENTS + "/" + id)
          .header("If-Match", "*")
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue("{\"name\":{\"family\":\"Hullaballoon\"}}")
          .exchange()
          .expectStatus()
          .isOk();

      assertThat(search(Map.of("q", "trallenberg")).get("total").asInt()).isZero();
      assertThat(families(search(Map.of("q", "hullabaloon", "fuzzy", true))))
          .containsExactly("Hullaballoon");

      http.delete().uri(PATIENTS + "/" + id).exchange().expectStatus().isNoContent();
      assertThat(search(Map.of("q", "hullaballoon")).get("total").asInt()).isZero();
    }

    @Test
    void aMergedOneIsFoundAsTheSurvivor() {
      String survivor = id("{\"name\":{\"family\":\"Ostrapple\",\"given\":[\"Ida\"]}}");
      String duplicate =
          id(
              """
              {"name":{"family":"Krummhorn","given":["Ida"]},
               "identifiers":[{"type":"MRN","value":"KH-7781"}]}
              """);
      http.post()
          .uri(PATIENTS + "/merge")
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue(
              "{\"master_patient_id\":\"%s\",\"duplicate_patient_id\":\"%s\"}"
                  .formatted(survivor, duplicate))
          .exchange()
          .expectStatus()
          .isOk();

      for (String q : List.of("krummhorn", "kh7781", duplicate)) {
        JsonNode found = search(Map.of("q", q));
        assertThat(found.get("total").asInt()).isEqualTo(1);
        assertThat(found.at("/patients/0/id").asString()).isEqualTo(survivor);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((((",
        "\"",
        "\"\"",
        "NOT",
        "AND OR NOT",
        "NOT NOT zoe",
        "a & b | !c <-> d:*",
        "'; drop table patient; --",
        "\\' \\ ''",
        "<script>alert(1)</script>",
        "%00",
        "*",
        ":*",
        "😀 🦄",
        "王小明",
        "علي בן",
        "NOT zoe",
        "zoe:*A & x",
        "- -5 +",
      })
  void oddSyntaxIsReadAsWordsAndNeverFails(String q) {
    JsonNode found = search(Map.of("q", q, "fuzzy", true, "phonetic", true));

    assertThat(found.get("query").asString()).isEqualTo(q);
    assertThat(found.get("patients").isArray()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?q=",
        "?q= ",
        "?q=a&limit=0",
        "?q=a&limit=101",
        "?q=a&offset=-1",
        "?q=a&limit=1e1",
        "?q=a&birth_year=87",
        "?q=a&birth_year=x",
        "?q=a&fuzzy=perhaps"
      })
  void whatIsNoSearchIsRefused(String query) {
    http.get()
        .uri(PATIENTS + "/search" + query)
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void namesOfAllScriptsAndHostileTextsComeBackAsTheyWere() {
    for (String family :
        List.of(
            "王小明",
            "عبد الرحمن",
            "בן-גוריון",
            "Παπαδόπουλος",
            "Хрущёв",
            "O’Hallorahan",
            "😀Smiley😀name",
            "Robert'); drop table patient;--",
            "<b>Boldname</b><script>alert(1)</script>",
            "Back\\slash'quote\"name")) {
      String id =
          id(
              "{\"name\":{\"family\":%s}}"
                  .formatted(
                      new tools.jackson.databind.json.JsonMapper().writeValueAsString(family)));

      JsonNode found = search(Map.of("q", family));

      assertThat(families(found)).as(family).contains(family);
      assertThat(get(PATIENTS + "/" + id).at("/name/family").asString()).isEqualTo(family);
    }
  }

  @Test
  void anUnknownRecordHasNoMaskedView() {
    http.get()
        .uri(PATIENTS + "/00000000-0000-4000-8000-000000000000/masked")
        .exchange()
        .expectStatus()
        .isNotFound();
  }

  private JsonNode search(Map<String, Object> parameters) {
    return http.get()
        .uri(
            uri -> {
              uri.path(PATIENTS + "/search");
              parameters.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
              return uri.build(parameters);
            })
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody();
  }

  private JsonNode get(String path) {
    return http.get()
        .uri(path)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody();
  }

  private static List<String> families(JsonNode found) {
    List<String> families = new ArrayList<>();
    found.get("patients").forEach(hit -> families.add(hit.at("/name/family").asString()));
    return families;
  }

  private String id(String patient) {
    return http.post()
        .uri(PATIENTS)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(patient)
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody()
        .get("id")
        .asString();
  }
}
