package io.unichart.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.platform.Actor;
import io.unichart.platform.ServiceTest;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class AuditTrailTest {

  @Autowired AuditTrail trail;
  @Autowired AuditSeals seals;
  @Autowired DataSource dataSource;
  @Autowired WebTestClient http;

  @Test
  void anActIsFoundByPatientAndByUserNewestFirst() {
    UUID patient = UUID.randomUUID();
    act(patient, AuditAction.CREATE, "nurse-7");
    act(patient, AuditAction.UPDATE, "nurse-7");

    for (String path :
        new String[] {
          "/api/v1/patients/" + patient + "/audit",
          "/api/v1/audit/user?user_id=nurse-7",
          "/api/v1/audit/recent?limit=2"
        }) {
      http.get()
          .uri(path)
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.entries[0].action")
          .isEqualTo("update")
          .jsonPath("$.entries[0].user_id")
          .isEqualTo("nurse-7")
          .jsonPath("$.entries[0].new_values.city")
          .isEqualTo("Springfield")
          .jsonPath("$.entries[1].action")
          .isEqualTo("create")
          .jsonPath("$.entries[1].ip_address")
          .isEqualTo("192.0.2.7");
    }
  }

  @Test
  void theLimitHasBounds() {
    http.get().uri("/api/v1/audit/recent?limit=501").exchange().expectStatus().isBadRequest();
    http.get().uri("/api/v1/audit/recent?limit=0").exchange().expectStatus().isBadRequest();
  }

  @Test
  void theTrailCanBeNeitherChangedNorShortened() {
    act(UUID.randomUUID(), AuditAction.READ, "nurse-8");
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);

    for (String attempt :
        new String[] {
          "update audit_entry set user_id = 'somebody else'",
          "delete from audit_entry",
          "truncate audit_entry",
          "delete from audit_seal",
          "truncate audit_seal"
        }) {
      seals.seal();
      assertThatThrownBy(() -> jdbc.execute(attempt))
          .as(attempt)
          .rootCause()
          .hasMessageContaining("append-only");
    }
  }

  @Test
  void whoGoesAroundTheTriggerIsFound() {
    UUID patient = UUID.randomUUID();
    act(patient, AuditAction.DELETE, "mallory");
    seals.seal();
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    Long id =
        jdbc.queryForObject("select id from audit_entry where patient_id = ?", Long.class, patient);
    verdict(true);

    behindTheTrigger(jdbc, "update audit_entry set user_id = 'alice' where id = " + id);

    http.get()
        .uri("/api/v1/audit/verify")
        .exchange()
        .expectBody()
        .jsonPath("$.valid")
        .isEqualTo(false)
        .jsonPath("$.first_bad")
        .value(bad -> assertThat(((Number) bad).longValue()).isLessThanOrEqualTo(id));

    behindTheTrigger(jdbc, "update audit_entry set user_id = 'mallory' where id = " + id);
    verdict(true);
  }

  private void verdict(boolean valid) {
    http.get()
        .uri("/api/v1/audit/verify")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.valid")
        .isEqualTo(valid);
  }

  private static void behindTheTrigger(JdbcTemplate jdbc, String sql) {
    jdbc.execute(
        "alter table audit_entry disable trigger audit_entry_append_only; "
            + sql
            + "; alter table audit_entry enable trigger audit_entry_append_only");
  }

  private void act(UUID patient, AuditAction action, String user) {
    trail
        .record(action, "patient", patient.toString(), patient, null, Map.of("city", "Springfield"))
        .contextWrite(new Actor(user, "192.0.2.7", "test")::in)
        .block();
  }
}
