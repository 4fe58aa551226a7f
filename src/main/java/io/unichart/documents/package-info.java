/**
 * Takes in documents, keeps every version of their text, and cuts them into passages that readers
 * can be led back to.
 *
 * <p>Words of this room: a <em>document</em> is a titled text as it was received; its <em>repaired
 * text</em> is the same text with broken encodings mended, for people and models to read; a
 * <em>passage</em> is a piece of it that stands on its own, found again in the original by its
 * character offsets (and page).
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package io.unichart.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
