/**
 * Who saw or changed what, when, and from where: rows in the transaction of the change,
 * append-only, sealed in a chain of hashes. Its words: entry, seal.
 */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package io.unichart.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
