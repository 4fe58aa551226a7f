package io.unichart.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.unichart.identity.PatientRequests.Somebody;
import io.unichart.platform.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is left when the service is killed in the middle of something, or the database goes away
 * under load: a process of its own, which is really killed, and a server whose backends really die.
 */
class CrashTest {

  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";
  private static final JsonMapper READER = JsonMapper.builder().build();

  @TempDir Path directory;

  @Test
  void anImportThatWasKilledGoesOnWhereItWasOrIsSentAgain() throws Exception {
    int lines = 8_000;
    String file = people(0, lines);
    String job;
    try (ServiceProcess service = ServiceProcess.startAlone(directory, 0);
        Connection held = connected();
        Statement lock = held.createStatement()) {
      job =
          body(service.post("/api/v1/patients/import?async=true", LINES, file))
              .get("id")
              .asString();
      await().until(() -> count("select count(*) from patient") >= 1_000);
      held.setAutoCommit(false);
      lock.execute("lock table event in share mode"); // so that it cannot end meanwhile
      service.kill();
    }
    long before = count("select count(*) from patient");
    assertThat(before).isBetween(1_000L, lines - 1L);

    String more = people(lines, lines + 3_000);
    try (ServiceProcess service = ServiceProcess.startAlone(directory, 0)) {
      JsonNode done = completed(service, job);
      assertThat(done.get("created").asInt()).isEqualTo(lines);
      assertThat(done.get("skipped").asInt() + done.get("updated").asInt()).isZero();

      service.send("/api/v1/patients/import", LINES, more);
      await().until(() -> count("select count(*) from patient") > lines);
      service.kill();
    }
    assertThat(count("select count(*) from patient_import_chunk")).isZero();

    try (ServiceProcess service = ServiceProcess.startAlone(directory, 0)) {
      JsonNode again = body(service.post("/api/v1/patients/import", LINES, more));
      assertThat(again.get("created").asInt() + again.get("skipped").asInt()).isEqualTo(3_000);
      assertThat(again.get("failed").isEmpty()).isTrue();
      JsonNode crowd =
          body(
              service.post("/api/v1/patients/match", JSON, "{\"name\":{\"family\":\"Crowdson\"}}"));
      assertThat(crowd.get("capped_keys").asInt()).as("5,000 under one key").isEqualTo(1);
      assertThat(crowd.get("candidates").asInt()).isEqualTo(100);
      for (String table : List.of("patient", "patient_version", "patient_view", "patient_search")) {
        assertThat(count("select count(*) from " + table)).as(table).isEqualTo(lines + 3_000);
      }
      assertThat(count("select count(distinct entity_id) from audit_entry where action = 'create'"))
          .isEqualTo(count("select count(*) from audit_entry where action = 'create'"))
          .isEqualTo(lines + 3_000);
      assertThat(count("select count(distinct subject) from event"))
          .isEqualTo(count("select count(*) from event"))
          .isEqualTo(lines + 3_000);
    }
  }

  @Test
  void aMergeThatWasKilledHalfWayLeavesBothRecordsAsTheyWere() throws Exception {
    Somebody anna = Somebody.stranger();
    String merge;
    List<String> before;
    try (ServiceProcess service = ServiceProcess.startAlone(directory, 0);
        Connection held = connected();
        Statement lock = held.createStatement()) {
      String master = registered(service, anna);
      String duplicate = registered(service, anna);
      merge =
          "{\"master_patient_id\":\"%s\",\"duplicate_patient_id\":\"%s\"}"
              .formatted(master, duplicate);
      before = records();
      held.setAutoCommit(false);
      lock.execute("lock table event in share mode");
      service.send("/api/v1/patients/merge", JSON, merge);
      await().until(() -> waiting("event"));
      service.kill();
    }
    await().until(() -> !waiting("event"));

    assertThat(records()).isEqualTo(before);
    assertThat(count("select count(*) from merge_record")).isZero();
    assertThat(count("select count(*) from audit_entry where action = 'merge'")).isZero();
    assertThat(count("select count(*) from event where type like '%merged'")).isZero();
    try (ServiceProcess service = ServiceProcess.startAlone(directory, 0)) {
      assertThat(service.post("/api/v1/patients/merge", JSON, merge).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aDeduplicationThatWasKilledBeginsAgainAndMergesNothingTwice() throws Exception {
    int pairs = 30;
    List<Somebody> people = IntStream.range(0, pairs).mapToObj(i -> Somebody.stranger()).toList();
    String job;
    try (ServiceProcess service = ServiceProcess.startAlone(directory, 0);
        Connection held = connected();
        Statement lock = held.createStatement()) {
      String last = "";
      for (Somebody somebody : people) {
        registered(service, somebody);
        last = registered(service, somebody);
      }
      held.setAutoCommit(false);
      lock.execute("select 1 from patient where id = '" + last + "' for update");
      job =
          body(service.post(
                  "/api/v1/patients/deduplicate",
                  JSON,
                  "{\"auto_merge\":true,\"auto_merge_threshold\":0.9}"))
              .get("id")
              .asString();
      await().atMost(Duration.ofSeconds(60)).until(() -> waiting("patient"));
      service.kill();
    }
    long before = count("select count(*) from merge_record");
    assertThat(before).isLessThan(pairs);

    try (ServiceProcess service = ServiceProcess.startAlone(directory, 0)) {
      JsonNode done = completed(service, job);
      assertThat(done.get("auto_merged").asInt()).isEqualTo(pairs);
      assertThat(count("select count(*) from merge_record where status = 'completed'"))
          .isEqualTo(pairs);
      assertThat(count("select count(*) from patient where not active")).isEqualTo(pairs);
      assertThat(
              count(
                  "select count(distinct data->>'duplicate_patient_id') from event where type like '%merged'"))
          .isEqualTo(count("select count(*) from event where type like '%merged'"))
          .isEqualTo(pairs);
    }
  }

  @Test
  void whenTheDatabaseDiesUnderLoadCallersAreToldToWaitAndNothingIsLostOrToldTwice()
      throws Exception {
    Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    Queue<String> stored = new ConcurrentLinkedQueue<>();
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService clients = Executors.newFixedThreadPool(4);
    try (ServiceProcess service = ServiceProcess.startAlone(directory, 0)) {
      Callable<Void> client =
          () -> {
            while (!enough.get()) {
              HttpResponse<String> answer =
                  service.post("/api/v1/patients", JSON, Somebody.stranger().json());
              statuses.add(answer.statusCode());
              if (answer.statusCode() == 201) {
                stored.add(body(answer).get("id").asString());
              } else if (answer.statusCode() == 503) {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
              }
            }
            return null;
          };
      var running = IntStream.range(0, 4).mapToObj(i -> clients.submit(client)).toList();
      for (int crash = 1; crash <= 3; crash++) {
        int so = stored.size();
        await().atMost(Duration.ofSeconds(60)).until(() -> stored.size() > so + 40);
        killABackend();
      }
      int so = stored.size();
      await().atMost(Duration.ofSeconds(60)).until(() -> stored.size() > so + 40);
      enough.set(true);
      for (var each : running) {
        each.get();
      }
      assertThat(service.get("/health/db").statusCode()).isEqualTo(200);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> count("select count(*) from event where position is null") == 0);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> count("select count(*) from audit_entry where seal is null") == 0);
      assertThat(body(service.get("/api/v1/audit/verify")).get("valid").asBoolean()).isTrue();
      assertThat(ids("select id from patient")).containsAll(stored);
      assertThat(ids("select subject from event order by position"))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(ids("select id from patient"));
      assertThat(ids("select id from event order by position"))
          .as("the order of their commits, which ids follow for one subject")
          .doesNotHaveDuplicates();
      assertThat(ids("select entity_id from audit_entry where action = 'create'"))
          .containsExactlyInAnyOrderElementsOf(ids("select id from patient"));
    } finally {
      clients.shutdownNow();
    }

    assertThat(statuses.stream().distinct()).contains(201, 503).isSubsetOf(201, 503);
  }

  /** Waits for the end of a job, which must be a good one. */
  private static JsonNode completed(ServiceProcess service, String job) {
    String path = "/api/v1/jobs/" + job;
    JsonNode done =
        await()
            .atMost(Duration.ofMinutes(2))
            .until(
                () -> body(service.get(path)),
                answer -> !answer.get("status").asString().equals("running"));
    assertThat(done.get("status").asString()).isEqualTo("completed");
    return done;
  }

  /** Ends a backend as a crash would: the server ends all others and recovers. */
  private void killABackend() throws SQLException {
    long pid =
        count(
            "select pid from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid() limit 1");
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private boolean waiting(String table) throws SQLException {
    return count(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                + " and datname = current_database() and query ilike '%"
                + table
                + "%'")
        > 0;
  }

  private List<String> records() throws SQLException {
    return ids("select p::text from patient p order by id");
  }

  private static String registered(ServiceProcess service, Somebody somebody) throws Exception {
    return body(service.post("/api/v1/patients?on_duplicate=register", JSON, somebody.json()))
        .get("id")
        .asString();
  }

  private static String people(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            n ->
                n < 5_000
                    ? "{\"external_id\":\"x-%d\",\"name\":{\"family\":\"Crowdson\"}}".formatted(n)
                    : "{\"external_id\":\"x-%d\",\"name\":{\"family\":\"Crash%s\",\"given\":[\"%s\"]}}"
                        .formatted(n, letters(n), letters(n * 31)))
        .collect(Collectors.joining("\n"));
  }

  private static String letters(int n) {
    return Integer.toString(n, 26)
        .chars()
        .mapToObj(c -> String.valueOf((char) ('a' + c % 26)))
        .collect(Collectors.joining());
  }

  private static JsonNode body(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return READER.readTree(answer.body());
  }

  private Connection connected() throws SQLException {
    try {
      return ServiceProcess.connected(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long count(String sql) throws SQLException {
    return Long.parseLong(ids(sql).get(0));
  }

  private List<String> ids(String sql) throws SQLException {
    try (Connection connection = connected();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
