package io.unichart.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Every route of the application against every role. */
@KeyServiceTest
class RouteByRoleTest {

  @Autowired WebTestClient http;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mapping;

  @Test
  void everyRouteHasItsRowAndEveryRowItsRoute() {
    var routes = new TreeSet<String>();
    mapping
        .getHandlerMethods()
        .keySet()
        .forEach(
            info ->
                info.getPatternsCondition()
                    .getPatterns()
                    .forEach(
                        path ->
                            info.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(method + " " + path))));
    // answered by the framework rather than by a controller
    routes.addAll(List.of("GET /livez", "GET /readyz", "GET /swagger-ui/**", "GET /webjars/**"));
    routes.add("GET /console/assets/**");

    var rows =
        Routes.ALL.stream()
            .map(row -> row.method() + " " + row.path().getPatternString())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rows)
        .as("a new route needs a row in access.Routes, else it answers 404 to every caller")
        .containsExactlyElementsOf(routes);
  }

  @Test
  void everyRouteAnswersThoseWhoMayAndNobodyElse() {
    Map<Role, String> keys = keyOfEachRole();
    List<String> wrong = new ArrayList<>();

    for (Routes.Row row : Routes.ALL) {
      if (row.path().getPatternString().endsWith("**")) {
        continue;
      }
      boolean open = row.right() == Right.OPEN;
      expect(row, "nobody", open, status(row, null), wrong);
      expect(row, "a stranger", open, status(row, "unichart_no-such-key"), wrong);
      for (Role role : Role.values()) {
        int status = status(row, keys.get(role));
        if (row.path().getPatternString().matches("/console/log(in|out).*")) {
          continue;
        }
        boolean refused = status == 403;
        boolean may = open || row.right().roles().contains(role);
        if (refused == may || status == 401 || status >= 500) {
          wrong.add(row.method() + " " + row.path() + " as " + role.word() + ": " + status);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static void expect(
      Routes.Row row, String who, boolean open, int status, List<String> wrong) {
    // the login itself refuses what brings nothing; it does not ask for a role
    boolean login = row.path().getPatternString().matches("/console/log(in|out).*");
    if (!login && (open ? status >= 400 : status != 401)) {
      wrong.add(row.method() + " " + row.path() + " as " + who + ": " + status);
    }
  }

  private int status(Routes.Row row, String key) {
    String path =
        row.path()
            .getPatternString()
            .replace("/documents/{id}", "/documents/99999999")
            .replace("_document/{id}", "_document/99999999")
            .replaceAll("\\{system}", "nothing")
            .replaceAll("\\{[a-z_]+}", UUID.randomUUID().toString());
    WebTestClient.RequestBodySpec request =
        http.method(row.method())
            .uri(path)
            .headers(
                headers -> {
                  headers.setAccept(List.of(MediaType.APPLICATION_JSON, MediaType.ALL));
                  if (path.startsWith("/console")) {
                    headers.setAccept(List.of(MediaType.TEXT_HTML));
                    headers.set("Sec-Fetch-Mode", "cors");
                  }
                  if (key != null) {
                    headers.set("X-API-Key", key);
                  }
                });
    if (row.method() != HttpMethod.GET && row.method() != HttpMethod.DELETE) {
      if (!path.endsWith("/import")) {
        request.contentType(MediaType.APPLICATION_JSON).bodyValue("{}");
      }
    }
    return request.exchange().returnResult(Void.class).getStatus().value();
  }

  private Map<Role, String> keyOfEachRole() {
    Map<Role, String> keys = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      Map<?, ?> made =
          http.post()
              .uri("/api/v1/keys")
              .header(HttpHeaders.AUTHORIZATION, "Bearer " + KeyServiceTest.BOOTSTRAP)
              .bodyValue(Map.of("name", "route test " + role.word(), "roles", List.of(role.word())))
              .exchange()
              .expectStatus()
              .isCreated()
              .expectBody(Map.class)
              .returnResult()
              .getResponseBody();
      keys.put(role, String.valueOf(made.get("key")));
    }
    return keys;
  }
}
