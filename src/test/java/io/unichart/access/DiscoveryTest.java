package io.unichart.access;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class DiscoveryTest {

  private final Issuer issuer = new Issuer();

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void theProvidersAddressesStandInItsDocument() {
    StepVerifier.create(new Discovery(URI.create(issuer.url())).read())
        .assertNext(
            found ->
                assertThat(Discovery.address(found, "token_endpoint"))
                    .isEqualTo(URI.create(issuer.url() + "/token")))
        .verifyComplete();
  }

  @Test
  void aDocumentThatNamesAnotherIssuerIsNotBelieved() {
    issuer.pretendsToBe("https://elsewhere.example.org");

    StepVerifier.create(new Discovery(URI.create(issuer.url())).read())
        .verifyErrorMessage("another issuer");
  }

  @Test
  void whereOpenIdConnectsDocumentIsMissingThatOfOauthIsRead() {
    issuer.goAway();
    issuer
        .server()
        .stubFor(
            get("/.well-known/oauth-authorization-server/realm")
                .willReturn(
                    okJson(
                        "{\"issuer\": \"%1$s/realm\", \"jwks_uri\": \"%1$s/k\"}"
                            .formatted(issuer.url()))));

    StepVerifier.create(new Discovery(URI.create(issuer.url() + "/realm")).read())
        .assertNext(
            found ->
                assertThat(Discovery.address(found, "jwks_uri"))
                    .isEqualTo(URI.create(issuer.url() + "/k")))
        .verifyComplete();
  }

  @Test
  void anAddressThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Discovery.address(Map.of(), "token_endpoint"))
        .hasMessageContaining("token_endpoint");
  }
}
