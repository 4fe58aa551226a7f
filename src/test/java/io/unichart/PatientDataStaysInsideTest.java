package io.unichart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.unichart.platform.telemetry.Collector;
import io.unichart.platform.telemetry.TracedServiceTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/**
 * A journey through the whole service with names, numbers and words that occur nowhere else, right
 * and wrong requests alike, while the log is at {@code DEBUG} and a collector is told. None of them
 * may come out in the log, in a metric, in a trace or in a problem.
 */
@TracedServiceTest
@ExtendWith(OutputCaptureExtension.class)
class PatientDataStaysInsideTest {

  private static final List<String> MARKS =
      List.of(
          "Zyxwvutnar",
          "Quorbelline",
          "Vlindermarsh",
          "1947-03-29",
          "987-65-4329",
          "MRK-77031",
          "+12025550147",
          "glimmerpox",
          "snorfalin");
  private static final String NOTE =
      """
      Patient: Quorbelline Zyxwvutnar
      DOB: 1947-03-29   MRN: MRK-77031   SSN: 987-65-4329

      ASSESSMENT: Hypertension and glimmerpox. Started snorfalin 5 mg daily and lisinopril 10 mg.
      BP 150/90, HR 80. Lives in Vlindermarsh, phone +12025550147.
      """;

  @Autowired WebTestClient http;
  @LocalManagementPort int managementPort;
  private final List<String> leaks = new ArrayList<>();

  @BeforeEach
  void tellEverything() {
    root().setLevel(Level.DEBUG);
  }

  @AfterEach
  void tellLess() {
    root().setLevel(Level.INFO);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Test
  void nothingThatIsToldOutsideHoldsWhatAPatientIsKnownBy(CapturedOutput output) {
    String patient = "/api/v1/patients/" + registered();
    Object note = documented();

    theRightWay(patient, note);
    theWrongWay(patient, note);
    everythingHasBeenTold();

    assertThat(leaks).as("problems").isEmpty();
    assertThat(linesWithMarks(output.getAll())).as("log").isEmpty();
    assertThat(marksIn(metrics())).as("metrics").isEmpty();
    assertThat(marksIn(Collector.toldOfTraces())).as("traces").isEmpty();
    assertThat(marksIn(Collector.toldOfTheLog())).as("exported log").isEmpty();
    assertThat(output.getAll()).as("the log is at DEBUG").contains("DEBUG");
  }

  /** What waits to be embedded is embedded, and the collector has heard of the last request. */
  private void everythingHasBeenTold() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> read("/api/v1/rag/stats").contains("\"pending_documents\":0"));
    LoggerFactory.getLogger(PatientDataStaysInsideTest.class).debug("the journey has ended");
    get("/api/v1/organizations?limit=7");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                Collector.toldOfTraces().contains("/api/v1/organizations")
                    && Collector.toldOfTheLog().contains("the journey has ended"));
  }

  private String read(String path) {
    return http.get()
        .uri(path)
        .exchange()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody();
  }

  /** The lines that hold a mark, shortened: where a leak is. */
  private static List<String> linesWithMarks(String log) {
    return log.lines()
        .filter(line -> !marksIn(line).isEmpty())
        .map(line -> line.substring(0, Math.min(line.length(), 300)))
        .limit(20)
        .toList();
  }

  private static Map<String, Object> person(String birthDate) {
    return Map.of(
        "name", Map.of("family", "Zyxwvutnar", "given", List.of("Quorbelline")),
        "birth_date", birthDate,
        "gender", "female",
        "identifiers", List.of(Map.of("type", "MRN", "value", "MRK-77031")),
        "telecom", List.of(Map.of("system", "phone", "value", "+12025550147")),
        "addresses", List.of(Map.of("line1", "1 Mark Street", "city", "Vlindermarsh")));
  }

  private Object registered() {
    return http.post()
        .uri("/api/v1/patients?on_duplicate=register")
        .bodyValue(person("1947-03-29"))
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody()
        .get("id");
  }

  private Object documented() {
    return http.post()
        .uri("/api/v1/documents")
        .bodyValue(Map.of("title", "Visit of Quorbelline Zyxwvutnar", "content", NOTE))
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody()
        .get("id");
  }

  private void theRightWay(String patient, Object note) {
    get(patient);
    get(patient + "/masked");
    get(patient + "/documents");
    get(patient + "/audit");
    get("/api/v1/patients/search?q=Zyxwvutnar&fuzzy=true");
    get("/console/documents/" + note);
    post("/api/v1/patients", person("1947-03-29"));
    post("/api/v1/patients/match", person("1947-03-29"));
    post("/api/v1/patients/check-duplicates", person("1947-03-29"));
    post("/api/v1/rag/search", Map.of("query", "glimmerpox of Zyxwvutnar"));
    post("/api/v1/rag/answer_question", Map.of("question", "Who takes snorfalin in Vlindermarsh?"));
    post("/api/v1/agent/extract_structured", Map.of("text", NOTE));
    post("/api/v1/agent/extract_document/" + note, Map.of());
    post("/api/v1/agent/annotate", Map.of("text", NOTE, "concepts", List.of("glimmerpox")));
    post("/api/v1/llm/summarize_note", Map.of("text", NOTE));
    post("/api/v1/llm/summarize_document/" + note, Map.of());
    get("/api/v1/terminology/icd10cm?q=glimmerpox");
    get("/console/documents/" + note + "/facts");
    post("/api/v1/fhir/convert", Map.of("patient_id", "MRK-77031", "diagnoses", List.of()));
    post("/api/v1/patients/deduplicate", Map.of("threshold", 0.5));
    get("/api/v1/reviews?status=pending");
    get("/api/v1/events?since=0");
    get("/api/v1/audit/recent");
    get("/api/v1/audit/user?user_id=Zyxwvutnar");
    raw(
        "/api/v1/patients/import",
        MediaType.APPLICATION_NDJSON,
        "{\"name\": {\"family\": \"Zyxwvutnar\", \"given\": [\"Quorbelline\"]}}\n");
    raw(
        "/api/v1/documents/import",
        MediaType.APPLICATION_NDJSON,
        "{\"title\": \"Zyxwvutnar again\", \"content\": \"Takes snorfalin in Vlindermarsh.\"}\n");
  }

  private void theWrongWay(String patient, Object note) {
    get("/api/v1/patients/Zyxwvutnar");
    get("/api/v1/documents/Zyxwvutnar");
    get("/api/v1/Zyxwvutnar/Quorbelline");
    get("/console/documents/Zyxwvutnar");
    get("/api/v1/patients/search?q=Zyxwvutnar&limit=Quorbelline");
    get("/api/v1/terminology/glimmerpox?q=snorfalin");
    post("/api/v1/patients", person("Zyxwvutnar 1947-03-29"));
    post("/api/v1/patients", Map.of("name", "Quorbelline Zyxwvutnar"));
    post("/api/v1/patients/match", Map.of("birth_date", "1947-03-29 Zyxwvutnar"));
    post("/api/v1/documents", Map.of("title", "Zyxwvutnar\0", "content", NOTE));
    post("/api/v1/documents", Map.of("title", List.of("Zyxwvutnar"), "content", 1));
    post("/api/v1/rag/answer_question", Map.of("question", "snorfalin?", "model", "Zyxwvutnar"));
    post("/api/v1/rag/search", Map.of("query", "glimmerpox", "mode", "Quorbelline"));
    post("/api/v1/fhir/convert", Map.of("diagnoses", "glimmerpox of Zyxwvutnar"));
    raw("/api/v1/patients", MediaType.APPLICATION_JSON, "{\"name\": Zyxwvutnar");
    raw("/api/v1/documents", MediaType.TEXT_PLAIN, NOTE);
    raw(
        "/api/v1/patients/import",
        MediaType.APPLICATION_NDJSON,
        "{\"name\": \"Zyxwvutnar\"}\nQuorbelline glimmerpox\n");
    raw(
        "/api/v1/documents/import",
        MediaType.APPLICATION_NDJSON,
        "{\"title\": \"Zyxwvutnar\"}\nsnorfalin\n");
    MultipartBodyBuilder file = new MultipartBodyBuilder();
    file.part("file", NOTE.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .filename("Zyxwvutnar.xyz");
    judge(
        http.post()
            .uri("/api/v1/documents/upload")
            .body(BodyInserters.fromMultipartData(file.build()))
            .exchange()
            .expectBody(String.class)
            .returnResult());
    judge(
        http.put()
            .uri(patient)
            .header("If-Match", "\"Zyxwvutnar\"")
            .bodyValue(person("1947-03-29"))
            .exchange()
            .expectBody(String.class)
            .returnResult());
    judge(
        http.put()
            .uri("/api/v1/documents/" + note + "/patient")
            .bodyValue(Map.of("patient_id", "Zyxwvutnar"))
            .exchange()
            .expectBody(String.class)
            .returnResult());
  }

  private void get(String path) {
    judge(http.get().uri(path).exchange().expectBody(String.class).returnResult());
  }

  private void post(String path, Map<String, ?> body) {
    judge(http.post().uri(path).bodyValue(body).exchange().expectBody(String.class).returnResult());
  }

  private void raw(String path, MediaType type, String body) {
    judge(
        http.post()
            .uri(path)
            .contentType(type)
            .bodyValue(body)
            .exchange()
            .expectBody(String.class)
            .returnResult());
  }

  /** A problem, or the report of an import, holds no mark; a 409 shows the records it is about. */
  private void judge(EntityExchangeResult<String> answer) {
    int status = answer.getStatus().value();
    String request = answer.getMethod() + " " + answer.getUrl().getPath() + ": " + status;
    if (status >= 500) {
      leaks.add(request + " is an error of the service");
    }
    boolean report = answer.getUrl().getPath().endsWith("/import");
    if ((status >= 400 && status != 409) || report) {
      marksIn(answer.getResponseBody()).forEach(mark -> leaks.add(request + " holds " + mark));
    }
  }

  private static List<String> marksIn(String text) {
    String low = text == null ? "" : text.toLowerCase(Locale.ROOT);
    return MARKS.stream().filter(mark -> low.contains(mark.toLowerCase(Locale.ROOT))).toList();
  }

  private String metrics() {
    return WebTestClient.bindToServer()
        .baseUrl("http://localhost:" + managementPort)
        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1))
        .build()
        .get()
        .uri("/actuator/prometheus")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody();
  }
}
