/**
 * Finds patients by what somebody remembers of them: any words of their record, whole, begun or
 * misspelt. Its words: term, tier (how forgiving a reading of the query is), highlight.
 */
@NullMarked
package io.unichart.identity.search;

import org.jspecify.annotations.NullMarked;
