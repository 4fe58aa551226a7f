package io.unichart.terminology;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Finds the names that have a key. It keeps a hash of 64 bits and a place for each name, twelve
 * bytes instead of a map's hundred and fifty; among half a million names the chance that any two
 * keys share a hash is below one in a hundred million.
 */
final class NameLookup {

  private final long[] hashes;
  private final int[] places;

  NameLookup(String[] keys) {
    long[] unsorted = Arrays.stream(keys).mapToLong(NameLookup::hash).toArray();
    this.places =
        IntStream.range(0, keys.length)
            .boxed()
            .sorted(Comparator.comparingLong(place -> unsorted[place]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.hashes = Arrays.stream(places).mapToLong(place -> unsorted[place]).toArray();
  }

  /** The places of the names with this key, in the table's order. */
  int[] places(String key) {
    long wanted = hash(key);
    int at = Arrays.binarySearch(hashes, wanted);
    if (at < 0) {
      return new int[0];
    }
    int from = at;
    while (from > 0 && hashes[from - 1] == wanted) {
      from--;
    }
    int to = at + 1;
    while (to < hashes.length && hashes[to] == wanted) {
      to++;
    }
    return Arrays.copyOfRange(places, from, to);
  }

  /** FNV-1a over the characters, its bits mixed once more at the end. */
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    return hash * 0x9e3779b97f4a7c15L;
  }
}
