package io.unichart.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Requests about patients, for tests that share one service and so need names of their own. */
public record PatientRequests(WebTestClient http) {

  private static final AtomicLong SEED = new AtomicLong(System.nanoTime());

  /** Somebody whom no other test has met. */
  public record Somebody(String given, String family, String born, String ssn, String phone) {

    public static Somebody stranger() {
      SplittableRandom random = new SplittableRandom(SEED.incrementAndGet());
      return new Somebody(
          word(random, 6),
          word(random, 9),
          "19%02d-%02d-%02d"
              .formatted(20 + random.nextInt(70), 1 + random.nextInt(12), 2 + random.nextInt(26)),
          "%03d-%02d-%04d"
              .formatted(
                  100 + random.nextInt(560), 10 + random.nextInt(80), 1000 + random.nextInt(8000)),
          "+1212%d".formatted(2_000_000 + random.nextInt(7_900_000)));
    }

    private static String word(SplittableRandom random, int length) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < length; i++) {
        String letters = i % 2 == 0 ? "bdfgklmnprstvz" : "aeiou";
        char c = letters.charAt(random.nextInt(letters.length()));
        out.append(i == 0 ? Character.toUpperCase(c) : c);
      }
      return out.toString();
    }

    public String json(String more) {
      return """
          {"name":{"family":"%s","given":["%s"]},"gender":"female","birth_date":"%s",
           "identifiers":[{"type":"SSN","value":"%s"}],
           "telecom":[{"system":"phone","value":"%s"}]%s}
          """
          .formatted(family, given, born, ssn, phone, more);
    }

    public String json() {
      return json("");
    }
  }

  public ResponseSpec post(String path, String body) {
    return http.post().uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
  }

  public ResponseSpec get(String path) {
    return http.get().uri(path).exchange();
  }

  /** The id of a person who is registered whatever matches there are. */
  public String registered(String body) {
    return json(post("/api/v1/patients?on_duplicate=register", body), 201).get("id").asString();
  }

  public JsonNode match(String body) {
    return json(post("/api/v1/patients/match", body), 200);
  }

  public static JsonNode json(ResponseSpec response, int status) {
    EntityExchangeResult<JsonNode> result = response.expectBody(JsonNode.class).returnResult();
    assertThat(result.getStatus().value())
        .as(String.valueOf(result.getResponseBody()))
        .isEqualTo(status);
    JsonNode body = result.getResponseBody();
    assertThat(body).isNotNull();
    return body;
  }
}
