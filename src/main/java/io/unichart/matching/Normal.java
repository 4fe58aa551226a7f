package io.unichart.matching;

import io.unichart.matching.text.Addresses;
import io.unichart.matching.text.Contacts;
import io.unichart.matching.text.Dates;
import io.unichart.matching.text.Folding;
import io.unichart.matching.text.Names;

/** What a raw value becomes before it is compared, by what its column holds. */
final class Normal {

  private Normal() {}

  static String value(Column column, String raw) {
    return switch (column.slot()) {
      case GIVEN_NAME, MIDDLE_NAME, FAMILY_NAME -> Names.part(raw);
      case FULL_NAME -> raw;
      case BIRTH_DATE -> Dates.read(raw, column.pattern());
      case BIRTH_YEAR, BIRTH_MONTH, BIRTH_DAY -> raw.strip();
      case GENDER -> gender(raw);
      case STREET -> Addresses.street(raw);
      case HOUSE_NUMBER -> Addresses.number(raw);
      case CITY -> Addresses.town(raw);
      case STATE, COUNTRY -> notHollow(Folding.words(raw));
      case POSTAL_CODE -> Addresses.postalCode(raw);
      case PHONE -> Contacts.phone(raw);
      case EMAIL -> Contacts.email(raw);
      case IDENTIFIER -> Contacts.identifier(raw);
      case TEXT -> Addresses.street(raw);
    };
  }

  private static String notHollow(String folded) {
    return Addresses.town(folded);
  }

  private static String gender(String raw) {
    String folded = Folding.words(raw);
    return switch (folded) {
      case "m", "male", "man", "masculine", "masc", "1", "h", "homme", "mann" -> "m";
      case "f", "female", "woman", "w", "weiblich", "2", "feminine", "fem", "frau", "femme" -> "f";
      case "",
          "u",
          "unk",
          "unknown",
          "un",
          "0",
          "9",
          "x",
          "none",
          "null",
          "nan",
          "na",
          "other",
          "o" ->
          "";
      default -> folded;
    };
  }
}
