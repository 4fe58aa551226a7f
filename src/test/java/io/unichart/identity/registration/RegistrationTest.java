package io.unichart.identity.registration;

import static io.unichart.identity.PatientRequests.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.identity.PatientRequests;
import io.unichart.identity.PatientRequests.Somebody;
import io.unichart.platform.ServiceTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

@ServiceTest
class RegistrationTest {

  private static final String PATIENTS = "/api/v1/patients";

  @Autowired WebTestClient http;
  private PatientRequests requests;

  @BeforeEach
  void speak() {
    requests = new PatientRequests(http);
  }

  @Test
  void aPersonWhoIsCertainlyRegisteredIsRefusedWithTheMatches() {
    Somebody anna = Somebody.stranger();
    JsonNode first = json(requests.post(PATIENTS, anna.json()), 201);

    JsonNode problem = json(requests.post(PATIENTS, anna.json()), 409);

    assertThat(problem.at("/matches/0/patient/id").asString())
        .isEqualTo(first.get("id").asString());
    assertThat(problem.at("/matches/0/quality").asString()).isEqualTo("certain");
    assertThat(problem.at("/matches/0/breakdown/0/weight").isNumber()).isTrue();
    assertThat(problem.get("detail").asString()).doesNotContain(anna.family());
  }

  @Test
  void theCallerMayRegisterAnywayOrPutThePairUpForReview() {
    Somebody anna = Somebody.stranger();
    String first = requests.registered(anna.json());

    String again = requests.registered(anna.json());
    JsonNode queued = json(requests.post(PATIENTS + "?on_duplicate=queue", anna.json()), 201);

    assertThat(again).isNotEqualTo(first);
    JsonNode reviews =
        json(requests.get("/api/v1/reviews?status=pending&limit=500"), 200).get("items");
    assertThat(
            reviews
                .valueStream()
                .filter(r -> r.get("patient_id_b").asString().equals(queued.get("id").asString()))
                .map(r -> r.get("patient_id_a").asString()))
        .containsExactlyInAnyOrder(first, again);
  }

  @Test
  void anUnknownWordForDuplicatesIsRefused() {
    json(requests.post(PATIENTS + "?on_duplicate=ignore", Somebody.stranger().json()), 400);
  }

  @Test
  void twoPersonsOfOneNameMayBothBeRegistered() {
    String family = Somebody.stranger().family();
    String body = "{\"name\":{\"family\":\"%s\",\"given\":[\"Anna\"]},\"birth_date\":\"%s\"}";

    json(requests.post(PATIENTS, body.formatted(family, "1950-03-04")), 201);
    json(requests.post(PATIENTS, body.formatted(family, "1988-11-23")), 201);
  }

  @Test
  void ofFiftyWhoRegisterTheSamePersonAtOnceOneSucceeds() {
    Somebody anna = Somebody.stranger();

    List<Integer> answers =
        Flux.fromStream(IntStream.range(0, 50).boxed())
            .flatMap(
                i ->
                    Mono.fromCallable(
                            () ->
                                requests
                                    .post(PATIENTS, anna.json())
                                    .returnResult(Void.class)
                                    .getStatus()
                                    .value())
                        .subscribeOn(Schedulers.boundedElastic()),
                50)
            .collectList()
            .block();

    assertThat(answers).containsOnly(201, 409);
    assertThat(answers).filteredOn(status -> status == 201).hasSize(1);
    assertThat(requests.match(anna.json()).get("total").asInt()).isEqualTo(1);
  }
}
