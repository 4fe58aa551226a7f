package io.unichart.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.unichart.platform.ServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the whole service, seeded with the samples, every question of {@code
 * retrieval/questions.tsv}. The limits are what it reached when they were written, less one: a
 * change that loses more than that has to explain itself.
 */
@ServiceTest
@TestPropertySource(properties = "seed.dir=")
class SampleQuestionsTest {

  private static final int RIGHT_SOURCES = 43;
  private static final int RIGHT_FACTS = 35;
  private static final int ABSTENTIONS = 12;

  @Autowired WebTestClient http;
  private final JsonMapper json = JsonMapper.shared();

  /** One line of the file. */
  record Question(String id, String text, List<String> sources, List<String> facts) {

    static Question of(String line) {
      String[] columns = line.split("\t");
      return new Question(columns[0], columns[1], list(columns[2]), list(columns[3]));
    }

    private static List<String> list(String column) {
      return column.equals("-") ? List.of() : List.of(column.split(";"));
    }

    boolean answerable() {
      return !sources.isEmpty();
    }
  }

  @BeforeEach
  void everySampleIsEmbedded() throws IOException {
    int samples = Files.readAllLines(Path.of("src/main/resources/samples/index.txt")).size();
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              JsonNode stats = get("/api/v1/rag/stats");
              return stats.get("documents_with_embeddings").asInt() == samples;
            });
  }

  @Test
  void theSamplesAnswerWhatTheyHoldAndAreSilentAboutTheRest() throws IOException {
    Map<Long, String> files = files();
    List<String> wrongSource = new ArrayList<>();
    List<String> missingFact = new ArrayList<>();
    List<String> invented = new ArrayList<>();
    List<Question> questions = questions();

    for (Question question : questions) {
      JsonNode answer = ask(question.text());
      everySentenceIsTiedToItsSource(question, answer);
      if (!question.answerable()) {
        if (answer.get("answered").asBoolean()) {
          invented.add(question.id());
        }
        continue;
      }
      if (!namesASource(question, answer, files)) {
        wrongSource.add(question.id());
      }
      if (!question.facts().stream().allMatch(fact -> holds(answer.get("answer"), fact))) {
        missingFact.add(question.id());
      }
    }

    int answerable = (int) questions.stream().filter(Question::answerable).count();
    int unanswerable = questions.size() - answerable;
    String result =
        "of %d answerable: wrong source %s, fact missing %s; of %d unanswerable: answered %s"
            .formatted(answerable, wrongSource, missingFact, unanswerable, invented);
    System.out.println("Sample questions, " + result);
    assertThat(answerable - wrongSource.size()).as(result).isGreaterThanOrEqualTo(RIGHT_SOURCES);
    assertThat(answerable - missingFact.size()).as(result).isGreaterThanOrEqualTo(RIGHT_FACTS);
    assertThat(unanswerable - invented.size()).as(result).isGreaterThanOrEqualTo(ABSTENTIONS);
  }

  private static void everySentenceIsTiedToItsSource(Question question, JsonNode answer) {
    JsonNode sources = answer.get("sources");
    for (JsonNode sentence : answer.get("sentences")) {
      assertThat(sentence.get("citations")).as(question.id()).isNotEmpty();
      for (JsonNode citation : sentence.get("citations")) {
        assertThat(citation.asInt()).as(question.id()).isBetween(1, sources.size());
        if (sentence.get("verbatim").asBoolean()) {
          String cited = sources.get(citation.asInt() - 1).get("chunk_text").asString();
          assertThat(plain(cited))
              .as(question.id())
              .contains(plain(sentence.get("text").asString()));
        }
      }
    }
    if (!answer.get("answered").asBoolean()) {
      assertThat(sources).as(question.id()).isEmpty();
      assertThat(answer.get("answer").asString()).as(question.id()).doesNotContain("[1]");
    }
  }

  private static boolean namesASource(Question question, JsonNode answer, Map<Long, String> files) {
    List<String> first = new ArrayList<>();
    answer
        .get("sources")
        .forEach(source -> first.add(files.get(source.get("document_id").asLong())));
    return first.stream().limit(3).anyMatch(question.sources()::contains);
  }

  private static boolean holds(JsonNode answer, String fact) {
    String text = plain(answer.asString());
    return Stream.of(fact.split(" \\| ")).anyMatch(wanted -> text.contains(plain(wanted)));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
  }

  /** Which file, without folder and ending, a document came from. */
  private Map<Long, String> files() {
    Map<Long, String> files = new HashMap<>();
    for (JsonNode document : get("/api/v1/documents/list/all?limit=1000")) {
      String source = document.get("source").asString();
      String name = source.substring(source.lastIndexOf('/') + 1);
      files.put(document.get("id").asLong(), name.substring(0, name.lastIndexOf('.')));
    }
    return files;
  }

  private static List<Question> questions() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/retrieval/questions.tsv")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Question::of)
        .toList();
  }

  private JsonNode ask(String question) {
    return json.readTree(
        http.mutate()
            .responseTimeout(Duration.ofSeconds(60))
            .build()
            .post()
            .uri("/api/v1/rag/answer_question")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(Map.of("question", question))
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody());
  }

  private JsonNode get(String path) {
    return json.readTree(
        http.get()
            .uri(path)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody());
  }
}
