package io.unichart.extraction;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.unichart.platform.ServiceTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class ExtractionHttpTest {

  private static final String NOTE =
      """
      Encounter Date: 2025-02-04
      Patient: Example Person (DOB: 1991-08-19)

      S:
      Pt presents with dysuria x2 days. Denies fever. Mother has breast cancer. No known drug allergies.

      O:
      Vitals: BP 118/76 mmHg, HR 82 bpm, Temp 98.6°F

      A:
      Acute uncomplicated cystitis
      Type 2 diabetes mellitus

      P:
      Start nitrofurantoin (Macrobid) 100 mg PO BID x5 days
      Continue metformin 500 mg tablet PO BID
      Return if flank pain or vomiting.
      """;

  @Autowired private WebTestClient client;

  private WebTestClient.BodyContentSpec post(String path, Object body, int status) {
    return client
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody();
  }

  @Test
  void aNoteBecomesCodedFactsThatPointAtTheirWords() {
    post("/api/v1/agent/extract_structured", Map.of("text", NOTE), 200)
        .jsonPath("$.patient_info.age")
        .isEqualTo("33")
        .jsonPath("$.patient_info.gender")
        .doesNotExist()
        .jsonPath("$.diagnoses[*].icd10_code")
        .value(containsInAnyOrder("N30.00", "E11.9"))
        .jsonPath("$.diagnoses[0].confidence")
        .isEqualTo("exact")
        .jsonPath("$.diagnoses[0].text")
        .isEqualTo("Acute uncomplicated cystitis")
        .jsonPath("$.diagnoses[0].start")
        .isEqualTo(NOTE.indexOf("Acute unc"))
        .jsonPath("$.medications[*].rxnorm_code")
        .value(hasItem("861007"))
        .jsonPath("$.medications[0].dosage.frequency")
        .isEqualTo("BID")
        .jsonPath("$.medications[0].status")
        .isEqualTo("started")
        .jsonPath("$.vital_signs.blood_pressure")
        .isEqualTo("118/76 mmHg")
        .jsonPath("$.vital_signs.heart_rate")
        .isEqualTo("82 bpm")
        .jsonPath("$.family_history[*].icd10_code")
        .value(hasItem("C50.919"))
        .jsonPath("$.other_mentions[*].text")
        .value(hasItem("fever"))
        .jsonPath("$.diagnoses[*].text")
        .value(not(hasItem("fever")))
        .jsonPath("$.allergies[0].no_known_allergies")
        .isEqualTo(true)
        .jsonPath("$.document_date")
        .isEqualTo("2025-02-04")
        .jsonPath("$.model_used")
        .isEqualTo("rules");
  }

  @Test
  void theOlderPathAnswersToo() {
    post("/agent/extract_structured/", Map.of("text", NOTE), 200)
        .jsonPath("$.lab_results")
        .isArray();
  }

  @Test
  void aStoredDocumentIsReadByItsNumberAndAnUnknownOneIsNotFound() {
    byte[] created =
        post("/api/v1/documents", Map.of("title", "Visit", "content", NOTE), 201)
            .returnResult()
            .getResponseBody();
    String id = new String(created).replaceAll("(?s).*?\"id\":(\\d+).*", "$1");

    client
        .post()
        .uri("/api/v1/agent/extract_document/" + id)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.diagnoses.length()")
        .isEqualTo(2);
    client
        .post()
        .uri("/api/v1/agent/extract_document/99999999")
        .exchange()
        .expectStatus()
        .isNotFound();
  }

  @Test
  void everyOccurrenceOfAGivenConceptIsJudged() {
    post(
            "/api/v1/agent/annotate",
            Map.of(
                "text",
                "Denies fever. FEVER at night, per his aunt. Mother has asthma.",
                "concepts",
                List.of("fever", "asthma", "gout")),
            200)
        .jsonPath("$.mentions.length()")
        .isEqualTo(4)
        .jsonPath("$.mentions[0].assertion.negated")
        .isEqualTo(true)
        .jsonPath("$.mentions[0].cues[0].text")
        .isEqualTo("Denies")
        .jsonPath("$.mentions[0].cues[0].axis")
        .isEqualTo("negation")
        .jsonPath("$.mentions[1].assertion.negated")
        .isEqualTo(false)
        .jsonPath("$.mentions[1].assertion.subject")
        .isEqualTo("patient")
        .jsonPath("$.mentions[2].assertion.subject")
        .isEqualTo("family")
        .jsonPath("$.mentions[2].concept_index")
        .isEqualTo(1)
        .jsonPath("$.mentions[3].found")
        .isEqualTo(false)
        .jsonPath("$.mentions[3].concept_index")
        .isEqualTo(2);
  }

  @Test
  void aPlaceIsJudgedByTheTextAroundIt() {
    post(
            "/api/v1/agent/annotate",
            Map.of(
                "text",
                "Exam: no edema.",
                "concepts",
                List.of(Map.of("text", "no edema", "start", 6, "end", 14))),
            200)
        .jsonPath("$.mentions[0].assertion.negated")
        .isEqualTo(false)
        .jsonPath("$.mentions[0].text")
        .isEqualTo("no edema");
  }

  @Test
  void withoutConceptsEverythingIsFound() {
    post("/api/v1/agent/annotate", Map.of("text", NOTE), 200)
        .jsonPath("$.mentions[*].kind")
        .value(hasItem("medication"))
        .jsonPath("$.mentions[*].kind")
        .value(hasItem("vital"))
        .jsonPath("$.mentions[*].section")
        .value(hasItem("assessment"));
  }

  @Test
  void allFaultsOfARequestAreToldAtOnce() {
    post("/api/v1/agent/extract_structured", Map.of("text", "short"), 422)
        .jsonPath("$.errors[0].field")
        .isEqualTo("text");
    post(
            "/api/v1/agent/annotate",
            Map.of("text", " ", "concepts", List.of(5, Map.of("start", 3, "end", 99))),
            422)
        .jsonPath("$.errors.length()")
        .isEqualTo(3)
        .jsonPath("$.errors[2].field")
        .isEqualTo("concepts[1]");
    post("/api/v1/agent/annotate", "[1]", 422).jsonPath("$.detail").exists();
    post("/api/v1/agent/annotate", "{", 400).jsonPath("$.detail").exists();
  }

  @Test
  void aVeryLongNoteIsRead() {
    post("/api/v1/agent/extract_structured", Map.of("text", NOTE.repeat(1500)), 200)
        .jsonPath("$.diagnoses.length()")
        .isEqualTo(2);
  }
}
