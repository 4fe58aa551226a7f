package io.unichart.documents.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.unichart.documents.Document;
import io.unichart.documents.Documents;
import io.unichart.documents.Passage;
import io.unichart.documents.reading.Pdfs;
import io.unichart.platform.ServiceTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class ImportTest {

  @Autowired WebTestClient http;
  @Autowired Documents documents;
  @Autowired Origins origins;
  @Autowired ImportRuns runs;
  @Autowired DocumentMetrics metrics;
  @Autowired TransactionalOperator transaction;
  @Autowired JsonMapper json;

  @TempDir Path root;
  private Path folder;
  private String name;

  @BeforeEach
  void aFolderOfItsOwn() throws IOException {
    // keys are paths below the folder, and the tests share a database
    name = UUID.randomUUID().toString();
    folder = Files.createDirectories(root.resolve(name));
  }

  private DocumentImport seeding() {
    return new DocumentImport(
        documents,
        origins,
        runs,
        new SeedFiles(new SeedProperties(root)),
        metrics,
        transaction,
        json);
  }

  private ImportResult seed(boolean force) {
    return seeding().folder(force, false).block();
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private List<Document> fromHere() {
    return documents
        .list(0, 1000)
        .filter(document -> document.source() != null && document.source().startsWith(name))
        .collectList()
        .block();
  }

  @Test
  void everyFileOfAKnownKindBecomesADocumentOnce() throws IOException {
    write(
        "soap/a.txt",
        "SOAP Note - Encounter Date: 2025-01-02\nPatient: Ann Example\n\nS: Cough.\nP: Rest.");
    write("deep/er/b.txt", "Temp: 98.2Â°F today");
    Files.write(folder.resolve("c.pdf"), Pdfs.of("A guideline of one page.", "And a second."));
    write("d.xyz", "of no known kind");
    write(".hidden/e.txt", "not to be seen");

    ImportResult first = seed(false);
    ImportResult second = seed(false);

    assertThat(first).isEqualTo(new ImportResult(3, 0, 0, List.of()));
    assertThat(second).isEqualTo(new ImportResult(0, 0, 3, List.of()));
    assertThat(fromHere())
        .extracting(Document::title, Document::source)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("c", name + "/c.pdf"),
            org.assertj.core.groups.Tuple.tuple("b", name + "/deep/er/b.txt"),
            org.assertj.core.groups.Tuple.tuple(
                "SOAP Note - Encounter Date: 2025-01-02 (a)", name + "/soap/a.txt"));
    assertThat(documents.passages(fromHere().get(0).id()).map(Passage::page).collectList().block())
        .containsExactly(1);
  }

  @Test
  void onlyNewAndChangedFilesAreTakenInUnlessForced() throws IOException {
    write("a.txt", "The first text of this file.");
    write("b.txt", "The other file stays as it is.");
    seed(false);
    write("a.txt", "The second text of this file.");
    write("c.txt", "A file that came later.");

    assertThat(seed(false)).isEqualTo(new ImportResult(1, 1, 1, List.of()));
    assertThat(seed(true)).isEqualTo(new ImportResult(0, 3, 0, List.of()));
    assertThat(fromHere())
        .extracting(Document::content)
        .containsExactly(
            "The second text of this file.",
            "The other file stays as it is.",
            "A file that came later.");
  }

  @Test
  void unreadableFilesAreReportedAndTheRestGoesOn() throws IOException {
    write("a.pdf", "no pdf");
    Files.write(folder.resolve("b.pdf"), Pdfs.encrypted("Secret."));
    write("c.txt", "  \n ");
    write("d.txt", "A good file among bad ones.");

    ImportResult result = seed(false);

    assertThat(result.created()).isEqualTo(1);
    assertThat(result.failed())
        .extracting(ImportResult.Failure::file)
        .containsExactly(name + "/a.pdf", name + "/b.pdf", name + "/c.txt");
    assertThat(result.failed().get(1).reason()).contains("encrypted");
  }

  @Test
  void anInterruptedImportGoesOnWhereItStopped() throws IOException {
    for (int i = 0; i < 12; i++) {
      write("file-" + (char) ('a' + i) + ".txt", "The text of file number " + i + ".");
    }
    var running = seeding().folder(false, false).subscribe();
    await().until(() -> fromHere().size() >= 3);
    running.dispose();
    int stopped = fromHere().size();

    ImportResult rest = seed(false);

    assertThat(fromHere()).hasSize(12);
    assertThat(rest.created() + rest.skipped()).isEqualTo(12);
    assertThat(rest.skipped()).isGreaterThanOrEqualTo(stopped);
    assertThat(rest.failed()).isEmpty();
  }

  @Test
  void twoPodsSeedNothingTwice() throws IOException {
    for (int i = 0; i < 20; i++) {
      write("file-" + i + ".txt", "The text of file number " + i + ".");
    }

    var both = Mono.zip(seeding().folder(false, false), seeding().folder(false, false)).block();

    assertThat(both.getT1().created() + both.getT2().created()).isEqualTo(20);
    assertThat(both.getT1().skipped() + both.getT2().skipped()).isEqualTo(20);
    assertThat(fromHere()).hasSize(20);
  }

  @Test
  void whatSomebodyRemovedComesBackOnlyByForce() throws IOException {
    write("a.txt", "A file that is not wanted.");
    seed(false);
    documents.remove(fromHere().get(0).id()).block();

    assertThat(seed(false)).isEqualTo(new ImportResult(0, 0, 1, List.of()));
    assertThat(seed(true)).isEqualTo(new ImportResult(1, 0, 0, List.of()));
  }

  @Test
  void theBuiltInSamplesAreComplete() {
    List<SeedFiles.SeedFile> samples = new SeedFiles(new SeedProperties(null)).list();

    assertThat(samples).hasSizeGreaterThanOrEqualTo(18);
    assertThat(samples).allSatisfy(sample -> assertThat(sample.bytes()).isNotEmpty());
  }

  private WebTestClient.BodyContentSpec send(String query, String lines) {
    return http.post()
        .uri("/documents/import" + query)
        .contentType(MediaType.APPLICATION_NDJSON)
        .bodyValue(lines.getBytes(StandardCharsets.UTF_8))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody();
  }

  @Test
  void linesAreTakenInOnceByTheirExternalId() {
    String line = "{\"external_id\":\"%s\",\"title\":\"A visit\",\"content\":\"%s\"}\n";
    String one = line.formatted(name, "Feels well today.");
    String two = line.formatted(name, "Feels less well today.");

    send("", one + "\n \r\n" + one)
        .json("{\"created\":1,\"updated\":0,\"skipped\":1,\"failed\":[]}");
    send("/", two).json("{\"created\":0,\"updated\":1,\"skipped\":0,\"failed\":[]}");
    send("?force=true&skip_embeddings=true", two).json("{\"created\":0,\"updated\":1}");
  }

  @Test
  void brokenLinesAreReportedWithTheirNumberAndTheRestGoesOn() {
    String good = "{\"title\":\"A visit\",\"content\":\"Feels well today.\"}";
    send(
            "",
            String.join(
                "\n",
                "{\"title\":",
                good,
                "[]",
                "{\"title\":\" \",\"content\":\"short\"}",
                "",
                "{\"title\":\"x\",\"content\":\"Nobody knows the patient.\",\"patient_id\":\"00000000-0000-4000-8000-000000000000\"}",
                "null",
                "{\"title\":\"x\",\"content\":\"" + "long ".repeat(2_200_000) + "\"}",
                good))
        .jsonPath("$.created")
        .isEqualTo(2)
        .jsonPath("$.failed[*].line")
        .isEqualTo(List.of(1, 3, 4, 6, 7, 8))
        .jsonPath("$.failed[2].reason")
        .value(reason -> assertThat((String) reason).contains("title", "content"))
        .jsonPath("$.failed[5].reason")
        .value(reason -> assertThat((String) reason).contains("MAX_REQUEST_SIZE"));
  }

  @Test
  void bytesThatAreNoTextAreABrokenLine() {
    byte[] latin =
        "{\"title\":\"x\",\"content\":\"caf\u00e9 and more\"}"
            .getBytes(StandardCharsets.ISO_8859_1);
    http.post()
        .uri("/documents/import")
        .contentType(MediaType.APPLICATION_NDJSON)
        .bodyValue(latin)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.failed.length()")
        .isEqualTo(1);
  }

  @Test
  void withoutABodyTheSeedFolderIsTakenInAndItsProgressCanBeSeen() {
    http.post()
        .uri("/documents/import?force=false&skip_embeddings=")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.failed")
        .isArray();
    http.get()
        .uri("/documents/import")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.state")
        .isNotEmpty();
  }

  @Test
  void otherBodiesAndWordsAreRefused() {
    http.post()
        .uri("/documents/import")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{}")
        .exchange()
        .expectStatus()
        .isEqualTo(415);
    http.post().uri("/documents/import?force=maybe").exchange().expectStatus().isBadRequest();
  }
}
