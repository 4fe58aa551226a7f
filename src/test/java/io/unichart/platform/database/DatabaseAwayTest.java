package io.unichart.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.unichart.App;
import io.unichart.platform.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The database goes away in the middle of work and comes back. */
@SpringBootTest(
    classes = App.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "seed.dir=target/no-seed",
      "demo.population=0",
      "database.acquire-timeout=1s"
    })
@AutoConfigureWebTestClient(timeout = "30s")
@ContextConfiguration(initializers = DatabaseAwayTest.OverAWire.class)
@DirtiesContext
class DatabaseAwayTest {

  private static Wire wire;

  static final class OverAWire
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      DatabaseAddress real = TestDatabase.fresh();
      try {
        wire = new Wire(real.host(), real.port());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      context
          .getBeanFactory()
          .registerSingleton(
              "databaseAddress",
              new DatabaseAddress(
                  "127.0.0.1",
                  wire.port(),
                  real.database(),
                  real.user(),
                  real.password(),
                  real.sslMode(),
                  real.sslRootCert(),
                  real.options(),
                  real.standIn()));
    }
  }

  @Autowired WebTestClient http;

  @AfterEach
  void mendTheWire() {
    wire.mend();
  }

  @Test
  void itAnswers503WhileTheDatabaseIsAwayAndRecoversByItself() {
    assertThat(status("/health/db")).isEqualTo(200);
    assertThat(status("/readyz")).isEqualTo(200);
    assertThat(status("/documents")).isEqualTo(200);

    wire.cut();

    http.get()
        .uri("/health/db")
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectBody()
        .jsonPath("$.database")
        .isEqualTo("disconnected");
    http.get()
        .uri("/documents")
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .exists("Retry-After")
        .expectBody()
        .jsonPath("$.detail")
        .isNotEmpty();
    assertThat(status("/readyz")).isEqualTo(503);
    assertThat(status("/livez")).as("liveness leaves the database out").isEqualTo(200);
    assertThat(status("/health")).isEqualTo(200);

    wire.mend();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(status("/documents")).isEqualTo(200);
              assertThat(status("/readyz")).isEqualTo(200);
            });
  }

  private int status(String path) {
    return http.get().uri(path).exchange().returnResult(Void.class).getStatus().value();
  }
}
