package io.unichart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeedCommandTest {

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private HttpServer service;
  private String answer = "{\"created\":2,\"updated\":0,\"skipped\":1,\"failed\":[]}";

  @BeforeEach
  void aServiceThatTakesInItsFolder() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-API-Key")));
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void itAsksTheServiceOfThisMachine() {
    assertThat(seed("--force")).isZero();

    assertThat(asked)
        .containsExactly("POST /api/v1/documents/import?force=true&skip_embeddings=false");
  }

  @Test
  void itShowsTheKeyOfItsEnvironment() {
    int code =
        new SeedCommand(Map.of("SECURITY_BOOTSTRAP_KEY", "first-key-0123456789"))
            .run(new String[] {"--url", "http://127.0.0.1:" + service.getAddress().getPort()});

    assertThat(code).isZero();
    assertThat(keys).containsOnly("first-key-0123456789");
  }

  @Test
  void aFileThatCouldNotBeTakenInIsAFailure() {
    answer =
        "{\"created\":0,\"updated\":0,\"skipped\":0,\"failed\":[{\"file\":\"a.pdf\",\"reason\":\"no text\"}]}";

    assertThat(seed()).isEqualTo(1);
  }

  @Test
  void noServiceIsAFailureAndAnUnknownOptionWrongUsage() {
    service.stop(0);

    assertThat(seed()).isEqualTo(1);
    assertThat(seed("--no-such-option")).isEqualTo(2);
  }

  private int seed(String... args) {
    String port = String.valueOf(service.getAddress().getPort());
    return new SeedCommand(Map.of("SERVER_PORT", port)).run(args);
  }
}
