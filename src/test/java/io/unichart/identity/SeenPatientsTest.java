package io.unichart.identity;

import static io.unichart.identity.PatientRequests.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.identity.PatientRequests.Somebody;
import io.unichart.platform.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Whoever is shown a record reads it, wherever it is shown. */
@ServiceTest
class SeenPatientsTest {

  private static final String PATIENTS = "/api/v1/patients";

  @Autowired WebTestClient http;
  private PatientRequests requests;
  private Somebody anna;
  private String id;

  @BeforeEach
  void register() {
    requests = new PatientRequests(http);
    anna = Somebody.stranger();
    id = requests.registered(anna.json());
  }

  private long reads() {
    return json(requests.get(PATIENTS + "/" + id + "/audit"), 200)
        .get("entries")
        .valueStream()
        .filter(entry -> entry.get("action").asString().equals("read"))
        .count();
  }

  @Test
  void aSearchIsAReadOfThoseWhomItShows() {
    json(requests.get(PATIENTS + "/search?q=" + anna.family()), 200);
    json(requests.get(PATIENTS + "/search?mask_sensitive=true&q=" + anna.family()), 200);
    json(requests.get(PATIENTS + "/search?offset=1&q=" + anna.family()), 200);

    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void aMatchAndADuplicateCheckAreReadsOfThoseWhomTheyShow() {
    requests.match(anna.json());
    json(requests.post(PATIENTS + "/check-duplicates", anna.json()), 200);
    requests.match(Somebody.stranger().json());

    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void aRefusedRegistrationIsAReadOfThoseWhomItNames() {
    json(requests.post(PATIENTS, anna.json()), 409);

    assertThat(reads()).isEqualTo(1);
  }

  @Test
  void aReviewIsAReadOfBothRecords() {
    json(requests.post(PATIENTS + "?on_duplicate=queue", anna.json()), 201);
    long before = reads();

    json(requests.get("/api/v1/reviews?status=pending&limit=500"), 200);

    assertThat(reads()).isGreaterThan(before);
  }
}
