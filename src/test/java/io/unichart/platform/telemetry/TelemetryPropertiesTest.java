package io.unichart.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryPropertiesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"http://c:4318", "http://c:4318/", " http://c:4318/ \n", "http://c:4318//"})
  void whatIsToldGoesBelowTheEndpointHoweverItIsWritten(String endpoint) {
    assertThat(new TelemetryProperties(endpoint, "unichart", 1).at("/v1/traces"))
        .isEqualTo("http://c:4318/v1/traces");
  }
}
