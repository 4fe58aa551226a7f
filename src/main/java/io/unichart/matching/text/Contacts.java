package io.unichart.matching.text;

import java.util.Locale;
import java.util.Set;

/** Phones, e-mail addresses and identifiers in the form in which they are compared. */
public final class Contacts {

  private static final Set<String> NO_MAIL =
      Set.of(
          "none",
          "na",
          "n/a",
          "null",
          "noemail",
          "no",
          "unknown",
          "nan",
          "test@test.com",
          "none@none.com");

  private Contacts() {}

  /** The last nine digits: country and trunk prefixes differ in writing, these do not. */
  public static String phone(String raw) {
    StringBuilder digits = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if ((c == 'x' || c == 'X' || c == 'e') && digits.length() >= 7) {
        break; // an extension follows
      }
    }
    String d = digits.toString();
    if (d.length() < 5 || isHollow(d)) {
      return "";
    }
    return d.length() > 9 ? d.substring(d.length() - 9) : d;
  }

  /** Lower case, no blanks, no "+tag"; empty when there is no address in it. */
  public static String email(String raw) {
    String mail = raw.strip().toLowerCase(Locale.ROOT).replace(" ", "");
    if (mail.startsWith("mailto:")) {
      mail = mail.substring(7);
    }
    int at = mail.indexOf('@');
    int plus = mail.indexOf('+');
    if (plus > 0 && plus < at) {
      mail = mail.substring(0, plus) + mail.substring(at);
    }
    if (mail.length() > Folding.LONGEST) {
      mail = mail.substring(0, Folding.LONGEST);
    }
    return NO_MAIL.contains(mail) || mail.length() < 4 ? "" : mail;
  }

  /** Letters and digits; zeros, nines, 123456789 and other hollow numbers are empty. */
  public static String identifier(String raw) {
    String text = raw.strip();
    if (text.endsWith(".0")) {
      text = text.substring(0, text.length() - 2);
    }
    String id = Folding.compact(text);
    return isHollow(id) || Addresses.isPlaceholder(id) || id.length() < 2 ? "" : id;
  }

  private static boolean isHollow(String digits) {
    if (digits.isEmpty()) {
      return true;
    }
    boolean same = true;
    boolean rising = digits.length() >= 7;
    for (int i = 1; i < digits.length(); i++) {
      same &= digits.charAt(i) == digits.charAt(0);
      rising &= digits.charAt(i) == digits.charAt(i - 1) + 1;
    }
    return same && digits.length() >= 3 || rising;
  }
}
