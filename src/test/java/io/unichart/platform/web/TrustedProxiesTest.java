package io.unichart.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.platform.PlatformProperties;
import io.unichart.platform.StartRefused;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.util.unit.DataSize;

class TrustedProxiesTest {

  private static final String INGRESS = "10.244.0.7";

  @Test
  void withoutTheSettingTheHeaderMeansNothing() {
    assertThat(seen(List.of(), INGRESS, "198.51.100.4")).isEqualTo(INGRESS);
  }

  @Test
  void aTrustedProxyTellsWhoCalls() {
    assertThat(seen(List.of("10.244.0.0/16"), INGRESS, "198.51.100.4")).isEqualTo("198.51.100.4");
    assertThat(seen(List.of("192.0.2.1", INGRESS), INGRESS, "[2001:db8::1]:4711"))
        .isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(seen(List.of("0.0.0.0/0"), INGRESS, "::1")).isEqualTo("0:0:0:0:0:0:0:1");
    assertThat(seen(List.of("fd00::/8"), "fd00::12", "198.51.100.4:80")).isEqualTo("198.51.100.4");
  }

  @Test
  void somebodyElseDoesNot() {
    assertThat(seen(List.of("10.244.0.0/24"), "10.244.1.7", "198.51.100.4"))
        .isEqualTo("10.244.1.7");
    assertThat(seen(List.of("10.244.0.0/24"), "fd00::12", "198.51.100.4"))
        .isEqualTo("fd00:0:0:0:0:0:0:12");
  }

  @Test
  void whatTheCallerHimselfWroteIsPassedOver() {
    assertThat(seen(List.of("10.0.0.0/8"), INGRESS, "203.0.113.9, 198.51.100.4, 10.1.2.3"))
        .isEqualTo("198.51.100.4");
    assertThat(seen(List.of("10.0.0.0/8"), INGRESS, "203.0.113.9", "198.51.100.4"))
        .isEqualTo("198.51.100.4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "unknown", "localhost", "1.2.3", "999.1.1.1", "a b", "[::1"})
  void whatIsNoAddressChangesNothing(String header) {
    assertThat(seen(List.of("10.0.0.0/8"), INGRESS, header)).isEqualTo(INGRESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingress", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", ""})
  void aSettingThatIsNoNetworkRefusesTheStart(String network) {
    assertThatThrownBy(() -> proxies(List.of(network)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("SECURITY_TRUSTED_PROXIES");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.244.0.7 | 198.51.100.4              | https       | https",
        "10.244.0.7 | 198.51.100.4              | HTTPS       | https",
        "10.244.0.7 |                           | https       | https",
        "10.244.0.7 | 198.51.100.4              | http        | http",
        "10.244.0.7 | 198.51.100.4              |             | http",
        "10.244.0.7 | 198.51.100.4              | https,http  | http",
        "10.244.0.7 | 198.51.100.4, 10.1.2.3    | https, http | https",
        "10.244.0.7 | 198.51.100.4, 10.1.2.3    | https       | https",
        "10.244.0.7 | 9.9.9.9, 198.51.100.4, 10.1.2.3 | https, http, http | http",
        "192.0.2.9  | 198.51.100.4              | https       | http",
      })
  void onlyATrustedProxyTellsThatTheCallerSpeaksTls(
      String peer, String addresses, String schemes, String seen) {
    MockServerHttpRequest.BaseBuilder<?> request =
        request(peer, addresses == null ? "" : addresses);
    if (schemes != null) {
      request.header("X-Forwarded-Proto", schemes);
    }

    URI uri = proxies(List.of("10.0.0.0/8")).apply(request.build()).getURI();

    assertThat(uri).hasToString(seen + "://unichart.example.org/api/v1/patients/a%2Fb?q=x%20y");
  }

  @Test
  void theNameOfTheServiceIsNotTheProxysToTell() {
    ServerHttpRequest request =
        request(INGRESS, "198.51.100.4")
            .header("X-Forwarded-Host", "evil.example.org")
            .header("X-Forwarded-Prefix", "/elsewhere")
            .build();

    assertThat(proxies(List.of("10.0.0.0/8")).apply(request).getURI()).isEqualTo(request.getURI());
  }

  private static MockServerHttpRequest.BaseBuilder<?> request(String peer, String... addresses) {
    return MockServerHttpRequest.method(
            HttpMethod.GET, URI.create("http://unichart.example.org/api/v1/patients/a%2Fb?q=x%20y"))
        .remoteAddress(new InetSocketAddress(peer, 4711))
        .header("X-Forwarded-For", addresses);
  }

  private static TrustedProxies proxies(List<String> trusted) {
    return new TrustedProxies(
        new PlatformProperties(true, "Unichart", "0.0.0", DataSize.ofMegabytes(10), trusted));
  }

  private static String seen(List<String> trusted, String peer, String... header) {
    return proxies(trusted)
        .apply(request(peer, header).build())
        .getRemoteAddress()
        .getAddress()
        .getHostAddress();
  }
}
