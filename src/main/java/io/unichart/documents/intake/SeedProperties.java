package io.unichart.documents.intake;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is taken in at the start.
 *
 * @param dir a folder of documents, read with everything below it; without one the built-in samples
 *     ({@code SEED_DIR})
 */
@ConfigurationProperties("seed")
record SeedProperties(@Nullable Path dir) {}
