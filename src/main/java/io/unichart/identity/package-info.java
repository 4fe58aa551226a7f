/**
 * Persons' records: who is registered, who may be whom, and what stewards made of it. Its words:
 * patient (a person's record), identifier, link.
 *
 * <p>Here stands what every room of it speaks of, and what other capabilities may implement; it
 * uses none of the rooms. They use each other in one direction only, the later the earlier:
 *
 * <ul>
 *   <li>{@code record}: what a record must satisfy, its standard form, its rows
 *   <li>{@code job}: long work as its caller watches it
 *   <li>{@code organization}: who keeps records
 *   <li>{@code match}: who may this be?
 *   <li>{@code merge}: two records become one, and two again
 *   <li>{@code review}: what waits for a steward
 *   <li>{@code deduplication}: duplicates in the whole population
 *   <li>{@code registration}: registers, reads, changes, retires and links records
 *   <li>{@code intake}: takes records in by the million
 *   <li>{@code search}: finds records by what somebody remembers
 *   <li>{@code demo}: invented people for the first day
 * </ul>
 *
 * <p>Other capabilities see this package and what bears {@code @NamedInterface}: the index of
 * persons, matching and the review queue.
 */
@ApplicationModule(allowedDependencies = {"matching", "audit", "events", "platform"})
@NullMarked
package io.unichart.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
