package io.unichart.terminology;

import static org.hamcrest.Matchers.containsInAnyOrder;

import io.unichart.platform.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class TerminologyHttpTest {

  @Autowired private WebTestClient client;

  @ParameterizedTest
  @CsvSource({
    "icd10cm, gallbladder attack, K80.20",
    "icd10cm, K80.20, K80.20",
    "icd10cm, hypertention, I10",
    "rxnorm, metformin hydrochloride 500 MG Oral Tablet, 861007",
    "loinc, blood pressure, 85354-9"
  })
  void aPhraseFindsItsCodeFirst(String system, String phrase, String code) {
    client
        .get()
        .uri(b -> b.path("/api/v1/terminology/" + system).queryParam("q", "{q}").build(phrase))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.system")
        .isEqualTo(system)
        .jsonPath("$.candidates[0].code")
        .isEqualTo(code)
        .jsonPath("$.candidates[0].billable")
        .isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource({
    "snomed?q=gout, 404",
    "icd10cm, 400",
    "icd10cm?q=, 400",
    "icd10cm?q=gout&limit=0, 400",
    "icd10cm?q=gout&limit=101, 400",
    "icd10cm?q=gout&billable=maybe, 400"
  })
  void aWrongQuestionIsRefused(String rest, int status) {
    client
        .get()
        .uri("/api/v1/terminology/" + rest)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .jsonPath("$.detail")
        .exists();
  }

  @Test
  void theSystemsTellTheirVersionAndState() {
    client
        .get()
        .uri("/api/v1/terminology")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.systems[*].system")
        .value(containsInAnyOrder("icd10cm", "rxnorm", "loinc"))
        .jsonPath("$.systems[0].state")
        .isEqualTo("ready")
        .jsonPath("$.systems[0].source")
        .isEqualTo("built-in");
  }
}
