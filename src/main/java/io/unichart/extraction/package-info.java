/**
 * Turns a clinical note into coded facts that point back at their words.
 *
 * <p>Words it owns: section, mention, cue, assertion, fact. Reading a note is pure computation over
 * its text; every result carries UTF-16 offsets into exactly that text.
 */
@ApplicationModule(allowedDependencies = {"documents", "language", "terminology", "platform"})
@NullMarked
package io.unichart.extraction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
