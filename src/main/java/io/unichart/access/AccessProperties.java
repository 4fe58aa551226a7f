package io.unichart.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call the service.
 *
 * @param mode {@code open}, {@code api-key} or {@code oidc}; without it {@code open} in embedded
 *     mode and {@code api-key} otherwise ({@code SECURITY_MODE})
 * @param bootstrapKey the first administrator's key; needed at the first start in the mode {@code
 *     api-key}, and replaced when it changes ({@code SECURITY_BOOTSTRAP_KEY})
 * @param bootstrapKeyFile a file whose first line is that key ({@code SECURITY_BOOTSTRAP_KEY_FILE})
 * @param publicUrl where people reach the service, for the way back from a login; without it taken
 *     from the request ({@code SECURITY_PUBLIC_URL})
 * @param sessionLifetime how long a login of the console lasts ({@code SECURITY_SESSION_LIFETIME})
 * @param rateLimit requests a minute of one caller, or of one address without a credential, for
 *     each process; 0 for any number; open mode counts nothing ({@code SECURITY_RATE_LIMIT})
 * @param corsOrigins origins of other sites whose scripts may call ({@code SECURITY_CORS_ORIGINS})
 */
@Validated
@ConfigurationProperties("security")
record AccessProperties(
    @Nullable String mode,
    @Nullable String bootstrapKey,
    @Nullable Path bootstrapKeyFile,
    @Nullable URI publicUrl,
    @DefaultValue("8h") Duration sessionLifetime,
    @DefaultValue("6000") @Min(0) @Max(10_000_000) int rateLimit,
    @DefaultValue({}) List<String> corsOrigins,
    @DefaultValue Oidc oidc) {

  /**
   * The mode {@code oidc}.
   *
   * @param issuer who issues the tokens ({@code SECURITY_OIDC_ISSUER})
   * @param audience whom the tokens must be meant for ({@code SECURITY_OIDC_AUDIENCE})
   * @param jwksUri where the issuer's keys are; without it as its discovery document says ({@code
   *     SECURITY_OIDC_JWKS_URI})
   * @param rolesClaim claims that hold names of roles; dots lead into objects ({@code
   *     SECURITY_OIDC_ROLES_CLAIM})
   * @param roles what the issuer's names mean: {@code mpi-stewards=steward} ({@code
   *     SECURITY_OIDC_ROLES})
   * @param clientId client of the console's login ({@code SECURITY_OIDC_CLIENT_ID})
   * @param clientSecret its secret ({@code SECURITY_OIDC_CLIENT_SECRET})
   * @param clientSecretFile a file whose first line is that secret ({@code
   *     SECURITY_OIDC_CLIENT_SECRET_FILE})
   * @param scope what the login asks for ({@code SECURITY_OIDC_SCOPE})
   */
  record Oidc(
      @Nullable URI issuer,
      @Nullable String audience,
      @Nullable URI jwksUri,
      @DefaultValue("roles") List<String> rolesClaim,
      @DefaultValue({}) List<String> roles,
      @Nullable String clientId,
      @Nullable String clientSecret,
      @Nullable Path clientSecretFile,
      @DefaultValue("openid") String scope) {

    @Override
    public String toString() {
      return "Oidc[issuer=%s]".formatted(issuer);
    }
  }

  @Override
  public String toString() {
    return "AccessProperties[mode=%s]".formatted(mode);
  }
}
