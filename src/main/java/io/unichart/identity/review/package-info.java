/**
 * What waits for a steward, and what stewards decided. Its words: review, decision, apart (two
 * records that were judged to be two persons).
 */
@NullMarked
package io.unichart.identity.review;

import org.jspecify.annotations.NullMarked;
