package io.unichart.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@ServiceTest
class EventStreamTest {

  private static final ParameterizedTypeReference<ServerSentEvent<JsonNode>> EVENT =
      new ParameterizedTypeReference<>() {};

  @Autowired Outbox outbox;
  @Autowired EventLog log;
  @Autowired TransactionalOperator transaction;
  @Autowired WebTestClient http;

  @Test
  void aSubscriberHearsWhatHappensInOrderAndResumesWhereItStopped() {
    long before = log.last().block();
    String subject = UUID.randomUUID().toString();
    for (int i = 0; i < 5; i++) {
      outbox.add("patient.updated", subject, Map.of("version", i)).block();
    }

    List<ServerSentEvent<JsonNode>> first = hear(before, subject, 3);
    List<ServerSentEvent<JsonNode>> rest = hear(Long.parseLong(first.get(2).id()), subject, 2);

    assertThat(Flux.fromIterable(first).concatWith(Flux.fromIterable(rest)).toStream())
        .extracting(e -> e.data().get("data").get("version").asInt())
        .containsExactly(0, 1, 2, 3, 4);
    JsonNode event = first.get(0).data();
    assertThat(event.get("specversion").asString()).isEqualTo("1.0");
    assertThat(event.get("type").asString()).isEqualTo("io.unichart.patient.updated");
    assertThat(event.get("subject").asString()).isEqualTo(subject);
    assertThat(event.has("id") && event.has("time") && event.has("source")).isTrue();
  }

  @Test
  void aChangeThatWasRolledBackIsNeverTold() {
    long before = log.last().block();
    String undone = UUID.randomUUID().toString();
    String done = UUID.randomUUID().toString();

    outbox
        .add("patient.created", undone, Map.of())
        .then(Mono.error(new IllegalStateException("undone")))
        .as(transaction::transactional)
        .onErrorComplete()
        .block();
    outbox.add("patient.created", done, Map.of()).block();

    List<String> told =
        log.stream(before)
            .map(CloudEvent::subject)
            .filter(s -> s.equals(done) || s.equals(undone))
            .take(1)
            .collectList()
            .block(Duration.ofSeconds(10));
    assertThat(told).containsExactly(done);
  }

  @Test
  void manyWritersLoseNothingAndEachSubjectKeepsItsOrder() {
    long before = log.last().block();
    String tag = UUID.randomUUID().toString();
    int writers = 8;
    int each = 25;

    Flux.range(0, writers)
        .flatMap(
            w ->
                Flux.range(0, each)
                    .concatMap(
                        i -> outbox.add("patient.updated", tag + "-" + w, Map.of("version", i))),
            writers)
        .then()
        .block();

    List<CloudEvent> told =
        log.stream(before)
            .filter(e -> e.subject().startsWith(tag))
            .take(writers * each)
            .collectList()
            .block(Duration.ofSeconds(20));
    for (int w = 0; w < writers; w++) {
      String subject = tag + "-" + w;
      assertThat(told.stream().filter(e -> e.subject().equals(subject)))
          .extracting(e -> e.data().get("version").asInt())
          .containsExactlyElementsOf(IntStream.range(0, each).boxed().toList());
    }
    assertThat(told).extracting(CloudEvent::position).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void pollersGetPagesAndTheNextPosition() {
    long before = log.last().block();
    outbox.add("patient.created", UUID.randomUUID().toString(), Map.of()).block();
    log.stream(before).blockFirst(Duration.ofSeconds(10));

    http.get()
        .uri("/api/v1/events?since=" + before + "&limit=1")
        .accept(MediaType.APPLICATION_JSON)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.events.length()")
        .isEqualTo(1)
        .jsonPath("$.next")
        .isEqualTo((int) before + 1);
  }

  @Test
  void aLastEventIdThatIsNoneIsRefused() {
    http.get()
        .uri("/api/v1/events")
        .accept(MediaType.TEXT_EVENT_STREAM)
        .header("Last-Event-ID", "yesterday")
        .exchange()
        .expectStatus()
        .isBadRequest();
  }

  private List<ServerSentEvent<JsonNode>> hear(long after, String subject, int count) {
    return http.get()
        .uri("/api/v1/events")
        .accept(MediaType.TEXT_EVENT_STREAM)
        .header("Last-Event-ID", String.valueOf(after))
        .exchange()
        .expectStatus()
        .isOk()
        .returnResult(EVENT)
        .getResponseBody()
        .filter(e -> e.data() != null && e.data().get("subject").asString().equals(subject))
        .take(count)
        .collectList()
        .block(Duration.ofSeconds(15));
  }
}
