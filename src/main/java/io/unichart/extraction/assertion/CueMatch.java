package io.unichart.extraction.assertion;

/**
 * A cue phrase at its place in a sentence.
 *
 * @param from index of its first token
 * @param to one past its last
 */
record CueMatch(int from, int to, CueRole role) {}
