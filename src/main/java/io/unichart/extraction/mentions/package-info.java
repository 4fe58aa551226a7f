/** Finds conditions, medicines, measurements and plans in a note, with their exact places. */
@NullMarked
package io.unichart.extraction.mentions;

import org.jspecify.annotations.NullMarked;
