package io.unichart.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.App;
import io.unichart.platform.database.DatabaseAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A start that cannot succeed ends with one line that names the setting. */
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

  @Test
  void aServerWithoutPgvectorIsRefusedOutsideEmbeddedMode(CapturedOutput output) {
    DatabaseAddress plain = TestDatabase.server().database("without_vectors");

    refused(
        "--database.url=postgresql://postgres@localhost:" + plain.port() + "/without_vectors",
        "--security.mode=open");

    assertThat(output).contains("Unichart did not start: ").contains("has no pgvector");
    assertThat(output).doesNotContain("\tat io.unichart");
  }

  @Test
  void anUnknownSecurityModeIsRefused(CapturedOutput output) {
    refused("--security.mode=wide-open");

    assertThat(output).contains("SECURITY_MODE=wide-open is unknown");
  }

  @Test
  void aCollectorThatCannotBeOneIsRefused(CapturedOutput output) {
    refused("--otlp.endpoint=collector:4317");

    assertThat(output).contains("OTLP_ENDPOINT must be where a collector takes OTLP over HTTP");
  }

  @Test
  void anUnknownDatabaseIsNamedAtOnce(CapturedOutput output) {
    int port = TestDatabase.server().database("present").port();

    refused(
        "--database.url=postgresql://postgres@localhost:" + port + "/absent",
        "--security.mode=open");

    assertThat(output).contains("there is no such database");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsWaitedForAndThenNamed(CapturedOutput output) {
    refused(
        "--database.url=postgresql://u:topsecret@localhost:1/d",
        "--database.start-timeout=1s",
        "--security.mode=open");

    assertThat(output)
        .contains("Waiting for the database at localhost:1/d")
        .contains("did not answer within 1 s")
        .doesNotContain("topsecret");
  }

  @Test
  void aNumberOutOfRangeIsNamedAsTheVariable(CapturedOutput output) {
    refused("--database.max-connections=0");

    assertThat(output).contains("DATABASE_MAX_CONNECTIONS must be greater than or equal to 1");
  }

  private static void refused(String... settings) {
    List<String> arguments = new ArrayList<>(List.of(settings));
    arguments.add("--server.port=0");
    arguments.add("--management.server.port=0");
    Throwable failure = null;
    try {
      new SpringApplicationBuilder(App.class).run(arguments.toArray(String[]::new)).close();
    } catch (RuntimeException e) {
      failure = e;
    }
    assertThat(failure).as("the start must be refused").isNotNull();
  }
}
