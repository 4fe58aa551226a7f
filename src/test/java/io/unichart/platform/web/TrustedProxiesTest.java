package io.unichart.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.platform.PlatformProperties;
import io.unichart.platform.StartRefused;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  private static TrustedProxies proxies(List<String> trusted) {
    return new TrustedProxies(
        new PlatformProperties(true, "Unichart", "0.0.0", DataSize.ofMegabytes(10), trusted));
  }

  private static String seen(List<String> trusted, String peer, String... header) {
    ServerHttpRequest request =
        MockServerHttpRequest.get("/")
            .remoteAddress(new InetSocketAddress(peer, 4711))
            .header("X-Forwarded-For", header)
            .build();
    return proxies(trusted).apply(request).getRemoteAddress().getAddress().getHostAddress();
  }
}
