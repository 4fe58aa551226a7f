package io.unichart.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import io.unichart.platform.StartRefused;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
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
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class TokenCheckTest {

  private final Issuer issuer = new Issuer();
  private final SettableClock clock = new SettableClock();
  private final TokenCheck check = new TokenCheck(settings(issuer.url(), Issuer.AUDIENCE), clock);

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
    assertThatThrownBy(() -> new TokenCheck(settings(null, "x"), clock))
        .isInstanceOf(StartRefused.class);
    assertThatThrownBy(() -> new TokenCheck(settings("https://x.example.org", " "), clock))
        .isInstanceOf(StartRefused.class);
  }

  @Test
  void clocksMayDifferByLessThanAMinute() {
    accepted(
        issuer.token(
            claims ->
                claims
                    .expirationTime(Date.from(Instant.now().minusSeconds(40)))
                    .notBeforeTime(Date.from(Instant.now().plusSeconds(40)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "at+jwt", "application/at+jwt"})
  void anAccessTokenMaySayThatItIsOne(String type) {
    accepted(issuer.token(issuer.key(), type, claims -> {}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt"})
  void aTokenOfAnotherKindIsWorthNothing(String type) {
    refused(issuer.token(issuer.key(), type, claims -> {}));
  }

  @Test
  void aSignatureWithThePublicKeyAsASecretIsWorthNothing() throws Exception {
    byte[] known = issuer.key().toRSAKey().toRSAPublicKey().getEncoded();
    refused(issuer.token(new OctetSequenceKey.Builder(known).keyID("right").build(), c -> {}));
  }

  @Test
  void aTokenThatSaysItNeedsNoSignatureIsWorthNothing() {
    String[] signed = issuer.token(claims -> {}).split("\\.");
    String header = "{\"alg\":\"none\",\"kid\":\"right\",\"typ\":\"JWT\"}";
    String unsigned =
        Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8));

    refused(unsigned + "." + signed[1] + ".");
    refused(unsigned + "." + signed[1] + "." + signed[2]);
  }

  @Test
  void afterTheIssuerChangedItsKeyItIsAskedOnceAndTheFormerKeyIsWorthNothing() throws Exception {
    String former = issuer.token(claims -> {});
    accepted(former);
    accepted(former);
    assertThat(issuer.askedForKeys()).isEqualTo(1);

    issuer.changeItsKey(new ECKeyGenerator(Curve.P_256).keyID("next").generate());

    accepted(issuer.token(claims -> {}));
    accepted(issuer.token(claims -> {}));
    assertThat(issuer.askedForKeys()).isEqualTo(2);
    refused(former);
  }

  @Test
  void whoComesWhileTheChangedKeysAreBeingReadWaitsForThem() {
    accepted(issuer.token(claims -> {}));
    issuer.changeItsKey(Issuer.key("next"));
    issuer.takesItsTime(Duration.ofMillis(700));
    String token = issuer.token(claims -> {});

    StepVerifier.create(
            Flux.range(0, 3).flatMap(i -> check.caller(token).map(Caller::name), 3).collectList())
        .assertNext(names -> assertThat(names).hasSize(3))
        .verifyComplete();
    assertThat(issuer.askedForKeys()).isEqualTo(2);
  }

  @Test
  void inventedKeysDoNotSendTheServiceToTheIssuerEachTime() {
    accepted(issuer.token(claims -> {}));
    RSAKey forger = Issuer.key("forged");
    for (int i = 0; i < 30; i++) {
      refused(issuer.token(new RSAKey.Builder(forger).keyID("forged " + i).build(), claims -> {}));
    }
    assertThat(issuer.askedForKeys()).isEqualTo(2);

    clock.passes(IssuerKeys.PAUSE.plusSeconds(1));
    refused(issuer.token(forger, claims -> {}));
    assertThat(issuer.askedForKeys()).isEqualTo(3);
  }

  @Test
  void aKeyThatTheIssuerWithdrewIsNotBelievedForEver() {
    String token = issuer.token(claims -> {});
    accepted(token);
    issuer.changeItsKey(Issuer.key("next"));
    accepted(token);

    clock.passes(IssuerKeys.OLD.plusSeconds(1));

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> check.caller(token).blockOptional().isEmpty());
  }

  @Test
  void keysThatHaveGrownOldStillServeWhileTheIssuerIsAway() {
    accepted(issuer.token(claims -> {}));
    issuer.goAway();
    clock.passes(IssuerKeys.OLD.plusSeconds(1));

    accepted(issuer.token(claims -> {}));
    accepted(issuer.token(claims -> {}));
  }

  @Test
  void whileTheIssuerIsAwayAnUnknownKeyIsAnOpenQuestionEachTime() {
    accepted(issuer.token(claims -> {}));
    issuer.goAway();
    for (int i = 0; i < 3; i++) {
      StepVerifier.create(check.caller(issuer.token(Issuer.key("next"), claims -> {})))
          .verifyError(AuthenticationServiceException.class);
    }
  }

  @Test
  void aDocumentThatNamesAnotherIssuerIsNotBelieved() {
    issuer.pretendsToBe("https://elsewhere.example.org");

    StepVerifier.create(check.caller(issuer.token(claims -> {})))
        .verifyError(AuthenticationServiceException.class);
  }

  private void accepted(String token) {
    StepVerifier.create(check.caller(token)).expectNextCount(1).verifyComplete();
  }

  private void refused(String token) {
    StepVerifier.create(check.caller(token)).verifyComplete();
  }

  /** Time that passes when a test says so. */
  private static final class SettableClock extends Clock {
    private Instant now = Instant.now();

    void passes(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
