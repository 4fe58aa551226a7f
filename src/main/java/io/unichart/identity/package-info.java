/**
 * Persons' records: registration with duplicate check, versions, links, merge and unmerge, review,
 * search, organisations. Its words: patient, identifier, link, survivorship, review.
 */
@ApplicationModule(allowedDependencies = {"matching", "audit", "events", "platform"})
@NullMarked
package io.unichart.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
