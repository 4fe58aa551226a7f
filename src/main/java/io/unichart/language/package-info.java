/**
 * Models behind one door: embeddings computed in the process, chat through any OpenAI-compatible
 * endpoint, or none. Words it owns: embedder, inference, prompt, reply.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package io.unichart.language;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
