/**
 * Reads the text out of files: one class for each kind. Words of this package: a <em>file text</em>
 * is the text with the places where pages begin; what cannot be read is <em>unreadable</em>, with a
 * reason that may be shown to the sender.
 */
@NullMarked
package io.unichart.documents.reading;

import org.jspecify.annotations.NullMarked;
