/**
 * Joins persons and documents: a note finds its patient, documents follow merges, one person's
 * documents are listed over merged records. Its words: chart, attachment, note header.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "identity :: match",
      "identity :: registration",
      "identity :: review",
      "documents",
      "audit",
      "platform"
    })
@NullMarked
package io.unichart.chart;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
