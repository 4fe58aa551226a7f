package io.unichart.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import io.unichart.platform.StartRefused;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.AuthenticationServiceException;
import reactor.test.StepVerifier;

class TokenCheckTest {

  private final Issuer issuer = new Issuer();
  private final TokenCheck check = new TokenCheck(settings(issuer.url(), Issuer.AUDIENCE));

  @AfterEach
  void close() {
    issuer.close();
  }

  private static AccessProperties.Oidc settings(String issuer, String audience) {
    return new AccessProperties.Oidc(
        issuer == null ? null : URI.create(issuer),
        audience,
        null,
        List.of("roles"),
        List.of(),
        null,
        null,
        null,
        "openid");
  }

  @Test
  void aRightTokenNamesTheCallerAndItsRoles() {
    StepVerifier.create(check.caller(issuer.token(claims -> {})))
        .assertNext(
            caller -> {
              assertThat(caller.name()).isEqualTo("dr-who");
              assertThat(caller.roles()).containsExactly(Role.CLINICIAN);
            })
        .verifyComplete();
  }

  static Stream<Consumer<JWTClaimsSet.Builder>> faults() {
    return Stream.of(
        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))),
        claims -> claims.expirationTime(null),
        claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(300))),
        claims -> claims.audience("somebody-else"),
        claims -> claims.audience((String) null),
        claims -> claims.issuer("https://somewhere.example.org"),
        claims -> claims.subject(null));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aTokenThatIsLateForeignOrNamelessIsWorthNothing(Consumer<JWTClaimsSet.Builder> fault) {
    StepVerifier.create(check.caller(issuer.token(fault))).verifyComplete();
  }

  @ParameterizedTest
  @ValueSource(strings = {"right", "another"})
  void aTokenOfAWrongKeyIsWorthNothing(String keyId) {
    StepVerifier.create(check.caller(issuer.token(Issuer.key(keyId), claims -> {})))
        .verifyComplete();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "unichart_key", "..."})
  void whatIsNoSignedTokenIsWorthNothing(String text) {
    StepVerifier.create(check.caller(text)).verifyComplete();
  }

  @Test
  void anIssuerThatIsAwayLeavesTheQuestionOpenUntilItIsBack() {
    issuer.goAway();
    StepVerifier.create(check.caller(issuer.token(claims -> {})))
        .verifyError(AuthenticationServiceException.class);

    issuer.come();
    StepVerifier.create(check.caller(issuer.token(claims -> {})))
        .expectNextCount(1)
        .verifyComplete();
  }

  @Test
  void keysThatAreKnownOutlastAnAbsence() {
    StepVerifier.create(check.caller(issuer.token(claims -> {})))
        .expectNextCount(1)
        .verifyComplete();

    issuer.goAway();

    StepVerifier.create(check.caller(issuer.token(claims -> {})))
        .expectNextCount(1)
        .verifyComplete();
  }

  @Test
  void withoutIssuerOrAudienceTheStartIsRefused() {
    assertThatThrownBy(() -> new TokenCheck(settings(null, "x"))).isInstanceOf(StartRefused.class);
    assertThatThrownBy(() -> new TokenCheck(settings("https://x.example.org", " ")))
        .isInstanceOf(StartRefused.class);
  }
}
