package io.unichart.identity.organization;

import static io.unichart.platform.database.Nulls.bind;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The rows behind organisations. */
@Component
class OrganizationStore {

  private static final String COLUMNS =
      "select id, record, created_at, updated_at from organization ";

  private final DatabaseClient database;
  private final JsonMapper json;

  OrganizationStore(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  Mono<Organization> find(UUID id) {
    return database.sql(COLUMNS + "where id = :id").bind("id", id).map(this::organization).one();
  }

  Flux<Organization> list(int limit, int offset) {
    return database
        .sql(COLUMNS + "order by created_at, id limit :limit offset :offset")
        .bind("limit", limit)
        .bind("offset", offset)
        .map(this::organization)
        .all();
  }

  Mono<Long> count() {
    return database
        .sql("select count(*) as n from organization")
        .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
        .one();
  }

  Flux<Organization> children(UUID id) {
    return database
        .sql(COLUMNS + "where part_of = :id order by created_at, id")
        .bind("id", id)
        .map(this::organization)
        .all();
  }

  /** Whether one organisation is the other, or stands somewhere above it. */
  Mono<Boolean> isAtOrAbove(UUID upper, UUID lower) {
    return database
        .sql(
            """
            with recursive up as (
              select id, part_of from organization where id = :lower
              union
              select o.id, o.part_of from organization o join up on o.id = up.part_of
            )
            select exists (select from up where id = :upper) as found
            """)
        .bind("lower", lower)
        .bind("upper", upper)
        .map(row -> Objects.requireNonNull(row.get("found", Boolean.class)))
        .one();
  }

  /** Changes of the hierarchy one after the other, until the transaction ends. */
  Mono<Void> lockHierarchy() {
    return database.sql("select pg_advisory_xact_lock(715100)").then();
  }

  Mono<Void> save(Organization organization) {
    GenericExecuteSpec statement =
        database
            .sql(
                """
                insert into organization (id, record, part_of, active, created_at, updated_at)
                values (:id, :record, :partOf, :active, :created, :updated)
                on conflict (id) do update
                set record = excluded.record, part_of = excluded.part_of,
                    active = excluded.active, updated_at = excluded.updated_at
                """)
            .bind("id", organization.id())
            .bind("record", Json.of(json.writeValueAsBytes(organization.details())))
            .bind("active", !Boolean.FALSE.equals(organization.details().active()))
            .bind("created", organization.createdAt())
            .bind("updated", organization.updatedAt());
    return bind(statement, "partOf", organization.details().partOf(), UUID.class).then();
  }

  Mono<Void> delete(UUID id) {
    return database.sql("delete from organization where id = :id").bind("id", id).then();
  }

  private Organization organization(Readable row) {
    return new Organization(
        Objects.requireNonNull(row.get("id", UUID.class)),
        json.readValue(
            Objects.requireNonNull(row.get("record", Json.class)).asArray(),
            Organization.Details.class),
        Objects.requireNonNull(row.get("created_at", OffsetDateTime.class)),
        Objects.requireNonNull(row.get("updated_at", OffsetDateTime.class)));
  }
}
