package io.unichart.identity;

import reactor.core.publisher.Mono;

/**
 * Something that belongs to patients and goes with them when two records become one, and when they
 * become two again. Called inside the transaction of the merge or its reversal.
 */
public interface MergeFollower {

  /** The duplicate has just become part of the master. */
  Mono<Void> merged(MergeRecord merge);

  /** The merge has just been taken back. */
  Mono<Void> reversed(MergeRecord merge);
}
