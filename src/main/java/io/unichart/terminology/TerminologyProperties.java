package io.unichart.terminology;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where codes come from.
 *
 * @param dir folder with code tables ({@code TERMINOLOGY_DIR}): CMS order file and tabular list,
 *     RXNCONSO.RRF, Loinc.csv, or plain tables; without it the built-in dictionary
 */
@ConfigurationProperties("terminology")
record TerminologyProperties(@Nullable String dir) {

  @Nullable Path folder() {
    return dir == null || dir.isBlank() ? null : Path.of(dir.strip());
  }
}
