/**
 * Turns what people wrote into what can be compared, and says how far two written values lie apart.
 *
 * <p>Words: <em>fold</em> (Unicode to plain lower-case letters), <em>placeholder</em> (a value that
 * says nothing), <em>level</em> (a small integer: how well two values agree).
 */
@NullMarked
package io.unichart.matching.text;

import org.jspecify.annotations.NullMarked;
