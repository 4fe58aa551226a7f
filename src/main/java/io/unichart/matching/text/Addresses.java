package io.unichart.matching.text;

import java.util.HashMap;
import java.util.Map;

/** Streets, house numbers, towns and postal codes in the form in which they are compared. */
public final class Addresses {

  private static final Map<String, String> SHORT = new HashMap<>();

  static {
    String table =
        "street st,str st,straat st,avenue ave,av ave,aven ave,road rd,crescent cres,cresc cres,cr cres,place pl,"
            + "court ct,crt ct,circuit cct,circ cct,close cl,drive dr,drv dr,lane ln,boulevard blvd,boul blvd,"
            + "terrace tce,ter tce,terr tce,parade pde,highway hwy,parkway pkwy,pky pkwy,square sq,gardens gdns,"
            + "garden gdns,grove gr,grv gr,circle cir,trail trl,way wy,esplanade esp,mount mt,saint st,fort ft,"
            + "north n,south s,east e,west w,northeast ne,northwest nw,southeast se,southwest sw,"
            + "apartment apt,aprt apt,appartment apt,suite ste,unit unit,flat flat,village vlge,building bldg,"
            + "strasse st,platz pl,alley aly,junction jct,heights hts,expressway expy,station sta,center ctr,centre ctr,"
            + "turnpike tpke,mountain mtn,island is,point pt,ridge rdg,river riv,valley vly,spring spg,springs spgs";
    for (String pair : table.split(",")) {
      String[] p = pair.split(" ");
      SHORT.put(p[0], p[1]);
    }
  }

  private Addresses() {}

  /** A street line: folded, kinds of street and directions in their short form. */
  public static String street(String raw) {
    String folded = Folding.words(raw);
    if (folded.isEmpty() || isPlaceholder(folded)) {
      return "";
    }
    StringBuilder out = new StringBuilder(folded.length());
    for (String word : folded.split(" ")) {
      String s = SHORT.getOrDefault(word, word);
      if (s.length() > 8 && s.endsWith("strasse")) {
        s = s.substring(0, s.length() - 7) + "str";
      }
      if (out.length() > 0) {
        out.append(' ');
      }
      out.append(s);
    }
    return out.toString();
  }

  /**
   * The house number of a street line that carries it: the first number that a word follows, or the
   * last word when it is a number; empty when there is none.
   */
  public static String houseNumber(String street) {
    String[] words = street.split(" ");
    for (int i = 0; i < words.length; i++) {
      if (startsWithDigit(words[i]) && (i + 1 < words.length || i > 0) && !isOrdinal(words[i])) {
        boolean unit = i > 0 && "apt ste unit flat box room no".contains(words[i - 1]);
        if (!unit) {
          return words[i];
        }
      }
    }
    return "";
  }

  /** The street line without its house number. */
  public static String withoutHouseNumber(String street, String number) {
    if (number.isEmpty()) {
      return street;
    }
    String padded = (" " + street + " ").replace(" " + number + " ", " ");
    return padded.strip();
  }

  /** A house number alone: digits and a letter, without leading zeros. */
  public static String number(String raw) {
    String c = Folding.compact(raw);
    if (c.endsWith("0") && raw.strip().endsWith(".0")) {
      c = c.substring(0, c.length() - 1);
    }
    int from = 0;
    while (from < c.length() - 1 && c.charAt(from) == '0') {
      from++;
    }
    return c.substring(from);
  }

  /** A town or county: folded, "city of" and the like away, st for saint. */
  public static String town(String raw) {
    String folded = Folding.words(raw);
    if (folded.isEmpty() || isPlaceholder(folded)) {
      return "";
    }
    for (String prefix : new String[] {"city of ", "town of ", "county of ", "the "}) {
      if (folded.startsWith(prefix) && folded.length() > prefix.length() + 2) {
        folded = folded.substring(prefix.length());
      }
    }
    if (folded.indexOf(' ') < 0) {
      return folded;
    }
    StringBuilder out = new StringBuilder(folded.length());
    for (String word : folded.split(" ")) {
      String s =
          word.equals("saint")
              ? "st"
              : word.equals("mount") ? "mt" : word.equals("fort") ? "ft" : word;
      if (out.length() > 0) {
        out.append(' ');
      }
      out.append(s);
    }
    return out.toString();
  }

  /**
   * A postal code: letters and digits only; US ZIP+4 is cut to five digits; nines or zeros are
   * empty.
   */
  public static String postalCode(String raw) {
    String t = raw.strip();
    if (t.endsWith(".0")) {
      t = t.substring(0, t.length() - 2);
    }
    String c = Folding.compact(t);
    if (c.length() == 9 && isDigits(c)) {
      c = c.substring(0, 5);
    }
    return isPlaceholder(c) || allSame(c) ? "" : c;
  }

  private static boolean allSame(String c) {
    if (c.length() < 4 && !c.equals("0")) {
      return false;
    }
    char first = c.charAt(0);
    if (first != '0' && first != '9') {
      return false;
    }
    for (int i = 1; i < c.length(); i++) {
      if (c.charAt(i) != first) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigits(String c) {
    for (int i = 0; i < c.length(); i++) {
      if (c.charAt(i) < '0' || c.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  static boolean isPlaceholder(String folded) {
    switch (folded) {
      case "unknown",
          "none",
          "null",
          "nan",
          "na",
          "n a",
          "not known",
          "not given",
          "missing",
          "homeless",
          "no fixed abode",
          "unk" -> {
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private static boolean startsWithDigit(String word) {
    return !word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9';
  }

  private static boolean isOrdinal(String word) {
    return word.endsWith("st") || word.endsWith("nd") || word.endsWith("rd") || word.endsWith("th");
  }
}
