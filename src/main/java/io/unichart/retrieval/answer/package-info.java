/**
 * Writes the cited answer to a question, or says that there is none.
 *
 * <p>Words of this room: a <em>statement</em> is a sentence, list item or line of a passage
 * together with the headings it stands under; a <em>concept</em> is what different words for one
 * thing have in common; an answer's <em>sources</em> are the passages judged relevant.
 */
@NullMarked
package io.unichart.retrieval.answer;

import org.jspecify.annotations.NullMarked;
