package io.unichart.console;

import io.unichart.platform.Sha256;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.resource.VersionResourceResolver;

/**
 * Scripts, styles and pictures of the pages. Their address carries a hash of all of them, so a
 * browser may keep them for good and still never mixes two versions of the service.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleAssets implements WebFluxConfigurer {

  private static final String BASE = "/console/assets/";
  private static final String FOLDER = "classpath:/console/assets/";
  private static final int HASH_LENGTH = 12;

  private final String version = hash();

  /** Where the assets are found, without a slash at the end. */
  String path() {
    return BASE + version;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler(BASE + "**")
        .addResourceLocations(FOLDER)
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .setUseLastModified(false)
        .resourceChain(true)
        .addResolver(new VersionResourceResolver().addFixedVersionStrategy(version, "/**"));
  }

  private static String hash() {
    try {
      Resource[] assets =
          new PathMatchingResourcePatternResolver().getResources("classpath*:/console/assets/*");
      Arrays.sort(assets, Comparator.comparing(asset -> String.valueOf(asset.getFilename())));
      MessageDigest digest = Sha256.digest();
      for (Resource asset : assets) {
        digest.update(asset.getContentAsByteArray());
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
    } catch (IOException e) {
      throw new IllegalStateException("the console's assets cannot be read", e);
    }
  }
}
