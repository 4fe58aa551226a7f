package io.unichart.access;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

/** An OpenID provider that issues whatever a test asks for. */
final class Issuer implements AutoCloseable {

  static final String AUDIENCE = "unichart-api";

  private final WireMockServer server = new WireMockServer(options().dynamicPort());
  private final RSAKey key = key("right");

  Issuer() {
    server.start();
    come();
  }

  static RSAKey key(String id) {
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

  /** It is there, and cannot answer. */
  void goAway() {
    server.resetMappings();
  }

  /** A token that is right but for what is changed. */
  String token(Consumer<JWTClaimsSet.Builder> change) {
    return token(key, change);
  }

  String token(RSAKey signer, Consumer<JWTClaimsSet.Builder> change) {
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
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(signer.getKeyID())
                .type(JOSEObjectType.JWT)
                .build(),
            claims.build());
    try {
      token.sign(new RSASSASigner(signer));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop();
  }
}
