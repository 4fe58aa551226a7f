/** Finds the headed parts of a note, however clinicians write the headings. */
@NullMarked
package io.unichart.extraction.sections;

import org.jspecify.annotations.NullMarked;
