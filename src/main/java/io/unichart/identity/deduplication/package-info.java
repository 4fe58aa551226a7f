/**
 * Looks for duplicates in the whole population, as a job. Its words: order (what a job was asked to
 * do), decisions (what stewards' judgements teach the weights).
 */
@NullMarked
package io.unichart.identity.deduplication;

import org.jspecify.annotations.NullMarked;
