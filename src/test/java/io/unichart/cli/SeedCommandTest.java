package io.unichart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SeedCommandTest {

  @TempDir Path folder;

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
  void theFirstAdministratorsKeyIsForThisMachineOnly() {
    for (String other :
        List.of("http://10.0.0.1", "http://unichart.example", "http://127.0.0.1@example.org")) {
      assertThat(header(Map.of("SECURITY_BOOTSTRAP_KEY", "first-key-0123456789"), other)).isNull();
      assertThat(header(Map.of("UNICHART_API_KEY", "own-key"), other)).isEqualTo("own-key");
    }
    for (String here : List.of("http://localhost:1", "http://127.0.0.9", "http://[::1]:8080")) {
      assertThat(header(Map.of("SECURITY_BOOTSTRAP_KEY", "first-key-0123456789"), here))
          .isEqualTo("first-key-0123456789");
    }
  }

  private static @Nullable String header(Map<String, String> environment, String url) {
    URI service = URI.create(url);
    return OwnKey.of(environment, service)
        .shown(HttpRequest.newBuilder(service))
        .build()
        .headers()
        .firstValue("X-API-Key")
        .orElse(null);
  }

  @Test
  void aKeyThatCannotBeReadIsSaidInOneLine(CapturedOutput output) throws IOException {
    Map<String, String> environment = Map.of("SECURITY_BOOTSTRAP_KEY_FILE", "/no/such/file");
    Path file = Files.writeString(folder.resolve("a.csv"), "given_name\n");

    assertThat(new SeedCommand(environment).run(new String[0])).isEqualTo(1);
    assertThat(new ImportCommand(environment).run(new String[] {"--input", file.toString()}))
        .isEqualTo(1);

    assertThat(output.getErr())
        .containsPattern("seed: .*SECURITY_BOOTSTRAP_KEY_FILE")
        .containsPattern("import: .*SECURITY_BOOTSTRAP_KEY_FILE")
        .doesNotContain("\tat ");
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
