/** Summaries of notes: by a clinical template, or by a model whose every statement is checked. */
@NullMarked
package io.unichart.extraction.summary;

import org.jspecify.annotations.NullMarked;
