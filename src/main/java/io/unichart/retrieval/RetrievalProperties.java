package io.unichart.retrieval;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How passages are found and embedded. The defaults of the weights were measured; docs/decisions
 * has the figures.
 *
 * @param exactUpTo the largest number of passages whose vectors are all compared; above it an HNSW
 *     index is built and used
 * @param coverageWeight what a passage that holds all the question's words gains in a hybrid
 *     search, in units of cosine
 * @param wordsWeight what a passage with the best possible BM25 score gains, in units of cosine
 * @param centring how much of what all passages have in common is taken out of the question's
 *     vector, 0 for none
 * @param embeddingWorkers how many threads of this process embed documents; 0 leaves it to others
 * @param embeddingAttempts how often a document is tried before it counts as failed
 * @param embeddingBackOff how long the first retry waits; each further one twice as long
 * @param embeddingLease how long a claimed document stays claimed by a worker that no longer
 *     reports
 */
@Validated
@ConfigurationProperties("retrieval")
public record RetrievalProperties(
    @DefaultValue("5000") @Min(0) int exactUpTo,
    @DefaultValue("0.08") @DecimalMin("0") @DecimalMax("1") double coverageWeight,
    @DefaultValue("0.06") @DecimalMin("0") @DecimalMax("1") double wordsWeight,
    @DefaultValue("0.3") @DecimalMin("0") @DecimalMax("1") double centring,
    @DefaultValue("2") @Min(0) @Max(64) int embeddingWorkers,
    @DefaultValue("5") @Min(1) @Max(100) int embeddingAttempts,
    @DefaultValue("5s") Duration embeddingBackOff,
    @DefaultValue("60s") Duration embeddingLease) {}
