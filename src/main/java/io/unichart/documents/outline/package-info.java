/**
 * How a text is divided: its head, its headings and sections, and where it may be cut. It knows no
 * document. Its words: head (title, date and patient above the first section), label (a heading's
 * words), place (a possible cut).
 */
@NullMarked
package io.unichart.documents.outline;

import org.jspecify.annotations.NullMarked;
