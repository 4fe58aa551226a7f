/**
 * Makes two records one, and two of one again. Its words: master (the record that survives),
 * duplicate, survivorship (what of the two survives), reversal.
 */
@NullMarked
package io.unichart.identity.merge;

import org.jspecify.annotations.NullMarked;
