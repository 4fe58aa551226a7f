package io.unichart.audit;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the audit trail, newest first, and checks its seals. Nothing here writes. */
@RestController
@Tag(name = "Audit")
class AuditController {

  record Entries(List<Entry> entries) {}

  record Entry(
      long id,
      OffsetDateTime timestamp,
      String userId,
      String action,
      String entityType,
      String entityId,
      @Nullable JsonNode oldValues,
      @Nullable JsonNode newValues,
      @Nullable String ipAddress,
      @Nullable String userAgent) {}

  private static final String COLUMNS =
      """
      select id, at, user_id, action, entity_type, entity_id, old_values, new_values,
             ip_address, user_agent
      from audit_entry
      """;

  private final DatabaseClient database;
  private final AuditSeals seals;
  private final JsonMapper json;

  AuditController(DatabaseClient database, AuditSeals seals, JsonMapper json) {
    this.database = database;
    this.seals = seals;
    this.json = json;
  }

  @Operation(operationId = "auditOfPatient", summary = "Who saw or changed a patient's chart")
  @GetMapping("/api/v1/patients/{id}/audit")
  Mono<Entries> ofPatient(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
      @RequestParam(defaultValue = "0") @Min(0) int offset) {
    return entries(
        database
            .sql(
                COLUMNS
                    + "where patient_id = :patient order by id desc limit :limit offset :offset")
            .bind("patient", id),
        limit,
        offset);
  }

  @Operation(operationId = "recentAudit", summary = "The newest entries of the audit trail")
  @GetMapping("/api/v1/audit/recent")
  Mono<Entries> recent(
      @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
      @RequestParam(defaultValue = "0") @Min(0) int offset) {
    return entries(
        database.sql(COLUMNS + "order by id desc limit :limit offset :offset"), limit, offset);
  }

  @Operation(operationId = "auditOfUser", summary = "What one user saw or changed")
  @GetMapping("/api/v1/audit/user")
  Mono<Entries> ofUser(
      @RequestParam("user_id") @NotBlank String userId,
      @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
      @RequestParam(defaultValue = "0") @Min(0) int offset) {
    return entries(
        database
            .sql(COLUMNS + "where user_id = :user order by id desc limit :limit offset :offset")
            .bind("user", userId),
        limit,
        offset);
  }

  @Operation(
      operationId = "verifyAudit",
      summary = "Recompute the chain of seals and find the first entry that was changed or lost")
  @GetMapping("/api/v1/audit/verify")
  Mono<AuditSeals.Verdict> verify() {
    return seals.verify();
  }

  private Mono<Entries> entries(GenericExecuteSpec query, int limit, int offset) {
    return query
        .bind("limit", limit)
        .bind("offset", offset)
        .map(this::entry)
        .all()
        .collectList()
        .map(Entries::new);
  }

  private Entry entry(Readable row) {
    return new Entry(
        Objects.requireNonNull(row.get("id", Long.class)),
        Objects.requireNonNull(row.get("at", OffsetDateTime.class)),
        text(row, "user_id"),
        text(row, "action"),
        text(row, "entity_type"),
        text(row, "entity_id"),
        values(row, "old_values"),
        values(row, "new_values"),
        row.get("ip_address", String.class),
        row.get("user_agent", String.class));
  }

  private @Nullable JsonNode values(Readable row, String column) {
    Json value = row.get(column, Json.class);
    return value == null ? null : json.readTree(value.asArray());
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }
}
