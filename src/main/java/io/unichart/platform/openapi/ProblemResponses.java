package io.unichart.platform.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.unichart.platform.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Adds to every operation the problems that it may answer with: those that follow from its shape by
 * their status, and all others as {@code default}. What an operation says itself is kept.
 */
final class ProblemResponses implements OpenApiCustomizer {

  private static final String SCHEMA = "Problem";
  private static final String MEDIA_TYPE = "application/problem+json";

  /** Answers without the database, so it is never unavailable. */
  private static final Set<String> STANDALONE = Set.of("/", "/health", "/api/v1/health");

  @Override
  public void customise(OpenAPI api) {
    api.getComponents().addSchemas(SCHEMA, problem());
    for (ProblemType type : ProblemType.values()) {
      api.getComponents().addResponses(name(type), response(type));
    }
    api.getComponents().addResponses(SCHEMA, response("Any other failure"));
    api.getPaths()
        .forEach(
            (path, item) -> item.readOperations().forEach(operation -> complete(path, operation)));
  }

  private static void complete(String path, Operation operation) {
    boolean hasBody = operation.getRequestBody() != null;
    boolean hasParameters =
        operation.getParameters() != null && !operation.getParameters().isEmpty();
    ApiResponses responses = operation.getResponses();
    add(responses, ProblemType.BAD_REQUEST, hasBody || hasParameters);
    add(responses, ProblemType.NOT_FOUND, path.contains("{"));
    add(responses, ProblemType.TOO_LARGE, hasBody);
    add(responses, ProblemType.UNSUPPORTED_MEDIA_TYPE, hasBody);
    add(responses, ProblemType.INVALID_CONTENT, hasBody);
    add(responses, ProblemType.UNAVAILABLE, !STANDALONE.contains(path));
    ApiResponse given = responses.getDefault();
    if (given == null) {
      responses.setDefault(new ApiResponse().$ref(SCHEMA));
    }
    responses.forEach(ProblemResponses::giveBody);
  }

  private static void add(ApiResponses responses, ProblemType type, boolean when) {
    String status = String.valueOf(type.status().value());
    if (when && !responses.containsKey(status)) {
      responses.addApiResponse(status, new ApiResponse().$ref(name(type)));
    }
  }

  /** An operation that only described its failure gets the body that all failures have. */
  private static void giveBody(String status, ApiResponse response) {
    boolean failure = status.startsWith("4") || status.startsWith("5");
    if (failure && response.get$ref() == null) {
      response.setContent(content());
    }
  }

  private static String name(ProblemType type) {
    StringBuilder name = new StringBuilder();
    for (String word : type.slug().split("-")) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }

  private static ApiResponse response(ProblemType type) {
    ApiResponse response = response(type.title());
    if (type == ProblemType.UNAVAILABLE || type == ProblemType.TOO_MANY_REQUESTS) {
      response.addHeaderObject(
          "Retry-After",
          new Header()
              .description("Seconds to wait before the next try")
              .schema(typed("integer", null)));
    }
    return response;
  }

  private static ApiResponse response(String description) {
    return new ApiResponse().description(description).content(content());
  }

  private static Content content() {
    return new Content()
        .addMediaType(MEDIA_TYPE, new MediaType().schema(new JsonSchema().$ref(SCHEMA)));
  }

  private static Schema<?> problem() {
    Schema<?> fault =
        object(
            Map.of(
                "field", typed("string", "The member, as name.family or telecom[0].value"),
                "message", typed("string", "What is wrong with it")));
    fault.setRequired(List.of("field", "message"));
    Schema<?> errors = typed("array", "Every wrong member of the request");
    errors.setItems(fault);

    Map<String, Schema> members = new LinkedHashMap<>();
    members.put("type", typed("string", "Names the kind of problem; stable"));
    members.put("title", typed("string", "The kind of problem in words"));
    members.put("status", typed("integer", "The HTTP status"));
    members.put("detail", typed("string", "What happened, as a sentence for people"));
    members.put("errors", errors);
    members.put("request_id", typed("string", "Find the request in the log by this"));
    members.put(
        "trace_id", typed("string", "Find the request among the traces by this, where it has one"));
    members.get("type").addExample("urn:unichart:problem:not-found");
    members.get("title").addExample("Not found");
    members.get("status").addExample(404);
    members.get("detail").addExample("no document has this id");
    Schema<?> problem = object(members);
    problem.setDescription("RFC 9457 problem details; some kinds have further members");
    problem.setRequired(List.of("type", "title", "status", "detail"));
    return problem;
  }

  private static Schema<?> object(Map<String, Schema> members) {
    Schema<?> schema = typed("object", null);
    schema.setProperties(members);
    return schema;
  }

  private static Schema<Object> typed(String type, @Nullable String description) {
    Schema<Object> schema = new JsonSchema();
    schema.addType(type);
    schema.setDescription(description);
    return schema;
  }
}
