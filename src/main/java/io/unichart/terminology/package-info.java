/**
 * Knows what a code means and which codes fit a phrase.
 *
 * <p>Words it owns: code system, concept, term, candidate, coding. A code is never invented: every
 * candidate stands in a table, the built-in one or one loaded from its publisher's files.
 */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package io.unichart.terminology;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
