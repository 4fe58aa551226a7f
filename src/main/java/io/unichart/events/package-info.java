/**
 * What happened, told at least once and in order for each person: written to an outbox in the
 * transaction of the change, read as a stream over HTTP or forwarded to Kafka. Its words: event,
 * outbox, position.
 */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package io.unichart.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
