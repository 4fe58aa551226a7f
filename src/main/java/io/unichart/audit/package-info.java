/**
 * Who saw or changed what, when, and from where: rows that the service and its commands write in
 * the transaction of the change, append-only, soon sealed in batches by a chain of hashes, and read
 * and checked over HTTP. Its words: entry, seal.
 */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package io.unichart.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
