package io.unichart.retrieval.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The kept questions about the samples: what was answered once stays answered. */
@ServiceTest
@TestPropertySource(properties = "seed.dir=src/main/resources/samples")
class SampleQuestionsTest {

  private static final Path QUESTIONS = Path.of("src/test/resources/retrieval/questions.tsv");

  @Autowired WebTestClient http;

  private final Map<Integer, String> files = new HashMap<>();

  private record Kept(String question, List<String> sources, List<List<String>> facts) {

    static Kept of(String line) {
      String[] columns = line.split("\t");
      boolean none = columns[2].equals("-");
      List<List<String>> facts =
          none
              ? List.of()
              : Arrays.stream(columns[3].split(";"))
                  .map(fact -> Arrays.stream(fact.split(" \\| ")).map(Kept::plain).toList())
                  .toList();
      return new Kept(columns[1], none ? List.of() : List.of(columns[2].split(";")), facts);
    }

    static String plain(String text) {
      return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
    }
  }

  @Test
  void whatTheSamplesTellIsAnsweredFromItsSourceAndWhatTheyDoNotTellIsNot() throws IOException {
    everythingIsEmbedded();
    List<String> wrong = new ArrayList<>();
    int[] right = new int[3];
    int answerable = 0;
    int unanswerable = 0;

    for (String line : Files.readAllLines(QUESTIONS)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Kept kept = Kept.of(line);
      Map<?, ?> answer = ask(kept.question());
      if (kept.sources().isEmpty()) {
        unanswerable++;
        right[2] += count(answer.get("answered").equals(false), wrong, "answered: ", kept);
      } else {
        answerable++;
        right[0] += count(hasSource(answer, kept), wrong, "source: ", kept);
        right[1] += count(hasFacts(answer, kept), wrong, "fact: ", kept);
      }
    }

    assertThat(right[0]).as("sources, " + wrong).isGreaterThanOrEqualTo((int) (answerable * .93));
    assertThat(right[1]).as("facts, " + wrong).isGreaterThanOrEqualTo((int) (answerable * .75));
    assertThat(right[2]).as("silent, " + wrong).isGreaterThanOrEqualTo((int) (unanswerable * .9));
  }

  private static int count(boolean right, List<String> wrong, String what, Kept kept) {
    if (!right) {
      wrong.add(what + kept.question());
    }
    return right ? 1 : 0;
  }

  private void everythingIsEmbedded() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .until(
            () -> {
              Map<?, ?> stats = get("/api/v1/rag/stats");
              return (int) stats.get("total_documents") >= 20
                  && stats.get("pending_documents").equals(0);
            });
    http.get()
        .uri("/api/v1/documents/list/all?limit=1000")
        .exchange()
        .expectBodyList(Map.class)
        .returnResult()
        .getResponseBody()
        .forEach(
            document -> files.put((Integer) document.get("id"), (String) document.get("source")));
  }

  private Map<?, ?> get(String path) {
    return http.get().uri(path).exchange().expectBody(Map.class).returnResult().getResponseBody();
  }

  private Map<?, ?> ask(String question) {
    return http.post()
        .uri("/api/v1/rag/answer_question")
        .bodyValue(Map.of("question", question))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }

  private boolean hasSource(Map<?, ?> answer, Kept kept) {
    return ((List<?>) answer.get("sources"))
        .stream()
            .map(source -> files.get(((Map<?, ?>) source).get("document_id")))
            .anyMatch(file -> file != null && kept.sources().stream().anyMatch(file::contains));
  }

  private static boolean hasFacts(Map<?, ?> answer, Kept kept) {
    String text = Kept.plain((String) answer.get("answer"));
    return kept.facts().stream().allMatch(fact -> fact.stream().anyMatch(text::contains));
  }
}
