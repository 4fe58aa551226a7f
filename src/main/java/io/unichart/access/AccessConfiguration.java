package io.unichart.access;

import io.unichart.platform.Problem;
import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The gate before every route, in the modes that have one. In the mode {@code open} nothing of
 * Spring Security is configured.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "unichart.secured", havingValue = "true")
@EnableWebFluxSecurity
class AccessConfiguration {

  @Bean
  RateLimiter rateLimiter(AccessProperties properties) {
    return new RateLimiter(properties.rateLimit(), System::nanoTime);
  }

  @Bean
  @ConditionalOnProperty(name = "security.mode", havingValue = "api-key")
  @DependsOnDatabaseInitialization
  SecretCheck keyCheck(
      ApiKeys keys,
      DataSource source,
      Clock clock,
      AccessProperties properties,
      @Value("${unichart.security-mode-given:true}") boolean modeGiven) {
    new KeyLedger(source, clock)
        .bootstrap(
            KeyLedger.bootstrapKey(properties.bootstrapKey(), properties.bootstrapKeyFile()),
            modeGiven);
    return new KeyCheck(keys, new BriefMemory<>(clock));
  }

  @Bean
  @ConditionalOnProperty(name = "security.mode", havingValue = "oidc")
  SecretCheck tokenCheck(AccessProperties properties, Clock clock) {
    return new TokenCheck(properties.oidc(), clock);
  }

  @Bean
  @ConditionalOnProperty(name = "security.mode", havingValue = "oidc")
  @Conditional(LoginClientNamed.class)
  ProviderLogin providerLogin(AccessProperties properties, SecretCheck tokens, JsonMapper json) {
    AccessProperties.Oidc oidc = properties.oidc();
    String secret =
        Secrets.given(
            oidc.clientSecret(), oidc.clientSecretFile(), "SECURITY_OIDC_CLIENT_SECRET_FILE");
    return new ProviderLogin(
        properties,
        tokens,
        Objects.requireNonNull(oidc.issuer()),
        Objects.requireNonNull(oidc.clientId()),
        secret,
        json);
  }

  @Bean
  SecurityWebFilterChain gate(
      ServerHttpSecurity http,
      SecretCheck secrets,
      Sessions sessions,
      RateLimiter limiter,
      ApplicationContext service) {
    Gate gate = new Gate(secrets, sessions, limiter);
    Refusals refusals = new Refusals(limiter);
    http.securityMatcher(only(service))
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .headers(ServerHttpSecurity.HeaderSpec::disable)
        .csrf(
            pages ->
                pages
                    .csrfTokenRepository(new PageTokens())
                    .csrfTokenRequestHandler(new ServerCsrfTokenRequestAttributeHandler())
                    .requireCsrfProtectionMatcher(
                        exchange ->
                            PageTokens.needed(exchange)
                                ? MatchResult.match()
                                : MatchResult.notMatch())
                    .accessDeniedHandler((exchange, e) -> Mono.error(Refusals::foreignPage)))
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .exceptionHandling(
            refused ->
                refused
                    .authenticationEntryPoint((exchange, e) -> refusals.unknown(exchange, false))
                    .accessDeniedHandler(
                        (exchange, e) -> Mono.error(() -> Refusals.forbidden(exchange))))
        .authorizeExchange(
            routes ->
                routes
                    .anyExchange()
                    .access((caller, context) -> Gate.decide(caller, context.getExchange())))
        .addFilterAt(authentication(gate, refusals), SecurityWebFiltersOrder.AUTHENTICATION)
        .addFilterAfter(gate::underItsName, SecurityWebFiltersOrder.AUTHENTICATION);
    return http.build();
  }

  @Bean
  DocsLogin docsLogin(ConsoleLogin login, Sessions sessions) {
    return new DocsLogin(login, sessions);
  }

  private static AuthenticationWebFilter authentication(Gate gate, Refusals refusals) {
    AuthenticationWebFilter filter = new AuthenticationWebFilter(gate::caller);
    filter.setServerAuthenticationConverter(Gate::proof);
    filter.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
    filter.setRequiresAuthenticationMatcher(
        exchange -> Gate.closed(exchange) ? MatchResult.match() : MatchResult.notMatch());
    filter.setAuthenticationFailureHandler(
        (attempt, e) ->
            e instanceof AuthenticationServiceException away
                ? Mono.error(Refusals.undecided(away))
                : refusals.unknown(attempt.getExchange(), true));
    return filter;
  }

  /** The management port has filters of the service in front of it too, but needs no credential. */
  private static ServerWebExchangeMatcher only(ApplicationContext service) {
    return exchange ->
        exchange.getApplicationContext() == service ? MatchResult.match() : MatchResult.notMatch();
  }

  /** A path that the firewall turns away, such as one with {@code %2e%2e}. */
  @Bean
  ServerExchangeRejectedHandler unreadablePath() {
    return (exchange, refused) ->
        Mono.error(Problem.badRequest("the path or a header of the request cannot be read"));
  }

  /** Requests are observed already; their way through the gate tells nothing more. */
  @Bean
  SecurityObservationSettings observeTheGateNot() {
    return SecurityObservationSettings.noObservations();
  }
}
