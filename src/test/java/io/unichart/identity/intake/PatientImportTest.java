package io.unichart.identity.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.unichart.identity.PersonDetails;
import io.unichart.identity.intake.PersonIntake.Entry;
import io.unichart.identity.intake.PersonIntake.Refused;
import io.unichart.identity.intake.PersonIntake.Taken;
import io.unichart.platform.ServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class PatientImportTest {

  private static final String IMPORT = "/api/v1/patients/import";
  private static final MediaType CSV = MediaType.valueOf("text/csv;charset=UTF-8");

  @Autowired WebTestClient http;
  @Autowired DatabaseClient database;
  @Autowired TransactionalOperator transaction;
  @Autowired PersonIntake intake;
  @Autowired JsonMapper json;

  @Test
  void linesOfJsonBecomePatientsOnceWithAuditAndEvents() {
    String lines =
        """
        {"external_id":"imp-1","name":{"family":"Importowska","given":["Ada"]},"birth_date":"1950-01-02"}

        {"name":{"family":"Importowski","given":["Bo"]},"identifiers":[{"type":"MRN","value":"IM-9"}]}
        {"name":{"family":"Nokeyski"}}
        """;

    JsonNode first = imported(MediaType.APPLICATION_NDJSON, lines);
    JsonNode again = imported(MediaType.APPLICATION_NDJSON, lines);
    JsonNode changed =
        imported(
            MediaType.APPLICATION_NDJSON,
            """
            {"external_id":"imp-1","name":{"family":"Importowska","given":["Ada"]},"birth_date":"1950-01-03"}
            {"name":{"family":"Importowski-Smith","given":["Bo"]},"identifiers":[{"type":"MRN","value":"IM-9"}]}
            """);

    counts(first, 3, 0, 0, 0);
    counts(again, 0, 0, 3, 0);
    counts(changed, 0, 2, 0, 0);
    JsonNode found = get("/api/v1/patients/search?q=importowska").at("/patients/0");
    assertThat(found.get("birth_date").asString()).isEqualTo("1950-01-03");
    assertThat(found.get("version").asInt()).isEqualTo(2);
    JsonNode trail = get("/api/v1/patients/" + found.get("id").asString() + "/audit");
    assertThat(trail.at("/entries/0/action").asString()).isEqualTo("read"); // by the search
    assertThat(trail.at("/entries/1/action").asString()).isEqualTo("update");
    assertThat(trail.at("/entries/2/action").asString()).isEqualTo("create");
    assertThat(trail.at("/entries/2/new_values/name/family").asString()).isEqualTo("Importowska");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(get("/api/v1/events?limit=1000").get("events"))
                    .anySatisfy(
                        event -> {
                          assertThat(event.get("subject").asString())
                              .isEqualTo(found.get("id").asString());
                          assertThat(event.get("type").asString())
                              .isEqualTo("io.unichart.patient.created");
                        }));
  }

  @Test
  void aLineFindsTheRecordThatWasRegisteredWithItsNumber() {
    http.post()
        .uri("/api/v1/patients")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(
            """
            {"name":{"family":"Byhandson"},"identifiers":[{"type":"MRN","value":"BH-1"}]}
            """)
        .exchange()
        .expectStatus()
        .isCreated();
    String line =
        "{\"name\":{\"family\":\"Byhandson\",\"given\":[\"Eve\"]},"
            + "\"identifiers\":[{\"type\":\"MRN\",\"value\":\"BH-1\"}]}\n";

    counts(imported(MediaType.APPLICATION_NDJSON, line + line), 0, 1, 1, 0);
    assertThat(get("/api/v1/patients/search?q=byhandson").get("total").asInt()).isEqualTo(1);
  }

  @Test
  void whatCannotBeStoredIsToldWithItsLineAndTheRestIsStored() {
    JsonNode result =
        imported(
            MediaType.APPLICATION_NDJSON,
            """
            {"external_id":"bad-1","name":{"family":"Goodwinson"}}
            not json
            {"external_id":"bad-3","name":{"given":["No"]},"birth_date":"1990-02-30","gender":"x"}
            {"external_id":"bad-4","name":{"family":"%s"}}
            {"external_id":"bad-5","name":{"family":"Tomorrow"},"birth_date":"2999-01-01"}
            {"external_id":"bad-6","name":"Smith"}
            [1,2]
            {"external_id":"bad-8","name":{"family":"Orgless"},"managing_organization":"00000000-0000-4000-8000-000000000009"}
            {"external_id":"bad-9","name":{"family":"NUL\\u0000NUL"}}
            {"external_id":"bad-10","name":{"family":"😀 王小明 علي"}}
            {"external_id":"bad-11","name":{"family":"Robert'); drop table patient;--","given":["<b>x</b>"]}}
            {"external_id":"bad-12","name":{"family":"Half\\ud83d"}}
            {"external_id":"bad-1","name":{"family":"Goodwinson","given":["Later"]}}
            """
                .formatted("x".repeat(10_000)));

    counts(result, 4, 1, 0, 8);
    assertThat(result.get("failed"))
        .extracting(failure -> failure.get("line").asInt())
        .contains(2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(result.at("/failed/0/reason").asString()).isEqualTo("is no JSON object");
    assertThat(result.at("/failed/1/reason").asString())
        .contains("name.family is required", "birth_date", "gender");
    assertThat(result.toString()).doesNotContain("Tomorrow", "xxxx", "Smith");
    assertThat(
            get("/api/v1/patients/search?q=goodwinson").at("/patients/0/name/given/0").asString())
        .isEqualTo("Later");
  }

  @Test
  void aBatchWithALineThatTheDatabaseRefusesIsStillOneTransactionWithWhatBelongsToIt() {
    List<Entry> entries =
        List.of(
            entry(1, "Halfson"),
            entry(2, "Halfson"),
            entry(3, "Half\u0000son"),
            entry(4, "Halfson"),
            entry(5, "Halfson"));
    assertThatThrownBy(
            () ->
                intake
                    .take(entries, taken -> Mono.error(new IllegalStateException("stopped")))
                    .block())
        .hasMessage("stopped");
    assertThat(get("/api/v1/patients/search?q=halfson").get("total").asInt()).isZero();

    Taken taken = intake.take(entries, all -> Mono.empty()).block();

    assertThat(taken).isEqualTo(new Taken(4, 0, 0, List.of(new Refused(3, "cannot be stored"))));
    assertThat(get("/api/v1/patients/search?q=halfson").get("total").asInt()).isEqualTo(4);
  }

  /** As if the rules had let it pass. */
  private Entry entry(long line, String family) {
    PersonDetails person =
        json.readValue(
            "{\"name\":{\"family\":\"%s\",\"given\":[\"N%d\"]}}"
                .formatted(family.replace("\u0000", "\\u0000"), line),
            PersonDetails.class);
    UUID content = UUID.randomUUID();
    return new Entry(line, content, content, person);
  }

  @Test
  void csvIsReadInTheWordsOfAMapping() {
    String csv =
        "\uFEFFid;given_name;middle_name;family_name;birth_date;gender;house_number;street;city;state;"
            + "postal_code;phone;email;ssn;mrn;identifier.visa;shoe_size\r\n"
            + "c-1;Zora;May;\"Csvinsky; née \"\"Poe\"\"\";19870304;F;12;Elm Street;Albany;NY;12207;"
            + "212-456-7890;Z@EXAMPLE.org;531-77-2290;M-1;V77;44\r\n"
            + "c-2;Too;few\r\n"
            + "c-3;;;Csvless;1987-13-01;q;;;;;;;;;;;\r\n";

    JsonNode result = imported(CSV, csv);

    counts(result, 1, 0, 0, 2);
    assertThat(result.at("/failed/0/line").asInt()).isEqualTo(3);
    assertThat(result.at("/failed/0/reason").asString()).contains("3 columns", "17");
    assertThat(result.at("/failed/1/line").asInt()).isEqualTo(4);
    JsonNode patient = get("/api/v1/patients/search?q=csvinsky").at("/patients/0");
    assertThat(patient.at("/name/family").asString()).isEqualTo("Csvinsky; née \"Poe\"");
    assertThat(patient.at("/name/given/1").asString()).isEqualTo("May");
    assertThat(patient.at("/birth_date").asString()).isEqualTo("1987-03-04");
    assertThat(patient.at("/gender").asString()).isEqualTo("female");
    assertThat(patient.at("/addresses/0/line1").asString()).isEqualTo("12 Elm Street");
    assertThat(patient.at("/telecom/0/value").asString()).isEqualTo("+12124567890");
    assertThat(patient.get("identifiers"))
        .extracting(each -> each.get("value").asString())
        .containsExactlyInAnyOrder("531-77-2290", "M-1", "V77");
    counts(imported(CSV, csv), 0, 0, 1, 2);
  }

  @Test
  void aFileWithoutNamesOrOfAnotherKindIsRefusedWhole() {
    http.post()
        .uri(IMPORT)
        .contentType(CSV)
        .bodyValue("a,b\n1,2\n")
        .exchange()
        .expectStatus()
        .isEqualTo(422);
    http.post()
        .uri(IMPORT)
        .contentType(MediaType.APPLICATION_XML)
        .bodyValue("<a/>")
        .exchange()
        .expectStatus()
        .isEqualTo(415);
    counts(imported(MediaType.APPLICATION_NDJSON, "\n"), 0, 0, 0, 0);
    counts(imported(CSV, "\n"), 0, 0, 0, 0);
  }

  @Test
  void latinOneIsToldApartFromUtf8() {
    byte[] latin =
        "family_name\nMüller\nMiller-Latin\n"
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    JsonNode result =
        http.post()
            .uri(IMPORT)
            .contentType(CSV)
            .bodyValue(latin)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(JsonNode.class)
            .returnResult()
            .getResponseBody();

    counts(result, 1, 0, 0, 1);
    assertThat(result.at("/failed/0/reason").asString()).isEqualTo("is not in UTF-8");
  }

  @Test
  void manyMoreLinesThanOneBatchAndOneBodyLimitAreStreamed() {
    int lines = 60_000;
    Flux<DataBuffer> body =
        Flux.range(0, lines)
            .map(
                n ->
                    "{\"external_id\":\"s-1\",\"name\":{\"family\":\"%s\"}}\n"
                        .formatted("S".repeat(200)))
            .buffer(500)
            .map(
                all ->
                    DefaultDataBufferFactory.sharedInstance.wrap(String.join("", all).getBytes()));

    JsonNode result =
        http.mutate()
            .responseTimeout(Duration.ofMinutes(2))
            .build()
            .post()
            .uri(IMPORT)
            .contentType(MediaType.APPLICATION_NDJSON)
            .body(BodyInserters.fromDataBuffers(body))
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(JsonNode.class)
            .returnResult()
            .getResponseBody();

    counts(result, 1, 0, lines - 1, 0);
  }

  @Test
  void anAsynchronousImportIsAJobThatCanBeWatched() {
    String lines =
        IntStream.range(0, 2_500)
            .mapToObj(
                n -> "{\"external_id\":\"as-%d\",\"name\":{\"family\":\"Asyncson\"}}".formatted(n))
            .collect(Collectors.joining("\n"));
    AtomicReference<JsonNode> job = new AtomicReference<>();
    http.post()
        .uri(IMPORT + "?async=true")
        .contentType(MediaType.APPLICATION_NDJSON)
        .bodyValue(lines + "\nbroken\n")
        .exchange()
        .expectStatus()
        .isAccepted()
        .expectHeader()
        .valueMatches("Location", "/api/v1/jobs/[0-9a-f-]{36}")
        .expectBody(JsonNode.class)
        .value(job::set);
    String path = "/api/v1/jobs/" + job.get().get("id").asString();
    assertThat(job.get().get("status").asString()).isEqualTo("running");

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(get(path).get("status").asString()).isEqualTo("completed"));

    JsonNode done = get(path);
    counts(done, 2_500, 0, 0, 1);
    assertThat(done.get("progress").asDouble()).isEqualTo(1);
    assertThat(done.at("/failed/0/line").asInt()).isEqualTo(2_501);
    http.delete().uri(path).exchange().expectStatus().isEqualTo(409);
    http.get()
        .uri("/api/v1/jobs/00000000-0000-4000-8000-000000000000")
        .exchange()
        .expectStatus()
        .isNotFound();
  }

  @Test
  void aCancelledImportKeepsWhatItCountedAndNoMore() {
    String lines =
        IntStream.range(0, 1_500)
            .mapToObj(
                n -> "{\"external_id\":\"ca-%d\",\"name\":{\"family\":\"Cancelson\"}}".formatted(n))
            .collect(Collectors.joining("\n"));
    AtomicReference<String> path = new AtomicReference<>();
    Mono.defer(
            () ->
                database
                    .sql("lock table patient in share mode") // no chunk can be written meanwhile
                    .then()
                    .then(
                        Mono.fromRunnable(() -> path.set(cancelled(lines)))
                            .subscribeOn(Schedulers.boundedElastic())))
        .as(transaction::transactional)
        .block();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        database
                            .sql("select count(*) as n from patient_import_chunk")
                            .map(row -> row.get("n", Long.class))
                            .one()
                            .block())
                    .isZero());
    assertThat(get(path.get()).get("status").asString()).isEqualTo("cancelled");
    assertThat(get(path.get()).get("created").asInt()).isZero();
    assertThat(get("/api/v1/patients/search?q=cancelson").get("total").asInt()).isZero();
  }

  private String cancelled(String lines) {
    JsonNode job =
        http.post()
            .uri(IMPORT + "?async=true")
            .contentType(MediaType.APPLICATION_NDJSON)
            .bodyValue(lines)
            .exchange()
            .expectStatus()
            .isAccepted()
            .expectBody(JsonNode.class)
            .returnResult()
            .getResponseBody();
    String path = "/api/v1/jobs/" + job.get("id").asString();
    http.delete().uri(path).exchange().expectStatus().isOk();
    return path;
  }

  private JsonNode imported(MediaType type, String body) {
    return http.post()
        .uri(IMPORT)
        .contentType(type)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody();
  }

  private static void counts(JsonNode result, int created, int updated, int skipped, int failed) {
    assertThat(result.get("failed").size()).as(result.get("failed").toString()).isEqualTo(failed);
    assertThat(result.get("created").asInt()).as("created").isEqualTo(created);
    assertThat(result.get("updated").asInt()).as("updated").isEqualTo(updated);
    assertThat(result.get("skipped").asInt()).as("skipped").isEqualTo(skipped);
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
}
