package io.unichart.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Walks the description of the API and asks of every operation what its readers expect. */
@ServiceTest
class OpenApiTest {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Set<String> LIMITS =
      Set.of(
          "maxLength",
          "minLength",
          "maximum",
          "minimum",
          "pattern",
          "enum",
          "format",
          "maxItems",
          "description",
          "$ref",
          "anyOf");

  private static final Set<String> EXAMPLES_FOR =
      Set.of("*/*", "application/json", "application/x-ndjson", "text/csv");

  @Autowired WebTestClient http;
  private JsonNode api;

  @BeforeEach
  void readTheDescription() {
    byte[] body =
        http.mutate()
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1))
            .build()
            .get()
            .uri("/v3/api-docs")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    api = new JsonMapper().readTree(body);
  }

  @Test
  void itIsOpenApi31UnderTheApacheLicence() {
    assertThat(api.at("/openapi").asString()).startsWith("3.1");
    assertThat(api.at("/info/license/identifier").asString()).isEqualTo("Apache-2.0");
    assertThat(api.at("/info/title").asString()).isEqualTo("Unichart");
    assertThat(api.at("/info/version").asString()).isNotEmpty();
  }

  @Test
  void onlyCanonicalPathsStandInIt() {
    assertThat(api.at("/paths").propertyNames())
        .allMatch(
            path ->
                path.startsWith("/api/v1/")
                    || path.startsWith("/fhir")
                    || Set.of("/", "/health").contains(path));
  }

  @Test
  void everyOperationHasASummaryATagAndItsOwnId() {
    List<String> faults = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    eachOperation(
        (name, operation) -> {
          if (operation.path("summary").asString("").isBlank()) {
            faults.add(name + " has no summary");
          }
          if (operation.path("tags").isEmpty()) {
            faults.add(name + " has no tag");
          }
          String id = operation.path("operationId").asString("");
          if (!id.matches("[a-z][A-Za-z0-9]+")) {
            faults.add(name + " has the operation id '" + id + "'");
          }
          if (!ids.add(id)) {
            faults.add(name + " shares the operation id " + id);
          }
        });
    assertThat(faults).isEmpty();
    assertThat(ids).isNotEmpty();
  }

  @Test
  void theConversionTellsWhatItTakes() {
    JsonNode body =
        api.at("/paths/~1api~1v1~1fhir~1convert/post/requestBody/content/application~1json");
    assertThat(body.at("/example").isMissingNode() && body.at("/examples").isMissingNode())
        .isFalse();
    JsonNode schema = api.at(body.at("/schema/$ref").asString().replace("#", ""));
    assertThat(schema.at("/properties").propertyNames())
        .contains("patient_id", "diagnoses", "medications", "vital_signs", "observations", "text");
  }

  @Test
  void everyOperationDescribesItsSuccessAndItsProblems() {
    List<String> faults = new ArrayList<>();
    eachOperation(
        (name, operation) -> {
          JsonNode responses = operation.path("responses");
          if (responses.propertyNames().stream().noneMatch(s -> s.startsWith("2"))) {
            faults.add(name + " has no success");
          }
          for (String status : expectedProblems(name, operation)) {
            JsonNode response = resolved(responses.path(status));
            if (!response.at("/content/application~1problem+json/schema").isObject()) {
              faults.add(name + " has no problem body for " + status);
            }
          }
        });
    assertThat(faults).isEmpty();
  }

  @Test
  void everyRequestAndEveryAnswerIsShownByAnExample() {
    List<String> faults = new ArrayList<>();
    eachOperation(
        (name, operation) -> {
          judgeExamples(name + " takes", operation.path("requestBody"), faults);
          for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
            if (response.getKey().startsWith("2")) {
              judgeExamples(name + " answers", response.getValue(), faults);
            }
          }
        });
    assertThat(faults).isEmpty();
  }

  private static void judgeExamples(String name, JsonNode body, List<String> faults) {
    for (Map.Entry<String, JsonNode> media : body.path("content").properties()) {
      boolean shown =
          media.getValue().has("example")
              || media.getValue().has("examples")
              || media.getValue().path("schema").has("example")
              || media.getValue().path("schema").has("examples");
      if (!shown && EXAMPLES_FOR.contains(media.getKey())) {
        faults.add(name + " " + media.getKey() + " without an example");
      }
    }
  }

  @Test
  void everyMemberOfARequestHasLimitsOrADescription() {
    List<String> faults = new ArrayList<>();
    eachOperation(
        (name, operation) ->
            operation
                .path("requestBody")
                .path("content")
                .forEach(
                    media -> judgeMembers(name, media.path("schema"), faults, new TreeSet<>())));
    assertThat(faults).isEmpty();
  }

  @Test
  void everyParameterIsSnakeCaseAndHasLimitsOrADescription() {
    List<String> faults = new ArrayList<>();
    eachOperation(
        (name, operation) ->
            operation
                .path("parameters")
                .forEach(
                    parameter -> {
                      String own = parameter.path("name").asString();
                      boolean header = parameter.path("in").asString().equals("header");
                      if (!header && !own.matches("_?[a-z][a-z0-9_-]*")) {
                        faults.add(name + ": " + own + " is not snake_case");
                      }
                      if (!hasLimits(parameter.path("schema"))
                          && parameter.path("description").asString("").isBlank()) {
                        faults.add(name + ": " + own + " has neither limits nor a description");
                      }
                    }));
    assertThat(faults).isEmpty();
  }

  @Test
  void everyMemberOfEverySchemaIsNamedAsTheServiceWritesIt() {
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, JsonNode> schema : api.at("/components/schemas").properties()) {
      for (String member : schema.getValue().path("properties").propertyNames()) {
        if (!member.matches("_?[a-z][a-z0-9_]*")) {
          faults.add(schema.getKey() + "." + member);
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void whatIsAlwaysInAnAnswerIsRequiredInItsSchema() {
    assertThat(api.at("/components/schemas/DatabaseHealth/required"))
        .extracting(JsonNode::asString)
        .containsExactlyInAnyOrder("status", "database");
  }

  @Test
  void swaggerUiStandsAtDocs() {
    http.get()
        .uri("/docs")
        .exchange()
        .expectStatus()
        .is3xxRedirection()
        .expectHeader()
        .valueMatches("Location", ".*/swagger-ui/index.html");
    http.get()
        .uri("/swagger-ui/index.html")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueMatches("Content-Security-Policy", ".*script-src 'self';.*");
  }

  private static List<String> expectedProblems(String name, JsonNode operation) {
    List<String> statuses = new ArrayList<>(List.of("default"));
    if (operation.has("requestBody")) {
      statuses.addAll(List.of("400", "413", "415", "422"));
    }
    if (name.contains("{")) {
      statuses.addAll(List.of("400", "404"));
    }
    return statuses;
  }

  private void judgeMembers(String name, JsonNode schema, List<String> faults, Set<String> seen) {
    if (schema.has("$ref") && !seen.add(schema.path("$ref").asString())) {
      return;
    }
    JsonNode itself = resolved(schema);
    itself.path("anyOf").forEach(part -> judgeMembers(name, part, faults, seen));
    if (itself.has("items")) {
      judgeMembers(name, itself.path("items"), faults, seen);
    }
    for (Map.Entry<String, JsonNode> member : itself.path("properties").properties()) {
      if (!hasLimits(member.getValue())) {
        faults.add(name + ": " + member.getKey() + " has neither limits nor a description");
      }
      judgeMembers(name, member.getValue(), faults, seen);
    }
  }

  private static boolean hasLimits(JsonNode schema) {
    return schema.path("type").toString().contains("boolean")
        || schema.propertyNames().stream().anyMatch(LIMITS::contains);
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? api.at(node.path("$ref").asString().substring(1)) : node;
  }

  private void eachOperation(BiConsumer<String, JsonNode> look) {
    for (Map.Entry<String, JsonNode> path : api.at("/paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          look.accept(
              operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
              operation.getValue());
        }
      }
    }
  }
}
