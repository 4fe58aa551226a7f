/**
 * Takes in many documents: the seed folder, and a document a line. Each is taken in once. Its
 * words: origin (where a document came from, and what was in it), run (one going through the
 * folder).
 */
@NullMarked
package io.unichart.documents.intake;

import org.jspecify.annotations.NullMarked;
