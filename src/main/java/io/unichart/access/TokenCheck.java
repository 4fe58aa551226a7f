package io.unichart.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSecurityContextJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import io.unichart.platform.StartRefused;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Access tokens of an OpenID provider: its signature, its issuer, its audience and its times must
 * be right. A token that is wrong is worth nothing; a provider that cannot be asked for its keys
 * leaves the question open, which is no fault of the caller.
 */
final class TokenCheck implements SecretCheck {

  private static final Logger log = LoggerFactory.getLogger(TokenCheck.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Signatures with a provider's private key; never one with a secret that others know too. */
  private static final Set<JWSAlgorithm> SIGNATURES =
      Arrays.stream(SignatureAlgorithm.values())
          .map(algorithm -> JWSAlgorithm.parse(algorithm.getName()))
          .collect(Collectors.toUnmodifiableSet());

  private final ReactiveJwtDecoder decoder;
  private final TokenRoles roles;

  /** A check with the operator's settings, which must name issuer and audience. */
  TokenCheck(AccessProperties.Oidc settings, Clock clock) {
    URI issuer = settings.issuer();
    String audience = settings.audience();
    if (issuer == null || audience == null || audience.isBlank()) {
      throw new StartRefused(
          "SECURITY_MODE=oidc needs SECURITY_OIDC_ISSUER and SECURITY_OIDC_AUDIENCE");
    }
    this.roles = new TokenRoles(settings.rolesClaim(), settings.roles());
    this.decoder = decoder(issuer, audience, new IssuerKeys(issuer, settings.jwksUri(), clock));
  }

  private static ReactiveJwtDecoder decoder(URI issuer, String audience, IssuerKeys keys) {
    NimbusReactiveJwtDecoder decoder =
        NimbusReactiveJwtDecoder.withJwkSource(keys)
            .jwtProcessorCustomizer(
                processor ->
                    processor.setJWSKeySelector(
                        new JWSVerificationKeySelector<>(
                            SIGNATURES, new JWKSecurityContextJWKSet())))
            .validateType(false)
            .build();
    decoder.setJwtValidator(validator(issuer, audience));
    return decoder;
  }

  private static OAuth2TokenValidator<Jwt> validator(URI issuer, String audience) {
    JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
    type.setAllowEmpty(true);
    return new DelegatingOAuth2TokenValidator<>(
        List.of(
            type,
            new JwtTimestampValidator(),
            new JwtIssuerValidator(issuer.toString()),
            new JwtClaimValidator<Object>("exp", expiry -> expiry != null),
            new JwtClaimValidator<List<String>>(
                "aud", named -> named != null && named.contains(audience)),
            new JwtClaimValidator<String>("sub", sub -> sub != null && !sub.isBlank())));
  }

  @Override
  public Mono<Caller> caller(String secret) {
    return decoder
        .decode(secret)
        .timeout(PATIENCE)
        .map(token -> roles.caller(String.valueOf(token.getSubject()), token.getClaims()))
        .onErrorResume(BadJwtException.class, wrong -> Mono.empty())
        .onErrorMap(failure -> !(failure instanceof Error), TokenCheck::undecided);
  }

  private static Throwable undecided(Throwable failure) {
    log.warn("The issuer's keys cannot be read: {}", failure.getClass().getName());
    return new AuthenticationServiceException("the issuer does not answer");
  }
}
