package io.unichart.access;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** An OpenID provider that issues whatever a test asks for. */
final class Issuer implements AutoCloseable {

  static final String AUDIENCE = "unichart-api";

  private final WireMockServer server = new WireMockServer(options().dynamicPort());
  private static final RSAKey OWN = made("right");
  private static final Map<String, RSAKey> OTHERS = new ConcurrentHashMap<>();

  private JWK key = OWN;

  Issuer() {
    server.start();
    come();
  }

  /** A key of that name, which is not this issuer's. */
  static RSAKey key(String id) {
    return OTHERS.computeIfAbsent(id, Issuer::made);
  }

  private static RSAKey made(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  WireMockServer server() {
    return server;
  }

  String url() {
    return "http://localhost:" + server.port();
  }

  /** It answers. */
  void come() {
    server.stubFor(
        get("/.well-known/openid-configuration")
            .willReturn(
                okJson(
                    """
                    {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "subject_types_supported": ["public"],
                     "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token"}
                    """
                        .formatted(url()))));
    server.stubFor(get("/keys").willReturn(okJson(new JWKSet(key.toPublicJWK()).toString())));
  }

  /** From now on it signs with another key, and vouches for the former one no more. */
  void changeItsKey(JWK next) {
    key = next;
    come();
  }

  /** It answers, but not at once, when it is asked for its keys. */
  void takesItsTime(Duration time) {
    server.stubFor(
        get("/keys")
            .willReturn(
                okJson(new JWKSet(key.toPublicJWK()).toString())
                    .withFixedDelay((int) time.toMillis())));
  }

  JWK key() {
    return key;
  }

  /** Its document says that it is somebody else. */
  void pretendsToBe(String name) {
    server.stubFor(
        get("/.well-known/openid-configuration")
            .willReturn(
                okJson("{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(name, url()))));
  }

  /** How often it was asked for its keys. */
  int askedForKeys() {
    return server.findAll(getRequestedFor(urlEqualTo("/keys"))).size();
  }

  /** It is there, and cannot answer. */
  void goAway() {
    server.resetMappings();
  }

  /** A token that is right but for what is changed. */
  String token(Consumer<JWTClaimsSet.Builder> change) {
    return token(key, change);
  }

  String token(JWK signer, Consumer<JWTClaimsSet.Builder> change) {
    return token(signer, "JWT", change);
  }

  String token(JWK signer, String type, Consumer<JWTClaimsSet.Builder> change) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(url())
            .audience(List.of(AUDIENCE, "other"))
            .subject("dr-who")
            .expirationTime(Date.from(Instant.now().plusSeconds(600)))
            .claim("roles", List.of("clinician"));
    change.accept(claims);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(algorithm(signer))
                .keyID(signer.getKeyID())
                .type(new JOSEObjectType(type))
                .build(),
            claims.build());
    try {
      token.sign(new DefaultJWSSignerFactory().createJWSSigner(signer, algorithm(signer)));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private static JWSAlgorithm algorithm(JWK signer) {
    return signer.getKeyType().equals(KeyType.RSA)
        ? JWSAlgorithm.RS256
        : signer.getKeyType().equals(KeyType.EC) ? JWSAlgorithm.ES256 : JWSAlgorithm.HS256;
  }

  @Override
  public void close() {
    server.stop();
  }
}
