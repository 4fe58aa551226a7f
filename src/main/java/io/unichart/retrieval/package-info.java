/**
 * Finds the passages that answer a question, and says why they rank.
 *
 * <p>Words of this room: a <em>leg</em> is one way to find passages (<em>lexical</em>: by their
 * words, BM25; <em>dense</em>: by their meaning, the cosine of embeddings); <em>fusion</em> makes
 * one ranking of both; a <em>scope</em> is the part of the library that a search may see, applied
 * before anything is ranked.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"documents", "language", "audit", "platform"})
package io.unichart.retrieval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
