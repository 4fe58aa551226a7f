package io.unichart.identity.search;

import io.unichart.identity.PersonDetails;
import io.unichart.identity.PersonDetails.ContactPoint;
import io.unichart.identity.PersonDetails.Identifier;
import io.unichart.identity.PersonDetails.IdentityDocument;
import io.unichart.identity.PersonDetails.PersonName;
import io.unichart.identity.PersonDetails.PostalAddress;
import io.unichart.matching.WordForms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The words by which a record is found. Accents, case and punctuation are gone; a number is one
 * word however it was written; a street is there in full and in its short form. Neighbouring words
 * of one field have neighbouring positions, which is what a quoted phrase asks for.
 */
final class SearchWords {

  static final String NAME = "n:";
  static final String INITIAL = "i:";
  static final String YEAR = "y:";

  /** PostgreSQL keeps no higher position. */
  private static final int LAST_POSITION = 16_383;

  private static final int GAP = 8;
  private static final int MOST_WORDS = 6_000;
  private static final int LOCAL_NUMBER = 7;

  private final Map<String, StringBuilder> words = new LinkedHashMap<>();
  private final Set<String> vocabulary = new TreeSet<>();
  private int position = 1;

  private SearchWords() {}

  static SearchWords of(PersonDetails person) {
    SearchWords found = new SearchWords();
    found.name(person.name(), true);
    orNone(person.additionalNames()).forEach(name -> found.name(name, false));
    found.birth(person.birthDate());
    for (Identifier identifier : orNone(person.identifiers())) {
      found.number(identifier.value(), "SSN".equals(identifier.type()));
    }
    found.number(person.taxId(), true);
    for (IdentityDocument document : orNone(person.documents())) {
      found.number(document.number(), false);
    }
    orNone(person.telecom()).forEach(found::contact);
    orNone(person.addresses()).forEach(found::address);
    return found;
  }

  /** How a record stands in a list: folded family name, then given names. */
  static String label(PersonDetails person) {
    PersonName name = person.name();
    if (name == null) {
      return "";
    }
    String given = String.join(" ", orNone(name.given()));
    return WordForms.words((name.family() == null ? "" : name.family()) + " " + given);
  }

  /** The words as PostgreSQL reads a {@code tsvector}. */
  String vector() {
    StringBuilder out = new StringBuilder(words.size() * 16);
    words.forEach(
        (word, positions) -> {
          out.append('\'').append(escaped(word)).append('\'');
          if (positions.length() > 0) {
            out.append(':').append(positions);
          }
          out.append(' ');
        });
    return out.toString();
  }

  /** The words that can be misspelt: those of names and places, without digits. */
  Set<String> vocabulary() {
    return vocabulary;
  }

  static String escaped(String word) {
    return word.replace("\\", "\\\\").replace("'", "''");
  }

  private void name(@Nullable PersonName name, boolean present) {
    if (name == null) {
      return;
    }
    orNone(name.prefix()).forEach(part -> words(part, false, false));
    orNone(name.given()).forEach(part -> words(part, present, true));
    words(name.family(), present, true);
    orNone(name.suffix()).forEach(part -> words(part, false, false));
    position += GAP;
  }

  private void text(@Nullable String text, boolean spelt) {
    words(text, false, spelt);
    position += GAP;
  }

  private void words(@Nullable String text, boolean presentName, boolean spelt) {
    if (text == null) {
      return;
    }
    String folded = WordForms.words(text);
    if (!folded.isEmpty()) {
      String[] parts = folded.split(" ");
      for (String part : parts) {
        word(part);
        if (presentName) {
          mark(NAME + part);
          mark(INITIAL + part.substring(0, part.offsetByCodePoints(0, 1)));
        }
        if (spelt && part.length() >= WordKeys.SHORTEST && !hasDigit(part)) {
          vocabulary.add(part);
        }
      }
      if (parts.length > 1 && parts.length <= 4 && spelt) {
        String joined = String.join("", parts);
        mark(joined);
        if (presentName) {
          mark(NAME + joined);
        }
      }
    }
  }

  private void birth(@Nullable String date) {
    if (date == null || date.length() < 4) {
      return;
    }
    mark(YEAR + date.substring(0, 4));
    mark(date.substring(0, 4));
    if (date.length() > 4) {
      mark(date.replace("-", ""));
    }
  }

  private void number(@Nullable String value, boolean lastFour) {
    if (value == null) {
      return;
    }
    String compact = WordForms.compact(value);
    if (compact.isEmpty()) {
      return;
    }
    mark(compact);
    for (String part : WordForms.words(value).split(" ")) {
      if (part.length() >= 4 && part.length() < compact.length()) {
        mark(part);
      }
    }
    if (lastFour && compact.length() > 4) {
      mark(compact.substring(compact.length() - 4));
    }
  }

  private void contact(ContactPoint contact) {
    String value = contact.value();
    if (value == null) {
      return;
    }
    if (value.indexOf('@') > 0) {
      String whole = value.strip().toLowerCase(Locale.ROOT);
      mark(whole.length() > 200 ? whole.substring(0, 200) : whole);
      text(value.substring(0, value.indexOf('@')), false);
      return;
    }
    String digits = value.replaceAll("[^0-9]", "");
    if (digits.length() < 3) {
      text(value, false);
      return;
    }
    mark(digits);
    if (value.startsWith("+1") && digits.length() == 11) {
      mark(digits.substring(1));
    }
    if (digits.length() > LOCAL_NUMBER) {
      mark(digits.substring(digits.length() - LOCAL_NUMBER));
    }
  }

  private void address(PostalAddress address) {
    street(address.line1());
    street(address.line2());
    text(address.city(), true);
    text(address.state(), false);
    if (address.postalCode() != null) {
      String code = WordForms.compact(address.postalCode());
      mark(code);
      if (code.length() == 9) {
        mark(code.substring(0, 5));
      }
    }
    text(address.country(), false);
  }

  private void street(@Nullable String line) {
    if (line == null) {
      return;
    }
    for (String word : WordForms.words(line).split(" ")) {
      String brief = brief(word);
      if (!brief.equals(word)) {
        mark(brief);
      }
    }
    text(line, true);
  }

  /** A kind of street or a direction in its short form, any other word as it is. */
  static String brief(String word) {
    String brief = WordForms.brief(word);
    return brief.isEmpty() ? word : brief;
  }

  static boolean hasDigit(String word) {
    return word.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  /** A word at the next position. */
  private void word(String word) {
    if (word.isEmpty() || words.size() >= MOST_WORDS) {
      return;
    }
    StringBuilder at = words.computeIfAbsent(word, w -> new StringBuilder(4));
    if (position <= LAST_POSITION) {
      at.append(at.length() == 0 ? "" : ",").append(position);
    }
    position++;
  }

  /** A word that stands nowhere. */
  private void mark(String word) {
    if (!word.isEmpty() && words.size() < MOST_WORDS) {
      words.computeIfAbsent(word, w -> new StringBuilder(0));
    }
  }

  private static <T> List<T> orNone(@Nullable List<T> values) {
    return values == null ? List.of() : values;
  }
}
