package io.unichart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/**
 * A journey through the whole service with names, numbers and words that occur nowhere else, right
 * and wrong requests alike.
 */
final class MarkedJourney {

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

  private final WebTestClient http;
  private final List<String> leaks = new ArrayList<>();

  MarkedJourney(WebTestClient http) {
    this.http = http;
  }

  /** Goes all the way. */
  void walk() {
    String patient = "/api/v1/patients/" + registered();
    Object note = documented();
    theRightWay(patient, note);
    theWrongWay(patient, note);
  }

  /** Which problems held a mark, and which requests were errors of the service. */
  List<String> leaks() {
    return leaks;
  }

  /** The lines that hold a mark, shortened: where a leak is. */
  static List<String> linesWithMarks(String log) {
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
    return created("/api/v1/patients?on_duplicate=register", person("1947-03-29"));
  }

  private Object documented() {
    return created(
        "/api/v1/documents", Map.of("title", "Visit of Quorbelline Zyxwvutnar", "content", NOTE));
  }

  private Object created(String uri, Object body) {
    return http.post()
        .uri(uri)
        .bodyValue(body)
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

  static List<String> marksIn(String text) {
    String low = text == null ? "" : text.toLowerCase(Locale.ROOT);
    return MARKS.stream().filter(mark -> low.contains(mark.toLowerCase(Locale.ROOT))).toList();
  }

  /** All metrics, as they are scraped. */
  String metrics(int managementPort) {
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
