package io.unichart.platform;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings that belong to no capability.
 *
 * @param embedded whether the service looks after its own PostgreSQL; follows from the absence of
 *     {@code DATABASE_URL}
 * @param title the service's name as it presents itself ({@code API_TITLE})
 * @param version the version as it presents itself ({@code API_VERSION})
 * @param maxRequestSize the largest request body, and the longest line of a streamed import ({@code
 *     MAX_REQUEST_SIZE})
 * @param trustedProxies addresses or networks of the proxies in front, whose {@code
 *     X-Forwarded-For} and {@code X-Forwarded-Proto} tell who calls and how ({@code
 *     SECURITY_TRUSTED_PROXIES})
 */
@Validated
@ConfigurationProperties("unichart")
public record PlatformProperties(
    @DefaultValue("true") boolean embedded,
    @DefaultValue("Unichart") String title,
    @DefaultValue("0.0.0") String version,
    @DefaultValue("10MB") DataSize maxRequestSize,
    @DefaultValue({}) List<String> trustedProxies) {}
