package io.unichart;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.access.KeyServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The same journey as that of {@link PatientDataStaysInsideTest}, by callers who show keys. */
@KeyServiceTest
@ExtendWith(OutputCaptureExtension.class)
class KeyedDataStaysInsideTest implements ToldAtDebug {

  private static final String WRONG = "unichart_wrong-key-0123456789";

  @Autowired WebTestClient http;
  @LocalManagementPort int managementPort;

  @Test
  void neitherPatientsNorKeysAreToldOutside(CapturedOutput output) {
    MarkedJourney journey = new MarkedJourney(with(KeyServiceTest.BOOTSTRAP));

    journey.walk();
    wrongKeys();

    assertThat(journey.leaks()).as("problems").isEmpty();
    assertThat(MarkedJourney.linesWithMarks(output.getAll())).as("log").isEmpty();
    String metrics = journey.metrics(managementPort);
    assertThat(MarkedJourney.marksIn(metrics)).as("metrics").isEmpty();
    assertThat(output.getAll() + metrics).doesNotContain(KeyServiceTest.BOOTSTRAP, WRONG);
    assertThat(output.getAll()).as("the log is at DEBUG").contains("DEBUG");
  }

  private void wrongKeys() {
    with(WRONG).get().uri("/api/v1/patients/search?q=Zyxwvutnar").exchange();
    http.get().uri("/api/v1/patients/Zyxwvutnar").exchange();
    http.get()
        .uri("/console/documents/Zyxwvutnar")
        .accept(MediaType.TEXT_HTML)
        .cookie("unichart_session", WRONG)
        .exchange();
  }

  private WebTestClient with(String key) {
    return http.mutate().defaultHeader("X-API-Key", key).build();
  }
}
