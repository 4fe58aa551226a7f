/**
 * The human face: pages that a browser gets from this service, without a build step and without
 * anything from elsewhere.
 *
 * <p>Words of this room: the <em>library</em> is the list of documents with their state; the
 * <em>reader</em> shows one document's text with the cited words marked; a <em>run</em> is a
 * stretch of text that looks the same.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "documents",
      "extraction",
      "fhir",
      "language",
      "retrieval",
      "terminology",
      "platform"
    })
package io.unichart.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
