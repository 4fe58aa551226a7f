package io.unichart.identity.deduplication;

import static io.unichart.identity.PatientRequests.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.unichart.identity.PatientRequests;
import io.unichart.identity.PatientRequests.Somebody;
import io.unichart.identity.job.JobLedger;
import io.unichart.identity.match.MatchIndex;
import io.unichart.identity.match.MatchKnowledge;
import io.unichart.identity.match.ViewStream;
import io.unichart.identity.review.ReviewQueue;
import io.unichart.identity.review.ReviewStore;
import io.unichart.platform.ServiceTest;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@ServiceTest
class DeduplicationJobTest {

  private static final String DEDUPLICATE = "/api/v1/patients/deduplicate";

  @Autowired WebTestClient http;
  @Autowired JobLedger jobs;
  @Autowired ViewStream views;
  @Autowired MatchIndex index;
  @Autowired MatchKnowledge knowledge;
  @Autowired ReviewQueue reviews;
  @Autowired ReviewStore store;
  @Autowired DatabaseClient database;
  @Autowired Clock clock;
  @Autowired Scheduler scheduler;
  private PatientRequests requests;

  @BeforeEach
  void speak() {
    requests = new PatientRequests(http);
  }

  private JsonNode done(String body) {
    EntityExchangeResult<JsonNode> answer =
        requests.post(DEDUPLICATE, body).expectBody(JsonNode.class).returnResult();
    assertThat(answer.getStatus().value()).isEqualTo(202);
    String location = String.valueOf(answer.getResponseHeaders().getLocation());
    assertThat(location).startsWith("/api/v1/jobs/");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !status(location).get("status").asString().equals("running"));
    JsonNode job = status(location);
    assertThat(job.get("status").asString()).isEqualTo("completed");
    assertThat(job.get("progress").asDouble()).isEqualTo(1);
    assertThat(job.get("patients_scanned").asLong()).isPositive();
    return job;
  }

  private JsonNode status(String location) {
    return json(requests.get(location), 200);
  }

  private List<JsonNode> reviewsOf(String a, String b) {
    return json(requests.get("/api/v1/reviews?limit=500"), 200)
        .get("items")
        .valueStream()
        .filter(
            r ->
                List.of(r.get("patient_id_a").asString(), r.get("patient_id_b").asString())
                    .containsAll(List.of(a, b)))
        .toList();
  }

  @Test
  void aJobPutsLikelyPairsUpForReviewOnceAndLeavesTheRecordsAlone() {
    Somebody anna = Somebody.stranger();
    String first = requests.registered(anna.json());
    String second = requests.registered(anna.json());

    JsonNode job = done("{}");
    done("{\"threshold\":0.5}");

    assertThat(job.get("queued_for_review").asLong()).isPositive();
    assertThat(job.get("auto_merged").asLong()).isZero();
    List<JsonNode> reviews = reviewsOf(first, second);
    assertThat(reviews).hasSize(1);
    assertThat(reviews.get(0).get("patient_id_a").asString()).isEqualTo(first);
    assertThat(reviews.get(0).get("detection_method").asString()).isEqualTo("deduplication");
    assertThat(reviews.get(0).get("status").asString()).isEqualTo("pending");
  }

  @Test
  void aJobIsKnownByItsIdAloneToWhoeverRunsIt() {
    Somebody anna = Somebody.stranger();
    String first = requests.registered(anna.json());
    String second = requests.registered(anna.json());
    UUID id = UUID.randomUUID();
    var order = new DeduplicationOrder(id, 0.9, 50, true, 0.99, "anonymous");
    jobs.begin(id, "deduplication", order, Map.of()).block();
    var task = DeduplicationJobs.TASK.instance(id.toString());
    scheduler.schedule(task.scheduledTo(clock.instant().plus(Duration.ofHours(1))));

    assertThat(
            database
                .sql(
                    "select count(*) as n from scheduled_tasks where task_instance = :id and task_data is null")
                .bind("id", id.toString())
                .map(row -> row.get("n", Long.class))
                .one()
                .block())
        .isEqualTo(1);

    scheduler.reschedule(DeduplicationJobs.TASK.instanceId(id.toString()), clock.instant());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> status("/api/v1/jobs/" + id).get("status").asString().equals("completed"));
    assertThat(json(requests.get("/api/v1/patients/" + second), 200).get("active").asBoolean())
        .as("auto_merge was asked for")
        .isFalse();
    assertThat(json(requests.get("/api/v1/patients/" + first), 200).get("active").asBoolean())
        .isTrue();
  }

  @Test
  void anOrderOfANewerVersionIsRunAsFarAsItIsKnown() {
    UUID id = UUID.randomUUID();
    Map<String, Object> order =
        Map.of(
            "job",
            id,
            "threshold",
            0.9,
            "max_candidates",
            50,
            "auto_merge",
            false,
            "auto_merge_threshold",
            0.99,
            "user",
            "anonymous",
            "of_tomorrow",
            Map.of("nested", List.of(1, 2)));
    jobs.begin(id, "deduplication", order, Map.of()).block();

    scheduler.schedule(DeduplicationJobs.TASK.instance(id.toString()).scheduledTo(clock.instant()));

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> status("/api/v1/jobs/" + id).get("status").asString().equals("completed"));
  }

  @Test
  void anOrderThatThisVersionCannotReadIsLeftToAnother() {
    UUID id = UUID.randomUUID();
    jobs.begin(id, "deduplication", Map.of("threshold", List.of("in a way of tomorrow")), Map.of())
        .block();
    var task = DeduplicationJobs.TASK.instance(id.toString());
    scheduler.schedule(task.scheduledTo(clock.instant()));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                scheduler
                        .getScheduledExecution(DeduplicationJobs.TASK.instanceId(id.toString()))
                        .orElseThrow()
                        .getConsecutiveFailures()
                    > 0);

    assertThat(status("/api/v1/jobs/" + id).get("status").asString()).isEqualTo("running");
    json(http.delete().uri("/api/v1/jobs/" + id).exchange(), 200);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                scheduler
                    .getScheduledExecution(DeduplicationJobs.TASK.instanceId(id.toString()))
                    .isEmpty());
  }

  @Test
  void certainPairsAreMergedWhenAskedAndPairsJudgedApartNever() {
    Somebody anna = Somebody.stranger();
    String first = requests.registered(anna.json());
    String second = requests.registered(anna.json());
    Somebody twin = Somebody.stranger();
    String one = requests.registered(twin.json());
    String other =
        json(requests.post("/api/v1/patients?on_duplicate=queue", twin.json()), 201)
            .get("id")
            .asString();
    json(
        requests.post(
            "/api/v1/reviews/" + reviewsOf(one, other).get(0).get("id").asString() + "/decision",
            "{\"decision\":\"reject\"}"),
        200);

    JsonNode job = done("{\"auto_merge\":true,\"auto_merge_threshold\":0.99}");

    assertThat(job.get("auto_merged").asLong()).isPositive();
    assertThat(reviewsOf(first, second).get(0).get("status").asString()).isEqualTo("auto_merged");
    JsonNode merged = json(requests.get("/api/v1/patients/" + second), 200);
    assertThat(merged.get("active").asBoolean()).isFalse();
    assertThat(merged.at("/links/0/other_patient_id").asString()).isEqualTo(first);
    assertThat(reviewsOf(one, other))
        .extracting(r -> r.get("status").asString())
        .containsExactly("rejected");
    assertThat(json(requests.get("/api/v1/patients/" + other), 200).get("active").asBoolean())
        .isTrue();
  }

  @Test
  void aJobThatStartsAgainAfterACrashRepeatsNothingAndGoesOnCounting() throws Exception {
    Somebody anna = Somebody.stranger();
    String first = requests.registered(anna.json());
    String second = requests.registered(anna.json());
    UUID id = UUID.randomUUID();
    var order = new DeduplicationOrder(id, 0.9, 50, false, 0.95, "anonymous");
    var tools = new DeduplicationJob.Tools(jobs, views, index, knowledge, reviews, store, clock);
    jobs.begin(id, "deduplication", Map.of()).block();
    new DeduplicationJob(order, tools).run();
    JsonNode before = status("/api/v1/jobs/" + id);

    // the process died after its last row was written, before it could say so
    database
        .sql("update job set status = 'running', finished_at = null where id = :id")
        .bind("id", id)
        .then()
        .block();
    new DeduplicationJob(order, tools).run();

    assertThat(reviewsOf(first, second)).hasSize(1);
    JsonNode after = status("/api/v1/jobs/" + id);
    assertThat(after.get("status").asString()).isEqualTo("completed");
    assertThat(after.get("queued_for_review").asLong())
        .isEqualTo(before.get("queued_for_review").asLong())
        .isPositive();
  }

  @Test
  void aReadingThatFailsKeepsNobodyElseFromTheDatabase() {
    requests.registered(Somebody.stranger().json());

    for (int i = 0; i < 8; i++) {
      assertThatThrownBy(
              () ->
                  views.read(
                      (id, view) -> {
                        throw new IllegalStateException("in the middle");
                      },
                      () -> true))
          .hasMessage("in the middle");
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> views.read((id, view) -> {}, () -> true));
  }

  @Test
  void whatAPersonTookApartNoJobMergesAgain() {
    Somebody anna = Somebody.stranger();
    String first = requests.registered(anna.json());
    String second = requests.registered(anna.json());
    JsonNode merge =
        json(
            requests.post(
                "/api/v1/patients/merge",
                "{\"master_patient_id\":\"%s\",\"duplicate_patient_id\":\"%s\"}"
                    .formatted(first, second)),
            200);
    json(
        requests.post(
            "/api/v1/merges/" + merge.at("/merge_record/id").asString() + "/reverse", "{}"),
        200);

    done("{\"auto_merge\":true}");

    assertThat(json(requests.get("/api/v1/patients/" + second), 200).get("active").asBoolean())
        .isTrue();
    assertThat(reviewsOf(first, second))
        .extracting(r -> r.get("status").asString())
        .containsExactly("pending");
  }

  @Test
  void aRunningJobTellsWhenItMayEndAndStopsWhenItIsCancelled() throws Exception {
    UUID id = UUID.randomUUID();
    var order = new DeduplicationOrder(id, 0.9, 50, false, 0.95, "anonymous");
    var tools = new DeduplicationJob.Tools(jobs, views, index, knowledge, reviews, store, clock);
    jobs.begin(id, "deduplication", Map.of()).block();
    jobs.progress(id, 0.25, Map.of()).block();

    JsonNode running = status("/api/v1/jobs/" + id);
    JsonNode cancelled = json(http.delete().uri("/api/v1/jobs/" + id).exchange(), 200);

    assertThat(running.get("status").asString()).isEqualTo("running");
    assertThat(running.get("progress").asDouble()).isEqualTo(0.25);
    assertThat(OffsetDateTime.parse(running.get("eta").asString()))
        .isAfter(OffsetDateTime.parse(running.get("started_at").asString()));
    assertThat(cancelled.get("status").asString()).isEqualTo("cancelled");
    assertThatThrownBy(() -> new DeduplicationJob(order, tools).run())
        .isInstanceOf(DeduplicationJob.Cancelled.class);
    assertThat(status("/api/v1/jobs/" + id).get("status").asString()).isEqualTo("cancelled");
    json(http.delete().uri("/api/v1/jobs/" + id).exchange(), 409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"threshold\":1.1};threshold",
        "{\"max_candidates\":0};max_candidates",
        "{\"auto_merge_threshold\":-1};auto_merge_threshold"
      })
  void aWrongMemberIsNamed(String body, String field) {
    assertThat(json(requests.post(DEDUPLICATE, body), 422).at("/errors/0/field").asString())
        .isEqualTo(field);
  }

  @Test
  void anUnknownJobIsNotFound() {
    json(requests.get("/api/v1/jobs/00000000-0000-0000-0000-000000000001"), 404);
  }
}
