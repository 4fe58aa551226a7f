/**
 * Finds who in the index may be a person of whom something is known, and says why. Its words:
 * comparison view (what of a record is compared), blocking key (what brings two records together),
 * candidate, knowledge (what the population has taught about weights and common values).
 */
@NullMarked
package io.unichart.identity.match;

import org.jspecify.annotations.NullMarked;
