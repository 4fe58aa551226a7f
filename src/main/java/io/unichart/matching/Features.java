package io.unichart.matching;

import io.unichart.matching.text.Nicknames;
import io.unichart.matching.text.Phonetics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What blocking keys are made of: small hashed properties of single values, such as the sound of a
 * family name or the month and day of a birth date. 0 means that the value has no such property.
 */
final class Features {

  /** A property of one field's value, or of the given and family name together. */
  enum Kind {
    EXACT,
    ROOT,
    SOUND,
    HEAD,
    INITIAL,
    TAIL,
    YEAR,
    YEAR_MONTH,
    MONTH_DAY,
    SORTED,
    AREA,
    USER,
    /** Given and family name in any order. */
    PAIR,
    /** Their sounds in any order. */
    PAIR_SOUND,
    /** All words of all names in any order. */
    WORDS
  }

  /** One property of one field; for the joint kinds the field is the given name. */
  record Feature(Role role, int field, Kind kind) {}

  private Features() {}

  /** The hash of a property of a folded value, 0 when it has none. */
  static int of(Role role, Kind kind, String value) {
    if (value.isEmpty()) {
      return 0;
    }
    int or = value.indexOf(Levels.OR);
    return hash(property(role, kind, or < 0 ? value : value.substring(0, or)));
  }

  private static String property(Role role, Kind kind, String v) {
    return switch (kind) {
      case EXACT -> role == Role.BIRTH_DATE && Levels.isCoarse(v) ? "" : exact(role, v);
      case ROOT -> v.length() < 2 ? "" : Nicknames.root(first(v));
      case SOUND ->
          v.length() < 2
              ? ""
              : Phonetics.sound(role == Role.GIVEN_NAME ? first(v) : v.replace(" ", ""));
      case HEAD ->
          v.length() < 3
              ? ""
              : v.substring(0, Math.min(v.length(), role == Role.GIVEN_NAME ? 3 : 4));
      case INITIAL -> v.substring(0, 1);
      case TAIL -> v.length() < 6 ? "" : v.substring(v.length() - 6);
      case YEAR -> v.substring(0, Math.min(4, v.length()));
      case YEAR_MONTH ->
          v.length() < 8 || Levels.isCoarse(v) || v.startsWith("00", 4) ? "" : v.substring(0, 6);
      case MONTH_DAY ->
          v.length() < 8 || Levels.isCoarse(v) || v.endsWith("00") ? "" : v.substring(4);
      case SORTED -> v.length() < 8 || Levels.isCoarse(v) ? "" : sortedDate(v);
      case AREA -> v.length() < 4 ? "" : v.substring(0, (v.length() + 1) / 2);
      case USER -> v.indexOf('@') < 3 ? "" : v.substring(0, v.indexOf('@'));
      case PAIR, PAIR_SOUND, WORDS -> v;
    };
  }

  private static String exact(Role role, String v) {
    boolean name = role == Role.GIVEN_NAME || role == Role.FAMILY_NAME;
    return name ? v.length() < 2 ? "" : v.replace(" ", "") : v;
  }

  private static String first(String v) {
    int blank = v.indexOf(' ');
    return blank < 0 ? v : v.substring(0, blank);
  }

  private static String sortedDate(String v) {
    char[] digits = v.toCharArray();
    Arrays.sort(digits);
    return new String(digits);
  }

  /** All words of the names, each once, in order; empty when there are fewer than two. */
  static int words(String given, String middle, String family) {
    List<String> words = new ArrayList<>(4);
    for (String name : new String[] {given, middle, family}) {
      for (String word : name.split(" ")) {
        if (word.length() > 1 && !words.contains(word)) {
          words.add(word);
        }
      }
    }
    if (words.size() < 2) {
      return 0;
    }
    java.util.Collections.sort(words);
    return hash(String.join(" ", words));
  }

  static int hash(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int h = mix(text.hashCode());
    return h == 0 ? 1 : h;
  }

  /** Both in any order; 0 when one is missing. */
  static int either(int a, int b) {
    if (a == 0 || b == 0) {
      return 0;
    }
    int h = mix(a + b) ^ mix(a ^ b);
    return h == 0 ? 1 : h;
  }

  static int mix(int x) {
    x ^= x >>> 16;
    x *= 0x7feb352d;
    x ^= x >>> 15;
    x *= 0x846ca68b;
    return x ^ (x >>> 16);
  }
}
