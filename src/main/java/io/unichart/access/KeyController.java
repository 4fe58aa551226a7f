package io.unichart.access;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.platform.JsonForm;
import io.unichart.platform.Problem;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Keys over HTTP; for administrators. */
@RestController
@RequestMapping(path = "/api/v1/keys", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Keys")
class KeyController {

  record Listing(List<ApiKey> keys) {}

  @Schema(name = "NewKey")
  record Order(
      @Schema(
              description = "Who calls with it; stands in audit and events",
              minLength = 1,
              maxLength = 100,
              example = "ward-7-import",
              requiredMode = Schema.RequiredMode.REQUIRED)
          String name,
      @Schema(
              description =
                  "One or more of reader, clinician, integrator, steward, auditor, administrator",
              example = "[\"integrator\"]",
              requiredMode = Schema.RequiredMode.REQUIRED)
          List<String> roles,
      @Schema(description = "When it ends by itself", example = "2027-12-31T00:00:00Z")
          @Nullable OffsetDateTime expiresAt) {}

  @Schema(description = "A new key; its secret cannot be asked for again")
  record Created(
      UUID id,
      String name,
      List<String> roles,
      @Schema(description = "The secret, told this once: X-API-Key or Authorization: Bearer")
          String key,
      OffsetDateTime createdAt,
      String createdBy,
      @Nullable OffsetDateTime expiresAt) {}

  private static final int LONGEST_NAME = 100;

  private final ApiKeys keys;
  private final Clock clock;
  private final boolean inForce;

  KeyController(ApiKeys keys, Clock clock, AccessProperties properties) {
    this.keys = keys;
    this.clock = clock;
    this.inForce = Mode.API_KEY.word().equals(properties.mode());
  }

  @Operation(operationId = "listKeys", summary = "List keys, revoked ones too; never their secrets")
  @GetMapping
  Mono<Listing> list() {
    return keys.all().collectList().map(Listing::new);
  }

  @Operation(operationId = "readKey", summary = "Read about a key; never its secret")
  @GetMapping("/{id}")
  Mono<ApiKey> read(@PathVariable UUID id) {
    return keys.find(id);
  }

  @Operation(
      operationId = "createKey",
      summary = "Make a key; its secret is told once. Only with SECURITY_MODE=api-key")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @io.swagger.v3.oas.annotations.media.Content(
              schema = @Schema(implementation = Order.class)))
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Created>> create(@RequestBody JsonNode sent) {
    JsonForm form = new JsonForm(sent);
    String name = form.requiredText("name", 1, LONGEST_NAME);
    if (name.chars().anyMatch(Character::isISOControl)) {
      form.fault("name", "must not contain control characters");
    }
    if (ApiKey.isTaken(name)) {
      form.fault("name", "stands for nobody or for the service itself in the audit trail");
    }
    Set<Role> roles = roles(form, sent);
    OffsetDateTime expires = expires(form);
    form.check();
    if (!inForce) {
      // whoever may do everything now must not keep a door open for later
      return Mono.error(
          Problem.conflict("keys are made with SECURITY_MODE=api-key only, or by 'unichart keys'"));
    }
    return keys.create(name, roles, expires)
        .map(
            made ->
                ResponseEntity.status(HttpStatus.CREATED)
                    .location(URI.create("/api/v1/keys/" + made.key().id()))
                    .body(created(made)));
  }

  private static Created created(ApiKeys.Made made) {
    ApiKey key = made.key();
    return new Created(
        key.id(),
        key.name(),
        key.roles(),
        made.secret(),
        key.createdAt(),
        key.createdBy(),
        key.expiresAt());
  }

  private static Set<Role> roles(JsonForm form, JsonNode sent) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    JsonNode given = sent.get("roles");
    if (given == null || !given.isArray() || given.isEmpty()) {
      form.fault("roles", "must name at least one role");
      return roles;
    }
    for (int i = 0; i < given.size(); i++) {
      Role role = given.get(i).isString() ? Role.of(given.get(i).asString()) : null;
      if (role == null) {
        form.fault(
            "roles[" + i + "]",
            "must be reader, clinician, integrator, steward, auditor or administrator");
      } else {
        roles.add(role);
      }
    }
    return roles;
  }

  private @Nullable OffsetDateTime expires(JsonForm form) {
    String text = form.text("expires_at");
    if (text == null) {
      return null;
    }
    try {
      OffsetDateTime expires = OffsetDateTime.parse(text);
      if (expires.isAfter(OffsetDateTime.now(clock))) {
        return expires;
      }
      form.fault("expires_at", "must be in the future");
    } catch (DateTimeParseException e) {
      form.fault("expires_at", "must be a time with zone, such as 2027-12-31T00:00:00Z");
    }
    return null;
  }

  @Operation(
      operationId = "revokeKey",
      summary = "Revoke a key; every process refuses it within seconds")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> revoke(@PathVariable UUID id) {
    return keys.revoke(id);
  }
}
