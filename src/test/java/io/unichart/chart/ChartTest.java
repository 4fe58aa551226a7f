package io.unichart.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class ChartTest {

  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  @Autowired private WebTestClient client;
  @Autowired private DatabaseClient database;

  private final JsonMapper json = JsonMapper.shared();

  private JsonNode call(HttpMethod method, String path, Object body, int status) {
    WebTestClient.RequestBodySpec request = client.method(method).uri("/api/v1" + path);
    WebTestClient.RequestHeadersSpec<?> ready =
        body == null ? request : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
    byte[] answer =
        ready
            .exchange()
            .expectStatus()
            .isEqualTo(status)
            .expectBody()
            .returnResult()
            .getResponseBody();
    return answer == null ? json.nullNode() : json.readTree(answer);
  }

  private String patient(String given, String family, String born, String number) {
    return call(
            HttpMethod.POST,
            "/patients?on_duplicate=register",
            Map.of(
                "name",
                Map.of("family", family, "given", List.of(given)),
                "birth_date",
                born,
                "gender",
                "female",
                "identifiers",
                List.of(Map.of("type", "MRN", "value", number))),
            201)
        .get("id")
        .asString();
  }

  private JsonNode note(String head, Object patientId) {
    String text = head + "\n\nS: Has had a sore throat for three days.\nA: Pharyngitis.";
    Map<String, Object> body =
        patientId == null
            ? Map.of("title", "A note", "content", text)
            : Map.of("title", "A note", "content", text, "patient_id", patientId);
    return call(HttpMethod.POST, "/documents", body, 201);
  }

  private List<Long> documents(String patient) {
    return call(HttpMethod.GET, "/patients/" + patient + "/documents", null, 200)
        .valueStream()
        .map(document -> document.get("id").asLong())
        .toList();
  }

  private List<String> audit(String patient) {
    return call(HttpMethod.GET, "/patients/" + patient + "/audit", null, 200)
        .get("entries")
        .valueStream()
        .map(e -> e.get("action").asString() + " " + e.get("entity_type").asString())
        .toList();
  }

  /** The head of a note that names a second person too: always for a person to judge. */
  private static String doubtful(String name, String born, String number) {
    return "Patient: %s DOB: %s MRN: %s\nPatient: Karl Ott".formatted(name, born, number);
  }

  private static String status(JsonNode document) {
    return document.get("patient_match").get("status").asString();
  }

  @Test
  void aDocumentIsAttachedMovedAndDetachedAndEachIsAudited() {
    String anna = patient("Annika", "Thorsdottir", "1951-02-03", "C-1001");
    String berit = patient("Berit", "Quillfeather", "1962-03-04", "C-1002");
    long id = note("Nothing about anybody.", null).get("id").asLong();
    String path = "/documents/" + id + "/patient";

    JsonNode attached = call(HttpMethod.PUT, path, Map.of("patient_id", anna), 200);
    List<Long> ofAnna = documents(anna);
    call(HttpMethod.PUT, path, Map.of("patient_id", berit), 200);
    List<Long> ofBerit = documents(berit);
    JsonNode detached = call(HttpMethod.DELETE, path, null, 200);

    assertThat(status(attached)).isEqualTo("attached");
    assertThat(attached.get("patient_id").asString()).isEqualTo(anna);
    assertThat(ofAnna).containsExactly(id);
    assertThat(ofBerit).containsExactly(id);
    assertThat(documents(anna)).isEmpty();
    assertThat(documents(berit)).isEmpty();
    assertThat(detached.has("patient_id")).isFalse();
    assertThat(status(detached)).isEqualTo("none");
    assertThat(audit(anna)).contains("link document", "unlink document", "read patient");
    assertThat(audit(berit)).contains("link document", "unlink document");
  }

  @Test
  void readingADocumentOfAChartIsAudited() {
    String patient = patient("Cosima", "Rademaker", "1953-02-03", "C-1003");
    long id = note("Nothing.", patient).get("id").asLong();

    call(HttpMethod.GET, "/documents/" + id, null, 200);
    call(HttpMethod.POST, "/rag/search", Map.of("query", "throat", "patient_id", patient), 200);
    call(
        HttpMethod.POST,
        "/rag/answer_question",
        Map.of("question", "How long has the throat been sore?", "patient_id", patient),
        200);

    assertThat(audit(patient).stream().filter("read document"::equals)).hasSize(1);
    assertThat(audit(patient).stream().filter("read patient"::equals)).hasSize(2);
  }

  @Test
  void aQuestionIsAnsweredFromOneChartOnly() {
    String one = patient("Dorothea", "Umbrichsen", "1954-02-03", "C-1004");
    String other = patient("Elfriede", "Vanderhoek", "1955-02-03", "C-1005");
    long own = note("Nothing.", one).get("id").asLong();
    note("Nothing.", other);

    JsonNode found =
        call(
            HttpMethod.POST, "/rag/search", Map.of("query", "sore throat", "patient_id", one), 200);

    assertThat(found.get("passages").valueStream().map(p -> p.get("document_id").asLong()))
        .isNotEmpty()
        .containsOnly(own);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT | /documents/999999999/patient | {\"patient_id\":\"KNOWN\"} | 404",
        "PUT | /documents/KNOWN/patient | {\"patient_id\":\"00000000-0000-4000-8000-000000000000\"} | 404",
        "PUT | /documents/KNOWN/patient | {\"patient_id\":\"nobody\"} | 422",
        "PUT | /documents/KNOWN/patient | {\"patient_id\":7} | 422",
        "PUT | /documents/KNOWN/patient | {} | 422",
        "PUT | /documents/KNOWN/patient | [] | 422",
        "PUT | /documents/KNOWN/patient | {\"pat | 400",
        "PUT | /documents/x/patient | {\"patient_id\":\"KNOWN\"} | 400",
        "DELETE | /documents/999999999/patient | | 404",
        "GET | /patients/00000000-0000-4000-8000-000000000000/documents | | 404",
        "GET | /patients/x/documents | | 400",
        "GET | /patients/KNOWN/documents?limit=0 | | 400",
        "GET | /patients/KNOWN/documents?offset=-1 | | 400",
        "POST | /documents | {\"title\":\"t\",\"content\":\"long enough\",\"patient_id\":\"00000000-0000-4000-8000-000000000000\"} | 404"
      })
  void whatIsWrongIsRefused(String method, String path, String body, int status) {
    String patient = patient("Frauke", "Wintergreen", "1956-02-03", UUID.randomUUID().toString());
    long id = note("Nothing.", null).get("id").asLong();
    String where =
        path.startsWith("/patients")
            ? path.replace("KNOWN", patient)
            : path.replace("KNOWN", String.valueOf(id));

    JsonNode problem =
        call(
            HttpMethod.valueOf(method),
            where,
            body == null ? null : body.replace("KNOWN", patient),
            status);

    assertThat(problem.get("detail").asString()).isNotBlank();
  }

  @Nested
  class Merges {

    @Test
    void documentsFollowAMergeAndItsReversal() {
      String master = patient("Gesine", "Xanderholm", "1957-02-03", "C-1007");
      String duplicate = patient("Gesina", "Xanderholm", "1957-02-03", "C-1008");
      long before = note("Nothing.", master).get("id").asLong();
      long moved = note("Nothing.", duplicate).get("id").asLong();

      String merge =
          call(
                  HttpMethod.POST,
                  "/patients/merge",
                  Map.of("master_patient_id", master, "duplicate_patient_id", duplicate),
                  200)
              .get("merge_record")
              .get("id")
              .asString();
      JsonNode late = note("Nothing.", duplicate);

      assertThat(documents(master)).containsExactly(before, moved, late.get("id").asLong());
      assertThat(documents(duplicate)).hasSize(3);
      assertThat(late.get("patient_id").asString()).isEqualTo(master);
      assertThat(
              call(
                      HttpMethod.POST,
                      "/rag/search",
                      Map.of("query", "throat", "patient_id", duplicate),
                      200)
                  .get("passages")
                  .size())
          .isPositive();

      call(HttpMethod.POST, "/merges/" + merge + "/reverse", Map.of(), 200);

      assertThat(documents(duplicate)).containsExactly(moved);
      assertThat(documents(master)).containsExactly(before, late.get("id").asLong());
    }
  }

  @Nested
  class FindingThePatient {

    @Test
    void aCertainMatchIsAttachedBeforeTheAnswer() {
      String patient = patient("Hildegund", "Yarborough", "1958-07-13", "C-1009");

      JsonNode note =
          note("Patient: Hildegund Yarborough   DOB: 07/13/1958   Sex: F   MRN: C-1009", null);

      assertThat(status(note)).isEqualTo("attached");
      assertThat(note.get("patient_id").asString()).isEqualTo(patient);
      assertThat(note.get("patient_match").get("score").asDouble()).isGreaterThan(0.9);
      assertThat(documents(patient)).containsExactly(note.get("id").asLong());
      assertThat(audit(patient)).contains("link document");
    }

    @Test
    void twoNamesInOneNoteAreForAPersonToJudge() {
      String patient = patient("Irmtraud", "Zuckerkandl", "1959-08-14", "C-1010");

      JsonNode note =
          note(
              "Patient: Irmtraud Zuckerkandl DOB: 1959-08-14 MRN: C-1010\nPatient: Karl Ott", null);
      JsonNode review = reviewOf(note.get("id").asLong());

      assertThat(status(note)).isEqualTo("review");
      assertThat(note.has("patient_id")).isFalse();
      assertThat(review.get("kind").asString()).isEqualTo("note");
      assertThat(review.get("patient_id_a").asString()).isEqualTo(patient);

      call(
          HttpMethod.POST,
          "/reviews/" + review.get("id").asString() + "/decision",
          Map.of("decision", "confirm"),
          200);

      assertThat(documents(patient)).containsExactly(note.get("id").asLong());
    }

    @Test
    void aRejectedNoteIsOfferedForRegistration() {
      patient("Jolanthe", "Abernathysson", "1949-09-15", "C-1011");
      JsonNode note = note(doubtful("Jolanthe Abernathysson", "1949-09-15", "C-1011"), null);
      JsonNode review = reviewOf(note.get("id").asLong());

      call(
          HttpMethod.POST,
          "/reviews/" + review.get("id").asString() + "/decision",
          Map.of("decision", "reject"),
          200);

      assertThat(status(note)).isEqualTo("review");
      JsonNode after = call(HttpMethod.GET, "/documents/" + note.get("id").asLong(), null, 200);
      assertThat(status(after)).isEqualTo("unmatched");
    }

    @Test
    void anUnknownPersonIsUnmatchedAndATextWithoutPatientHasNone() {
      assertThat(status(note("Patient: Ulrika Nowhereson DOB 1931-01-02 MRN: Q-99", null)))
          .isEqualTo("unmatched");
      assertThat(status(note("A guideline about throats.", null))).isEqualTo("none");
    }

    @Test
    void theQuestionGoesWithItsDocument() {
      patient("Kunigunde", "Feuerbachowski", "1948-10-16", "C-1012");
      long id =
          note(doubtful("Kunigunde Feuerbachowski", "1948-10-16", "C-1012"), null)
              .get("id")
              .asLong();
      assertThat(reviewsOf(id)).hasSize(1);

      call(HttpMethod.DELETE, "/documents/" + id, null, 200);

      assertThat(reviewsOf(id)).isEmpty();
    }

    @Test
    void theQuestionFollowsAMergeAndItsReversal() {
      String duplicate = patient("Leopoldine", "Gutenbrunnersen", "1947-11-17", "C-1013");
      String master = patient("Ottilie", "Marchfelderin", "1921-04-05", "C-1014");
      long id =
          note(doubtful("Leopoldine Gutenbrunnersen", "1947-11-17", "C-1013"), null)
              .get("id")
              .asLong();
      assertThat(reviewOf(id).get("patient_id_a").asString()).isEqualTo(duplicate);

      String merge =
          call(
                  HttpMethod.POST,
                  "/patients/merge",
                  Map.of("master_patient_id", master, "duplicate_patient_id", duplicate),
                  200)
              .get("merge_record")
              .get("id")
              .asString();
      assertThat(reviewOf(id).get("patient_id_a").asString()).isEqualTo(master);
      call(HttpMethod.POST, "/merges/" + merge + "/reverse", Map.of(), 200);

      assertThat(reviewOf(id).get("patient_id_a").asString()).isEqualTo(duplicate);
      call(
          HttpMethod.POST,
          "/reviews/" + reviewOf(id).get("id").asString() + "/decision",
          Map.of("decision", "confirm"),
          200);
      assertThat(documents(duplicate)).containsExactly(id);
    }

    private JsonNode reviewOf(long document) {
      return reviewsOf(document).stream().findFirst().orElseThrow();
    }

    private List<JsonNode> reviewsOf(long document) {
      return call(HttpMethod.GET, "/reviews?status=pending&limit=100", null, 200)
          .get("items")
          .valueStream()
          .filter(item -> item.has("document_id") && item.get("document_id").asLong() == document)
          .toList();
    }
  }

  @Nested
  class ANewText {

    private static final String HEAD_OF_ONE =
        "Patient: Mechthild Oberrieder   DOB: 03/18/1946   Sex: F   MRN: C-1015";
    private static final String HEAD_OF_OTHER =
        "Patient: Notburga Pfefferkornes   DOB: 04/19/1945   Sex: F   MRN: C-1016";

    @Test
    void isLookedAtAgainUnlessAPersonSaidWhoseItIs() {
      String one = patient("Mechthild", "Oberrieder", "1946-03-18", "C-1015");
      String other = patient("Notburga", "Pfefferkornes", "1945-04-19", "C-1016");
      long id = note(HEAD_OF_ONE, null).get("id").asLong();

      JsonNode moved = write(id, HEAD_OF_OTHER);
      JsonNode same = write(id, HEAD_OF_OTHER + "\nSeen again.");
      JsonNode nobodys = write(id, "Nothing about anybody.");
      call(HttpMethod.PUT, "/documents/" + id + "/patient", Map.of("patient_id", one), 200);
      JsonNode byHand = write(id, HEAD_OF_OTHER);

      assertThat(moved.get("patient_id").asString()).isEqualTo(other);
      assertThat(same.get("patient_id").asString()).isEqualTo(other);
      assertThat(nobodys.has("patient_id")).isFalse();
      assertThat(status(nobodys)).isEqualTo("none");
      assertThat(byHand.get("patient_id").asString()).isEqualTo(one);
      assertThat(audit(one)).contains("unlink document");
      assertThat(audit(other).stream().filter("link document"::equals)).hasSize(1);
      assertThat(audit(other).stream().filter("unlink document"::equals)).hasSize(1);
    }

    @Test
    void leavesOutWhatAPersonTookOutUntilTheHeaderChanges() {
      String one = patient("Walburga", "Ringelblumer", "1941-08-23", "C-1020");
      String head = "Patient: Walburga Ringelblumer   DOB: 08/23/1941   Sex: F   MRN: C-1020";
      long id = note(head, null).get("id").asLong();
      call(HttpMethod.DELETE, "/documents/" + id + "/patient", null, 200);

      JsonNode sameHeader = write(id, head + "\nSeen again.");
      JsonNode corrected = write(id, head.replace("Sex: F", ""));

      assertThat(sameHeader.has("patient_id")).isFalse();
      assertThat(status(sameHeader)).isEqualTo("none");
      assertThat(corrected.get("patient_id").asString()).isEqualTo(one);
    }

    @Test
    void staysRefusedWhenTheSameHeaderIsReadInAnotherWay() {
      patient("Yolanda", "Hartriegelmann", "1939-02-11", "C-1031");
      String head = "Patient: Yolanda Hartriegelmann   DOB: 02/11/1939   Sex: F   MRN: C-1031";
      String text = head + "\n" + "Seen. ".repeat(300);
      long id = note(text, null).get("id").asLong();
      call(HttpMethod.DELETE, "/documents/" + id + "/patient", null, 200);

      database.sql("update chart_refusal set header = ''").then().block();

      assertThat(status(write(id, text))).isEqualTo("none");
    }

    @Test
    void isNotPutForwardAgainOnceRejected() {
      patient("Xaveria", "Schlehdornberg", "1940-09-24", "C-1021");
      JsonNode note = note(doubtful("Xaveria Schlehdornberg", "1940-09-24", "C-1021"), null);
      long id = note.get("id").asLong();
      String review =
          call(HttpMethod.GET, "/reviews?status=pending&limit=100", null, 200)
              .get("items")
              .valueStream()
              .filter(item -> item.has("document_id") && item.get("document_id").asLong() == id)
              .findFirst()
              .orElseThrow()
              .get("id")
              .asString();
      call(HttpMethod.POST, "/reviews/" + review + "/decision", Map.of("decision", "reject"), 200);

      JsonNode same =
          write(id, doubtful("Xaveria Schlehdornberg", "1940-09-24", "C-1021") + "\nSeen again.");
      JsonNode other = write(id, "Patient: Xaveria Schlehdornberg DOB: 09/24/1940 MRN: C-1021");

      assertThat(status(same)).isEqualTo("unmatched");
      assertThat(status(other)).isIn("review", "attached");
    }

    @Test
    void endsTheQuestionAboutTheFormerOne() {
      patient("Philippine", "Quastenflosser", "1944-05-20", "C-1017");
      JsonNode note = note(doubtful("Philippine Quastenflosser", "1944-05-20", "C-1017"), null);
      assertThat(status(note)).isEqualTo("review");

      JsonNode written = write(note.get("id").asLong(), "A guideline about throats.");

      assertThat(status(written)).isEqualTo("none");
      assertThat(
              call(HttpMethod.GET, "/reviews?status=pending&limit=100", null, 200)
                  .get("items")
                  .valueStream()
                  .filter(item -> item.has("document_id"))
                  .map(item -> item.get("document_id").asLong()))
          .doesNotContain(note.get("id").asLong());
    }

    private JsonNode write(long id, String text) {
      return call(
          HttpMethod.PUT,
          "/documents/" + id,
          Map.of("content", text + "\n\nS: Has had a sore throat."),
          200);
    }
  }

  @Test
  void whatASearchOfEverythingShowsOfAChartIsARead() {
    String patient = patient("Rosamunde", "Steinbeisserin", "1943-06-21", "C-1018");
    String untouched = patient("Sieglinde", "Tannenhaeherin", "1942-07-22", "C-1019");
    note("Zanzibar hiccups since Easter.", patient);

    call(
        HttpMethod.POST,
        "/rag/search",
        Map.of("query", "Zanzibar hiccups", "top_k", 1, "mode", "lexical"),
        200);
    JsonNode answer =
        call(
            HttpMethod.POST,
            "/rag/answer_question",
            Map.of("question", "Since when are there Zanzibar hiccups?"),
            200);

    assertThat(answer.get("sources").size()).isPositive();
    assertThat(audit(patient).stream().filter("read patient"::equals)).hasSize(2);
    assertThat(audit(untouched)).doesNotContain("read patient");
  }

  @Test
  void anUnknownPatientInASearchIs404() {
    call(HttpMethod.POST, "/rag/search", Map.of("query", "throat", "patient_id", NOBODY), 404);
    call(
        HttpMethod.POST,
        "/rag/answer_question",
        Map.of("question", "Why so?", "patient_id", NOBODY),
        404);
  }
}
