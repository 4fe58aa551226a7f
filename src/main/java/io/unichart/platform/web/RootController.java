package io.unichart.platform.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.platform.PlatformProperties;
import io.unichart.platform.Problem;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Says what this is, and whether it and its database are well. */
@RestController
@Tag(name = "Service")
class RootController {

  record Root(String name, String version, String status, Map<String, String> links) {}

  record Health(String status) {}

  record DatabaseHealth(String status, String database) {}

  record ServiceHealth(String status, String service, String version) {}

  private final PlatformProperties properties;
  private final DatabaseClient database;

  RootController(PlatformProperties properties, DatabaseClient database) {
    this.properties = properties;
    this.database = database;
  }

  @Operation(operationId = "describeService", summary = "Name, version, status and links")
  @GetMapping(path = "/", produces = MediaType.APPLICATION_JSON_VALUE)
  Root root() {
    return new Root(
        properties.title(),
        properties.version(),
        "ok",
        Map.of(
            "console", "/console",
            "documents", "/api/v1/documents",
            "docs", "/docs",
            "openapi", "/v3/api-docs",
            "health", "/health"));
  }

  @Operation(operationId = "isAlive", summary = "Whether the service runs; touches nothing else")
  @GetMapping(path = "/health", produces = MediaType.APPLICATION_JSON_VALUE)
  Health health() {
    return new Health("ok");
  }

  @Operation(
      operationId = "serviceHealth",
      summary = "Whether the service is healthy, and its version")
  @GetMapping(path = "/api/v1/health", produces = MediaType.APPLICATION_JSON_VALUE)
  ServiceHealth serviceHealth() {
    return new ServiceHealth("healthy", "unichart", properties.version());
  }

  @Operation(operationId = "databaseHealth", summary = "Whether the database answers")
  @GetMapping(path = "/api/v1/health/db", produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<DatabaseHealth> databaseHealth() {
    return database
        .sql("select 1")
        .fetch()
        .rowsUpdated()
        .timeout(Duration.ofSeconds(4))
        .thenReturn(new DatabaseHealth("ok", "connected"))
        .onErrorMap(
            e ->
                Problem.unavailable("the database does not answer", Duration.ofSeconds(5))
                    .with("database", "disconnected"));
  }
}
