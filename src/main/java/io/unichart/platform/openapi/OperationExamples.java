package io.unichart.platform.openapi;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * Shows of every operation what is sent and what comes back: a real request and its real answer,
 * kept in {@code openapi/OPERATION.json} as {@code {"request": …, "response": …}}. What an
 * operation shows itself is kept.
 */
final class OperationExamples implements OpenApiCustomizer {

  @Override
  public void customise(OpenAPI api) {
    api.getPaths().values().stream()
        .flatMap(item -> item.readOperations().stream())
        .forEach(OperationExamples::show);
  }

  private static void show(Operation operation) {
    Map<?, ?> example = read(operation.getOperationId());
    if (operation.getRequestBody() != null) {
      put(operation.getRequestBody().getContent(), example.get("request"));
    }
    operation
        .getResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("2")) {
                put(response.getContent(), example.get("response"));
              }
            });
  }

  private static Map<?, ?> read(String operation) {
    Resource file = new ClassPathResource("openapi/" + operation + ".json");
    if (!file.exists()) {
      return Map.of();
    }
    try (InputStream in = file.getInputStream()) {
      return Json31.mapper().readValue(in, Map.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(@Nullable Content content, @Nullable Object example) {
    if (content == null || example == null) {
      return;
    }
    content.forEach(
        (type, media) -> {
          boolean json = type.equals("*/*") || type.equals("application/json");
          if (json && media.getExample() == null && media.getExamples() == null) {
            media.setExample(example);
          }
        });
  }
}
