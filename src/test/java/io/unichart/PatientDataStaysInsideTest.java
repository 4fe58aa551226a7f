package io.unichart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.unichart.platform.telemetry.Collector;
import io.unichart.platform.telemetry.TracedServiceTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * A journey through the whole service with names, numbers and words that occur nowhere else, right
 * and wrong requests alike, while the log is at {@code DEBUG} and a collector is told. None of them
 * may come out in the log, in a metric, in a trace or in a problem.
 */
@TracedServiceTest
@ExtendWith(OutputCaptureExtension.class)
class PatientDataStaysInsideTest implements ToldAtDebug {

  @Autowired WebTestClient http;
  @LocalManagementPort int managementPort;

  @Test
  void nothingThatIsToldOutsideHoldsWhatAPatientIsKnownBy(CapturedOutput output) {
    MarkedJourney journey = new MarkedJourney(http);

    journey.walk();
    everythingHasBeenTold();

    assertThat(journey.leaks()).as("problems").isEmpty();
    assertThat(MarkedJourney.linesWithMarks(output.getAll())).as("log").isEmpty();
    assertThat(MarkedJourney.marksIn(journey.metrics(managementPort))).as("metrics").isEmpty();
    assertThat(MarkedJourney.marksIn(Collector.toldOfTraces())).as("traces").isEmpty();
    assertThat(MarkedJourney.marksIn(Collector.toldOfTheLog())).as("exported log").isEmpty();
    assertThat(output.getAll()).as("the log is at DEBUG").contains("DEBUG");
  }

  /** What waits to be embedded is embedded, and the collector has heard of the last request. */
  private void everythingHasBeenTold() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> read("/api/v1/rag/stats").contains("\"pending_documents\":0"));
    LoggerFactory.getLogger(PatientDataStaysInsideTest.class).debug("the journey has ended");
    read("/api/v1/organizations?limit=7");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                Collector.toldOfTraces().contains("/api/v1/organizations")
                    && Collector.toldOfTheLog().contains("the journey has ended"));
  }

  private String read(String path) {
    return http.get()
        .uri(path)
        .exchange()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody();
  }
}
