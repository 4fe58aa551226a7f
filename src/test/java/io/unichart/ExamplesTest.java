package io.unichart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.unichart.identity.job.JobLedger;
import io.unichart.platform.ServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends every request that the description of the API shows, in the order of a day, and sees that
 * it is accepted and answered with the members that are shown; keys, which an open service does not
 * have, are tried in {@code KeyApiTest}. {@code -Dgolden=write} notes anew what is answered.
 */
@ServiceTest
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("src/main/resources/openapi");
  private static final boolean WRITE = "write".equals(System.getProperty("golden"));
  private static final String PATIENTS = "/api/v1/patients";
  private static final String ORGANIZATIONS = "/api/v1/organizations";
  private static final String DOCUMENTS = "/api/v1/documents";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Autowired WebTestClient given;
  @Autowired JobLedger jobs;
  private WebTestClient http;

  @BeforeEach
  void readLongAnswersToo() {
    http = given.mutate().codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1)).build();
  }

  @Test
  void organizationsAreKeptAsShown() throws IOException {
    String whole = id(tell("addOrganization", HttpMethod.POST, ORGANIZATIONS));
    json(
        http.post()
            .uri(ORGANIZATIONS)
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(Map.of("name", "Cardiology", "part_of", whole)));
    tell("readOrganization", HttpMethod.GET, ORGANIZATIONS + "/" + whole);
    tell("changeOrganization", HttpMethod.PUT, ORGANIZATIONS + "/" + whole);
    tell("listOrganizations", HttpMethod.GET, ORGANIZATIONS + "?limit=1");
    tell("partsOfOrganization", HttpMethod.GET, ORGANIZATIONS + "/" + whole + "/children");
  }

  @Test
  void personsAreRegisteredMatchedMergedAndSeparatedAsShown() throws IOException {
    String ingrid = id(tell("registerPatient", HttpMethod.POST, registering("register")));
    tell("readPatient", HttpMethod.GET, PATIENTS + "/" + ingrid);
    tell("changePatient", HttpMethod.PUT, PATIENTS + "/" + ingrid);
    tell("readMaskedPatient", HttpMethod.GET, PATIENTS + "/" + ingrid + "/masked");
    tell("matchPatient", HttpMethod.POST, PATIENTS + "/match");
    tell("checkDuplicates", HttpMethod.POST, PATIENTS + "/check-duplicates");
    tell("searchPatients", HttpMethod.GET, PATIENTS + "/search?q=halvorsen ingrid&limit=1");

    String twin = registered("queue");
    String review = reviewOf(ingrid, twin);
    tell("listReviews", HttpMethod.GET, "/api/v1/reviews?status=pending&limit=1");
    tell("decideReview", HttpMethod.POST, "/api/v1/reviews/" + review + "/decision");

    String sister = registered("register");
    JsonNode merged =
        tell(
            "mergePatients",
            HttpMethod.POST,
            PATIENTS + "/merge",
            Map.of("master_patient_id", ingrid, "duplicate_patient_id", sister));
    String merge = merged.at("/merge_record/id").asString();
    tell("reverseMerge", HttpMethod.POST, "/api/v1/merges/" + merge + "/reverse");
    tell("listMerges", HttpMethod.GET, "/api/v1/merges?limit=1&patient_id=" + ingrid);

    String links = PATIENTS + "/" + ingrid + "/links";
    tell("linkPatients", HttpMethod.POST, links, Map.of("other_patient_id", sister));
    http.delete().uri(links + "/" + sister).exchange().expectStatus().isNoContent();
    tell("auditOfPatient", HttpMethod.GET, PATIENTS + "/" + ingrid + "/audit?limit=1");
    tell("auditOfUser", HttpMethod.GET, "/api/v1/audit/user?user_id=anonymous&limit=1");
    tell("recentAudit", HttpMethod.GET, "/api/v1/audit/recent?limit=1");
    tell("verifyAudit", HttpMethod.GET, "/api/v1/audit/verify");
    tell("pageEvents", HttpMethod.GET, "/api/v1/events?limit=2");
    http.delete().uri(PATIENTS + "/" + sister).exchange().expectStatus().isNoContent();
  }

  private String registered(String onDuplicate) throws IOException {
    JsonNode example = read("registerPatient").get("request");
    return id(
        json(
            http.post()
                .uri(registering(onDuplicate))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(JSON.writeValueAsBytes(example))));
  }

  private static String registering(String onDuplicate) {
    return PATIENTS + "?on_duplicate=" + onDuplicate;
  }

  private String reviewOf(String a, String b) {
    for (JsonNode review :
        json(http.get().uri("/api/v1/reviews?status=pending&limit=500")).get("items")) {
      if (review.toString().contains(a) && review.toString().contains(b)) {
        return id(review);
      }
    }
    throw new AssertionError("nobody is asked about " + a + " and " + b);
  }

  @Test
  void jobsAreWatchedAndCancelledAsShown() throws IOException {
    JsonNode job = tell("deduplicatePatients", HttpMethod.POST, PATIENTS + "/deduplicate");
    String running = "/api/v1/jobs/" + id(job);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !json(http.get().uri(running)).get("status").asString().equals("running"));
    tell("readJob", HttpMethod.GET, running);
    UUID waiting = UUID.randomUUID();
    jobs.begin(waiting, "import", Map.of("created", 0, "updated", 0, "skipped", 0)).block();
    tell("cancelJob", HttpMethod.DELETE, "/api/v1/jobs/" + waiting);
    tell(
        "importPatients",
        PATIENTS + "/import",
        "application/x-ndjson",
        "{\"external_id\":\"a-1\",\"name\":{\"family\":\"Okonkwo\",\"given\":[\"Ada\"]}}\n"
            + "{\"external_id\":\"a-2\",\"name\":{\"given\":[\"Nobody\"]}}\n");
  }

  @Test
  void documentsAreKeptFoundAndReadAsShown() throws IOException {
    JsonNode patient = json(registeringSomebody());
    String note = id(tell("addDocument", HttpMethod.POST, DOCUMENTS));
    tell("readDocument", HttpMethod.GET, DOCUMENTS + "/" + note);
    tell("changeDocument", HttpMethod.PUT, DOCUMENTS + "/" + note);
    tell("listDocuments", HttpMethod.GET, DOCUMENTS + "/list/all?limit=1");
    tell("listDocumentIds", HttpMethod.GET, DOCUMENTS);
    tell(
        "attachDocument",
        HttpMethod.PUT,
        DOCUMENTS + "/" + note + "/patient",
        Map.of("patient_id", id(patient)));
    tell("listPatientDocuments", HttpMethod.GET, PATIENTS + "/" + id(patient) + "/documents");
    tell("detachDocument", HttpMethod.DELETE, DOCUMENTS + "/" + note + "/patient");
    tell(
        "importDocuments",
        DOCUMENTS + "/import",
        "application/x-ndjson",
        "{\"external_id\":\"n-1\",\"title\":\"A visit\",\"content\":\"Feels well today.\"}\n");
    tell("importProgress", HttpMethod.GET, DOCUMENTS + "/import");
    MultipartBodyBuilder form = new MultipartBodyBuilder();
    form.part("file", "Seen for a sprained ankle. No fracture.".getBytes()).filename("ankle.txt");
    keep(
        "uploadDocument",
        null,
        json(http.post().uri(DOCUMENTS + "/upload").bodyValue(form.build())));

    json(http.post().uri("/api/v1/rag/embed_document/" + note)); // so that it is embedded already
    tell("embedDocument", HttpMethod.POST, "/api/v1/rag/embed_document/" + note);
    tell("retrievalStats", HttpMethod.GET, "/api/v1/rag/stats");
    tell("searchPassages", HttpMethod.POST, "/api/v1/rag/search");
    tell("answerQuestion", HttpMethod.POST, "/api/v1/rag/answer_question");
    if (WRITE) {
      tell("embedAll", HttpMethod.POST, "/api/v1/rag/embed_all");
    }
    tell("summarizeNote", HttpMethod.POST, "/api/v1/llm/summarize_note");
    tell("summarizeDocument", HttpMethod.POST, "/api/v1/llm/summarize_document/" + note);
    tell("extractStructured", HttpMethod.POST, "/api/v1/agent/extract_structured");
    tell("extractDocument", HttpMethod.POST, "/api/v1/agent/extract_document/" + note);
    tell("annotate", HttpMethod.POST, "/api/v1/agent/annotate");
    tell("removeDocument", HttpMethod.DELETE, DOCUMENTS + "/" + note);
  }

  private WebTestClient.RequestHeadersSpec<?> registeringSomebody() {
    return http.post()
        .uri(registering("register"))
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"name\":{\"family\":\"Lindqvist\",\"given\":[\"Sven\"]}}");
  }

  @Test
  void theServiceAndItsCodesAreToldAsShown() throws IOException {
    tell("describeService", HttpMethod.GET, "/");
    tell("isAlive", HttpMethod.GET, "/health");
    tell("serviceHealth", HttpMethod.GET, "/api/v1/health");
    tell("databaseHealth", HttpMethod.GET, "/health/db");
    tell("fhirHealth", HttpMethod.GET, "/api/v1/fhir/health");
    tell("convertToFhir", HttpMethod.POST, "/api/v1/fhir/convert");
    tell("listCodeSystems", HttpMethod.GET, "/api/v1/terminology");
    tell("searchCodes", HttpMethod.GET, "/api/v1/terminology/icd10cm?q=gout&limit=2");
  }

  private JsonNode tell(String operation, HttpMethod method, String path) throws IOException {
    return tell(operation, method, path, Map.of());
  }

  /**
   * Sends an operation's example.
   *
   * @param ids members of the request whose values hold only in this service
   */
  private JsonNode tell(String operation, HttpMethod method, String path, Map<String, String> ids)
      throws IOException {
    JsonNode request = read(operation).get("request");
    WebTestClient.RequestBodySpec spec =
        http.method(method).uri(path.replace(" ", "+")).header("If-Match", "*");
    if (request == null) {
      return keep(operation, null, json(spec));
    }
    ids.forEach(((ObjectNode) request)::put);
    return keep(
        operation,
        request,
        json(
            spec.contentType(MediaType.APPLICATION_JSON)
                .bodyValue(JSON.writeValueAsBytes(request))));
  }

  private void tell(String operation, String path, String type, String body) throws IOException {
    keep(
        operation,
        null,
        json(http.post().uri(path).contentType(MediaType.parseMediaType(type)).bodyValue(body)));
  }

  private static JsonNode json(WebTestClient.RequestHeadersSpec<?> request) {
    EntityExchangeResult<JsonNode> answer =
        request
            .accept(MediaType.APPLICATION_JSON)
            .exchange()
            .expectBody(JsonNode.class)
            .returnResult();
    assertThat(answer.getStatus().is2xxSuccessful()).as(answer.toString()).isTrue();
    JsonNode body = answer.getResponseBody();
    assertThat(body).as(answer.getUrl().toString()).isNotNull();
    return body;
  }

  private static String id(JsonNode answer) {
    return answer.get("id").asString();
  }

  private static ObjectNode read(String operation) throws IOException {
    Path file = EXAMPLES.resolve(operation + ".json");
    return Files.exists(file)
        ? (ObjectNode) JSON.readTree(Files.readString(file))
        : JSON.createObjectNode();
  }

  /** Holds the answer against the one that is shown, member by member, or shows it from now on. */
  private static JsonNode keep(String operation, @Nullable JsonNode request, JsonNode answer)
      throws IOException {
    if (WRITE) {
      ObjectNode example = JSON.createObjectNode();
      if (request != null) {
        example.set("request", request);
      }
      example.set("response", answer);
      Files.writeString(
          EXAMPLES.resolve(operation + ".json"), JSON.writeValueAsString(example) + "\n");
      return answer;
    }
    JsonNode shown = read(operation).get("response");
    assertThat(shown).as(operation + " shows no answer").isNotNull();
    assertThat(answer.getNodeType()).as(operation).isEqualTo(shown.getNodeType());
    assertThat(answer.propertyNames()).as(operation).containsAll(shown.propertyNames());
    return answer;
  }
}
