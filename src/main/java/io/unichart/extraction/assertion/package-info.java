/** Decides how a note asserts what it mentions: negated, uncertain, when, and whose. */
@NullMarked
package io.unichart.extraction.assertion;

import org.jspecify.annotations.NullMarked;
