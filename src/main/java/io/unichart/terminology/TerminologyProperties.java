package io.unichart.terminology;

import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where codes come from.
 *
 * @param dir folder with code tables ({@code TERMINOLOGY_DIR}): CMS order file and tabular list,
 *     RXNCONSO.RRF, Loinc.csv, or plain tables; without it the built-in dictionary
 * @param nlm whether the services of the National Library of Medicine are asked: off, fallback
 *     (where the tables have no good answer) or first; phrases then leave the house
 * @param nlmIcd10cmUrl where NLM Clinical Tables answers for ICD-10-CM
 * @param nlmRxnormUrl where RxNav answers for RxNorm
 * @param nlmTimeout how long one request to NLM may take
 * @param nlmKeep how long an answer of NLM is kept before it is asked again
 */
@Validated
@ConfigurationProperties("terminology")
record TerminologyProperties(
    @Nullable String dir,
    @DefaultValue("off") Nlm nlm,
    @DefaultValue("https://clinicaltables.nlm.nih.gov/api/icd10cm/v3")
        @Pattern(regexp = "https?://.+", message = "must begin with http:// or https://")
        String nlmIcd10cmUrl,
    @DefaultValue("https://rxnav.nlm.nih.gov/REST")
        @Pattern(regexp = "https?://.+", message = "must begin with http:// or https://")
        String nlmRxnormUrl,
    @DefaultValue("2s") Duration nlmTimeout,
    @DefaultValue("30d") Duration nlmKeep) {

  /** When NLM is asked. */
  enum Nlm {
    OFF,
    FALLBACK,
    FIRST
  }

  @Nullable Path folder() {
    return dir == null || dir.isBlank() ? null : Path.of(dir.strip());
  }
}
