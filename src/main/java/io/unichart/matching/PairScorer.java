package io.unichart.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Scores pairs of a {@link RecordTable}: levels by dictionary code, each pair of distinct values
 * compared once and remembered, the rest is additions. One per thread.
 */
final class PairScorer {

  /** Bits that an e-mail address made of both names may add when the names agree. */
  private static final double NAMED_EMAIL = 4;

  static final int REMEMBERED = 1 << 20;

  final RecordTable table;
  final double[] d;
  final byte[] levels;
  private final MatchModel model;
  private final Frequencies frequencies;
  private final Evidence evidence;
  private final @Nullable Sketches sketches;
  private final Role[] roles;
  private final int[] different;
  private final int given;
  private final int family;
  private final int middle;
  private final int gender;
  private final int email;
  private final int[] implied;
  private final long[] seen;
  private final byte[] seenLevel;

  /** By field the last first value, as code and text: in a block it stays for many pairs. */
  private final int[] firstCode;

  private final String[] firstText;
  private final int shift;

  PairScorer(RecordTable table, MatchModel model, Frequencies frequencies, double population) {
    this(table, model, frequencies, population, REMEMBERED);
  }

  /**
   * @param remembered how many pairs of values are kept compared, a power of two
   */
  PairScorer(
      RecordTable table,
      MatchModel model,
      Frequencies frequencies,
      double population,
      int remembered) {
    this(table, model, frequencies, population, remembered, null);
  }

  /** One that asks sketches of the table, if there are any, before it reads values. */
  PairScorer(
      RecordTable table,
      MatchModel model,
      Frequencies frequencies,
      double population,
      int remembered,
      @Nullable Sketches sketches) {
    this.sketches = sketches;
    seen = new long[remembered];
    seenLevel = new byte[remembered];
    shift = Long.numberOfLeadingZeros(remembered) + 1;
    this.table = table;
    this.model = model;
    this.frequencies = frequencies;
    this.evidence = new Evidence(model, population);
    int n = table.fields.size();
    firstCode = new int[n];
    firstText = new String[n];
    d = new double[n];
    levels = new byte[n];
    roles = table.fields.stream().map(Field::role).toArray(Role[]::new);
    different = table.fields.stream().mapToInt(field -> field.role().different()).toArray();
    given = table.field(Role.GIVEN_NAME);
    family = table.field(Role.FAMILY_NAME);
    middle = table.field(Role.MIDDLE_NAME);
    gender = table.field(Role.GENDER);
    email = table.field(Role.EMAIL);
    implied = IntStream.range(0, n).filter(f -> model.impliedBy(f) >= 0).toArray();
  }

  /** Weight of the pair in bits, without the prior; leaves levels and differences behind. */
  double score(int a, int b) {
    compare(a, b);
    return evidence.weigh(d);
  }

  /** The same, but anything below {@code floor} when the weight cannot reach it. */
  double score(int a, int b, double floor) {
    compare(a, b);
    return evidence.weigh(d, floor);
  }

  Evidence evidence() {
    return evidence;
  }

  /** What each field and each correction added to the last score. */
  List<Score.Part> parts() {
    List<Score.Part> parts = new ArrayList<>();
    for (int f = 0; f < d.length; f++) {
      if (levels[f] != 0) {
        Field field = model.fields().get(f);
        parts.add(new Score.Part(field.name(), field.role().levels().get(levels[f]), d[f]));
      }
    }
    if (evidence.movedPart != 0) {
      parts.add(
          new Score.Part(
              "moved", evidence.movedPart > 0.5 ? "moved" : "stayed", evidence.movedPart));
    }
    if (evidence.relativesPart != 0) {
      parts.add(
          new Score.Part(
              "relatives",
              evidence.relativesPart < -0.5 ? "may be a relative" : "no relative",
              evidence.relativesPart));
    }
    return parts;
  }

  /** Whether a field's value follows from another one that both records have in common. */
  boolean isImplied(int f, int a, int b) {
    int by = model.impliedBy(f);
    if (by < 0 || levels[by] == 0) {
      return false;
    }
    return roles[by] == Role.BIRTH_DATE
        ? frequencies.date(table.codes[by][a]) / 10000
            == frequencies.date(table.codes[by][b]) / 10000
        : levels[by] == Levels.EXACT;
  }

  /** Fills {@link #levels} and {@link #d}. */
  void compare(int a, int b) {
    for (int f = 0; f < roles.length; f++) {
      int ca = table.codes[f][a];
      int cb = table.codes[f][b];
      int level = level(f, f, ca, cb);
      levels[f] = (byte) level;
      d[f] = level == 0 ? 0 : model.logM(f, level) - frequencies.logU(model, f, level, ca, cb);
    }
    for (int f : implied) {
      if (isImplied(f, a, b)) {
        d[f] = 0;
      }
    }
    if (given >= 0) {
      if (family >= 0) {
        mendNames(a, b);
      }
      if (gender >= 0 && levels[gender] == 1 && levels[given] >= 1 && levels[given] <= 3) {
        levels[gender] = 2; // the given name says it already
        d[gender] = 0;
      }
      if (email >= 0 && d[email] > NAMED_EMAIL) {
        discountEmail(a);
        discountEmail(b);
      }
    }
  }

  /**
   * An address made of the name follows from the name: among persons of one name it is common, and
   * its agreement tells little once the names agree.
   */
  private void discountEmail(int a) {
    boolean given1 = agrees(levels[given]);
    boolean family1 = family >= 0 && agrees(levels[family]);
    if (!given1 && !family1) {
      return;
    }
    String address = table.text(email, a);
    int at = address.indexOf('@');
    String user = at < 0 ? address : address.substring(0, at);
    boolean fromGiven = given1 && holds(user, table.text(given, a));
    boolean fromFamily = family1 && holds(user, table.text(family, a));
    if (fromGiven || fromFamily) {
      boolean digits = user.chars().anyMatch(Character::isDigit);
      d[email] =
          Math.min(
              d[email], NAMED_EMAIL + (digits ? 2.5 : 0) + (fromGiven && fromFamily ? 0 : 1.5));
    }
  }

  private static boolean agrees(int level) {
    return level >= 1 && level <= Levels.NAME_PART || level >= Levels.NAME_SWAPPED;
  }

  private static boolean holds(String user, String name) {
    return name.length() >= 3 && user.contains(name.length() > 5 ? name.substring(0, 5) : name);
  }

  /** The level of two values by their codes; {@code as} says with which field's role. */
  private int level(int f, int as, int ca, int cb) {
    if (ca == 0 || cb == 0) {
      return 0;
    }
    Role role = roles[as];
    if (ca == cb) {
      return role == Role.BIRTH_DATE ? frequencies.coarse(f, ca) ? 2 : 1 : 1;
    }
    Values values = table.values[f];
    if (role == Role.GENDER) {
      return 3;
    }
    if (role == Role.BIRTH_DATE) {
      return Levels.date(frequencies.date(ca), frequencies.date(cb));
    }
    if (sketches != null && sketches.differ(f, as, ca, cb)) {
      return different[as];
    }
    int lo = Math.min(ca, cb);
    int hi = Math.max(ca, cb);
    long key = ((long) as << 58) | ((long) hi << 29) | lo;
    long h = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (h >>> shift);
    if (seen[slot] == key) {
      return seenLevel[slot];
    }
    if (firstCode[f] != ca) {
      firstCode[f] = ca;
      firstText[f] = values.text(ca);
    }
    int level = Levels.level(role, firstText[f], values.text(cb));
    seen[slot] = key;
    seenLevel[slot] = (byte) level;
    return level;
  }

  /**
   * Looks again where the names disagree in their places: swapped, or all in one field, or a middle
   * name used as given name.
   */
  private void mendNames(int a, int b) {
    int lg = levels[given];
    int lf = levels[family];
    if ((lg != 0 && lg < Levels.NAME_PART) || (lf != 0 && lf < Levels.NAME_PART)) {
      return;
    }
    int ga = table.codes[given][a];
    int fa = table.codes[family][a];
    int gb = table.codes[given][b];
    int fb = table.codes[family][b];
    int x = level(given, family, ga, fb);
    int y = level(given, family, fa, gb);
    if (x >= 1 && x <= Levels.NAME_SIMILAR && (y == 0 || y <= Levels.NAME_FAINT)
        || y >= 1 && y <= Levels.NAME_SIMILAR && (x == 0 || x <= Levels.NAME_FAINT)) {
      swapped(x, y, ga, fa, gb, fb);
    } else if (frequencies.severalWords(ga)
        || frequencies.severalWords(fa)
        || frequencies.severalWords(gb)
        || frequencies.severalWords(fb)) {
      words(a, b);
    }
  }

  private void swapped(int x, int y, int ga, int fa, int gb, int fb) {
    double before = d[given] + d[family];
    double first = x == 0 ? 0 : cross(x, ga, fb);
    double second = y == 0 ? 0 : cross(y, gb, fa);
    // one event, one price: the second name is expected to agree once the first has shown the swap
    int best = x == 0 ? y : y == 0 ? x : Math.min(x, y);
    int level = best <= 2 ? Levels.NAME_SWAPPED : Levels.NAME_SWAPPED_NEAR;
    double after = model.logM(given, level) + first + second + (x == 0 || y == 0 ? 0 : 1);
    if (after > before) {
      levels[given] = (byte) level;
      d[given] = x == 0 || y == 0 ? after : model.logM(given, level) + Math.max(first, second) + 1;
      levels[family] = (byte) (x == 0 || y == 0 ? 0 : level);
      d[family] = x == 0 || y == 0 ? 0 : Math.min(first, second);
    }
  }

  /** Log likelihood ratio of a given name that agrees with a family name at some level. */
  private double cross(int level, int codeGiven, int codeFamily) {
    if (level == Levels.EXACT) {
      return -Math.max(
          frequencies.logShare(given, codeGiven), frequencies.logShare(family, codeFamily));
    }
    return level <= Levels.NAME_PART
        ? 5.5
        : level == Levels.NAME_SIMILAR ? 3 : level == Levels.NAME_FAINT ? 0 : -3;
  }

  private void words(int a, int b) {
    List<String> as = wordsOf(a);
    List<String> bs = wordsOf(b);
    int least = Math.min(as.size(), bs.size());
    if (least < 2) {
      return;
    }
    int same = 0;
    int near = 0;
    for (String word : as) {
      int best = Levels.NAME_DIFFERENT;
      for (String other : bs) {
        best = Math.min(best, Levels.name(word, other, true) * (word.equals(other) ? 0 : 1));
      }
      same += best == 0 ? 1 : 0;
      near += best > 0 && best <= Levels.NAME_NEAR ? 1 : 0;
    }
    if (same + near >= least && same + near >= 2 || same >= 2) {
      double after = model.logM(given, Levels.NAME_SWAPPED) + 7.0 * same + 5.0 * near;
      after = Math.min(after, model.logM(given, Levels.NAME_SWAPPED) + 16);
      if (after > d[given] + d[family]) {
        levels[given] = Levels.NAME_SWAPPED;
        d[given] = after;
        levels[family] = 0;
        d[family] = 0;
      }
    }
  }

  private List<String> wordsOf(int record) {
    List<String> words = new ArrayList<>(5);
    for (int f : new int[] {given, middle, family}) {
      if (f >= 0) {
        for (String word : table.text(f, record).split(" ")) {
          if (word.length() > 1 && !words.contains(word)) {
            words.add(word);
          }
        }
      }
    }
    return words;
  }
}
