package io.unichart.access;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/** Tells in the description of the API what a caller shows, and which roles an operation is for. */
@Configuration(proxyBeanMethods = false)
class DescribedAccess {

  private static final String KEY = "key";
  private static final String BEARER = "bearer";

  @Bean
  @Lazy
  OpenApiCustomizer access(AccessProperties properties) {
    boolean asked = !Mode.OPEN.word().equals(properties.mode());
    return api -> describe(api, asked);
  }

  private static void describe(OpenAPI api, boolean asked) {
    api.getComponents()
        .addSecuritySchemes(
            KEY,
            new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name(Gate.KEY_HEADER)
                .description("A key, with SECURITY_MODE=api-key"))
        .addSecuritySchemes(
            BEARER,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("A key, or an access token with SECURITY_MODE=oidc"));
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> describe(path, method, operation, asked)));
  }

  private static void describe(
      String path, PathItem.HttpMethod method, Operation operation, boolean asked) {
    Right right = right(path, method);
    if (right == null || right == Right.OPEN) {
      return;
    }
    operation.addExtension("x-roles", right.roles().stream().map(Role::word).toList());
    if (asked) {
      operation.addSecurityItem(new SecurityRequirement().addList(KEY));
      operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
    }
    refusal(operation, "401", "Unauthorized");
    refusal(operation, "403", "Forbidden");
    refusal(operation, "429", "TooManyRequests");
  }

  private static @Nullable Right right(String path, PathItem.HttpMethod method) {
    return Routes.rightFor(HttpMethod.valueOf(method.name()), PathContainer.parsePath(path));
  }

  private static void refusal(Operation operation, String status, String response) {
    if (!operation.getResponses().containsKey(status)) {
      operation.getResponses().addApiResponse(status, new ApiResponse().$ref(response));
    }
  }
}
