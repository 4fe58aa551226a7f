/** Cuts a note into lines, sentences and words without losing a character's place. */
@NullMarked
package io.unichart.extraction.text;

import org.jspecify.annotations.NullMarked;
