/**
 * A person's record as it is kept: what it must satisfy, the one form it gets, its rows and their
 * versions, and what follows from them in the same transaction. Its words: rules, standardisation,
 * projection (what is derived from records and must never lag behind them).
 */
@NullMarked
package io.unichart.identity.record;

import org.jspecify.annotations.NullMarked;
