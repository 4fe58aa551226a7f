package io.unichart.matching;

import io.unichart.matching.text.Nicknames;
import io.unichart.matching.text.Phonetics;
import io.unichart.matching.text.Similarity;

/**
 * Compares two values of one role and says at which level they agree. Values come folded (see
 * {@code matching.text}); several values of one field (former names, two phones) stand in one text,
 * separated by {@link #OR}, and the best pair counts. Pure and symmetric; an empty value is level
 * 0.
 */
public final class Levels {

  /** Separates alternative values of one field. */
  public static final char OR = '|';

  static final int MISSING = 0;
  static final int EXACT = 1;

  static final int NAME_VARIANT = 2;
  static final int NAME_NEAR = 3;
  static final int NAME_PART = 4;
  static final int NAME_SIMILAR = 5;
  static final int NAME_FAINT = 6;
  static final int NAME_DIFFERENT = 7;
  static final int NAME_SWAPPED = 8;
  static final int NAME_SWAPPED_NEAR = 9;

  private Levels() {}

  /** The level of two folded values. */
  public static int level(Role role, String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return MISSING;
    }
    if (a.equals(b) && role != Role.BIRTH_DATE) {
      return EXACT;
    }
    if (a.indexOf(OR) < 0 && b.indexOf(OR) < 0) {
      return single(role, a, b);
    }
    int best = Integer.MAX_VALUE;
    for (String x : a.split("\\|")) {
      for (String y : b.split("\\|")) {
        best = Math.min(best, x.equals(y) && role != Role.BIRTH_DATE ? EXACT : single(role, x, y));
      }
    }
    return best;
  }

  private static int single(Role role, String a, String b) {
    return switch (role) {
      case GIVEN_NAME -> name(a, b, true);
      case FAMILY_NAME -> name(a, b, false);
      case MIDDLE_NAME -> middle(a, b);
      case BIRTH_DATE -> date(a, b);
      case GENDER -> 3;
      case STREET, CITY, TEXT -> text(a, b);
      case HOUSE_NUMBER -> houseNumber(a, b);
      case STATE, COUNTRY ->
          Similarity.edits(a, b, 1) == 1 && Math.min(a.length(), b.length()) >= 3 ? 2 : 3;
      case POSTAL_CODE -> postalCode(a, b);
      case PHONE -> phone(a, b);
      case EMAIL -> email(a, b);
      case IDENTIFIER -> identifier(a, b);
    };
  }

  private static int middle(String a, String b) {
    int level = name(a, b, true);
    return level >= NAME_FAINT ? 6 : level;
  }

  static int name(String a, String b, boolean given) {
    boolean oneWord = a.indexOf(' ') < 0 && b.indexOf(' ') < 0;
    return oneWord ? word(a, b, given) : words(a, b, given);
  }

  private static int word(String a, String b, boolean given) {
    int shorter = Math.min(a.length(), b.length());
    int longer = Math.max(a.length(), b.length());
    if (shorter == 1) {
      return a.charAt(0) == b.charAt(0) && longer > 0 ? NAME_PART : NAME_DIFFERENT;
    }
    if (given && Nicknames.related(a, b)) {
      return NAME_VARIANT;
    }
    int edits = Similarity.edits(a, b, 3);
    if (edits == 1) {
      return shorter >= 4 || shorter == 3 && longer == 4 ? NAME_NEAR : NAME_SIMILAR;
    }
    double jw = Similarity.jaroWinkler(a, b);
    if (edits == 2 && longer >= 8 || jw >= 0.95 && shorter >= 5) {
      return NAME_NEAR;
    }
    if (shorter >= 3 && (a.startsWith(b) || b.startsWith(a))) {
      return NAME_PART;
    }
    if (edits == 2 && shorter >= 4 || jw >= 0.9 || edits == 3 && shorter >= 7) {
      return NAME_SIMILAR;
    }
    if (shorter >= 4 && jw >= 0.7 && Phonetics.sound(a).equals(Phonetics.sound(b))) {
      return NAME_SIMILAR;
    }
    return jw >= 0.8 || edits == 3 && shorter >= 5 ? NAME_FAINT : NAME_DIFFERENT;
  }

  private static int words(String a, String b, boolean given) {
    String joinedA = a.replace(" ", "");
    String joinedB = b.replace(" ", "");
    if (joinedA.equals(joinedB)) {
      return NAME_VARIANT;
    }
    String[] as = a.split(" ");
    String[] bs = b.split(" ");
    if (as.length == bs.length && sameSet(as, bs)) {
      return NAME_VARIANT;
    }
    if (Math.min(joinedA.length(), joinedB.length()) >= 5
        && Similarity.edits(joinedA, joinedB, 1) == 1) {
      return NAME_NEAR;
    }
    int best = NAME_DIFFERENT;
    for (String x : as) {
      for (String y : bs) {
        if (x.length() > 1 && y.length() > 1) {
          best = Math.min(best, x.equals(y) ? EXACT : word(x, y, given));
        }
      }
    }
    if (best == EXACT || best == NAME_VARIANT) {
      return NAME_PART;
    }
    if (best == NAME_NEAR) {
      return NAME_SIMILAR;
    }
    double jw = Similarity.jaroWinkler(joinedA, joinedB);
    return jw >= 0.93
        ? NAME_NEAR
        : jw >= 0.88
            ? NAME_SIMILAR
            : jw >= 0.8 || best == NAME_SIMILAR ? NAME_FAINT : NAME_DIFFERENT;
  }

  private static boolean sameSet(String[] as, String[] bs) {
    for (String x : as) {
      boolean found = false;
      for (String y : bs) {
        found |= x.equals(y);
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  /** Birth dates of eight digits; see the level names of {@link Role#BIRTH_DATE}. */
  static int date(String a, String b) {
    return a.length() != 8 || b.length() != 8 ? a.equals(b) ? 1 : 10 : date(packed(a), packed(b));
  }

  /** Eight digits as a number. */
  static int packed(String d) {
    int n = 0;
    for (int i = 0; i < d.length(); i++) {
      n = n * 10 + (d.charAt(i) - '0');
    }
    return n;
  }

  /** Dates as numbers yyyymmdd. */
  static int date(int a, int b) {
    boolean coarseA = isCoarse(a);
    if (a == b) {
      return coarseA ? 2 : 1;
    }
    int yearA = a / 10000;
    int yearB = b / 10000;
    int mdA = a % 10000;
    int mdB = b % 10000;
    int monthA = mdA / 100;
    int monthB = mdB / 100;
    int dayA = mdA % 100;
    int dayB = mdB % 100;
    boolean coarseB = isCoarse(b);
    boolean sameYear = yearA == yearB;
    if (sameYear && (dayA == 0 || dayB == 0) && monthA != 0 && monthB != 0) {
      return monthA == monthB ? 1 : 8; // both know the month: yyyy-mm against yyyy-mm-dd
    }
    if (sameYear && (coarseA || coarseB)) {
      return coarseA && coarseB ? 2 : 3;
    }
    int years = Math.abs(yearA - yearB);
    if (coarseA || coarseB) {
      if (coarseA && coarseB && digitSlips(yearA, yearB) == 1) {
        return 5;
      }
      return years <= 1 ? 7 : years <= 3 ? 9 : 10;
    }
    if (sameYear && monthA == dayB && dayA == monthB) {
      return 4;
    }
    int slips = digitSlips(a, b);
    if (slips == 1) {
      return 5;
    }
    if ((sameYear ? 1 : 0) + (monthA == monthB ? 1 : 0) + (dayA == dayB ? 1 : 0) >= 2) {
      return 6;
    }
    int apart = Math.abs((yearA - yearB) * 365 + (monthA - monthB) * 30 + dayA - dayB);
    if (apart <= 31 || sameYear && slips == 2) {
      return 7;
    }
    return sameYear ? 8 : years <= 2 ? 9 : 10;
  }

  /** Differing digits of two numbers, two swapped neighbours counting once. */
  private static int digitSlips(int a, int b) {
    int slips = 0;
    while (a > 0 || b > 0) {
      if (a % 10 != b % 10) {
        slips++;
        if (a % 10 == b / 10 % 10 && b % 10 == a / 10 % 10) {
          a /= 10;
          b /= 10;
        }
      }
      a /= 10;
      b /= 10;
    }
    return slips;
  }

  private static boolean isCoarse(int d) {
    int md = d % 10000;
    return md == 101 || md == 0 || md == 100;
  }

  /** Only the year is known, or 1 January stands for it. */
  static boolean isCoarse(String d) {
    return d.endsWith("0000") || d.endsWith("0101") || d.endsWith("0100");
  }

  private static int text(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    int edits = Similarity.edits(a, b, 2);
    if (edits == 1 && shorter >= 3 || edits == 2 && shorter >= 7) {
      return 2;
    }
    double jw = Similarity.jaroWinkler(a, b);
    if (jw >= 0.95 && shorter >= 5) {
      return 2;
    }
    if (a.indexOf(' ') >= 0 || b.indexOf(' ') >= 0) {
      String[] as = a.split(" ");
      String[] bs = b.split(" ");
      int shared = 0;
      boolean telling = false;
      for (String x : as) {
        for (String y : bs) {
          if (x.equals(y) || x.length() >= 5 && y.length() >= 5 && Similarity.edits(x, y, 1) <= 1) {
            shared++;
            telling |= x.length() >= 3;
            break;
          }
        }
      }
      if (telling && shared >= Math.min(as.length, bs.length)) {
        return 3;
      }
      if (telling && shared * 2 >= Math.max(as.length, bs.length)) {
        return 4;
      }
      if (a.replace(" ", "").equals(b.replace(" ", ""))) {
        return 2;
      }
    } else if (shorter >= 4
        && (a.startsWith(b) || b.startsWith(a) || a.endsWith(b) || b.endsWith(a))) {
      return 3;
    }
    return jw >= 0.88 ? 4 : 5;
  }

  private static int houseNumber(String a, String b) {
    if (Math.max(a.length(), b.length()) == 1) {
      return 3;
    }
    return Similarity.edits(a, b, 1) == 1 ? 2 : 3;
  }

  private static int postalCode(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    int longer = Math.max(a.length(), b.length());
    int same = 0;
    while (same < shorter && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    if (longer >= 5 && same >= (longer + 1) / 2) {
      return Similarity.edits(a, b, 1) == 1 ? 2 : 3;
    }
    if (Similarity.edits(a, b, 1) == 1) {
      return 2;
    }
    return same >= Math.max(2, shorter / 2)
        ? 3
        : Similarity.edits(a, b, 2) == 2 && longer >= 5 ? 4 : 5;
  }

  private static int phone(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    if (shorter >= 7 && (a.endsWith(b) || b.endsWith(a))) {
      return 1;
    }
    return Similarity.edits(a, b, 1) == 1 ? 2 : 3;
  }

  private static int email(String a, String b) {
    int edits = Similarity.edits(a, b, 3);
    if (edits <= 2 || edits == 3 && Math.min(a.length(), b.length()) >= 15) {
      return 2;
    }
    int atA = a.indexOf('@');
    int atB = b.indexOf('@');
    if (atA > 0 && atB > 0) {
      String userA = a.substring(0, atA);
      String userB = b.substring(0, atB);
      if (userA.equals(userB)) {
        return 3;
      }
      if (userA.length() >= 5 && Similarity.edits(userA, userB, 1) <= 1) {
        return 4;
      }
    }
    return Similarity.jaroWinkler(a, b) >= 0.92 ? 4 : 5;
  }

  /** Places at which two texts of one length differ. */
  private static int differing(String a, String b) {
    int count = 0;
    for (int i = 0; i < a.length(); i++) {
      count += a.charAt(i) == b.charAt(i) ? 0 : 1;
    }
    return count;
  }

  private static int identifier(String a, String b) {
    if (a.length() == b.length() && differing(a, b) > 4) {
      return 4; // one number shifted against the other is not a slip of the pen
    }
    int edits = Similarity.edits(a, b, 2);
    int shorter = Math.min(a.length(), b.length());
    if (edits == 1 && shorter >= 4) {
      return 2;
    }
    if (edits == 2 && shorter >= 6) {
      return 3;
    }
    boolean tail = a.length() != b.length() && shorter >= 4 && (a.endsWith(b) || b.endsWith(a));
    return tail ? 3 : 4;
  }
}
