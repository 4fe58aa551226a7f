package io.unichart.matching;

/**
 * A column of an input that means something for matching.
 *
 * @param slot what it holds
 * @param name how explanations and reports call it; for {@link Slot#TEXT} and {@link
 *     Slot#IDENTIFIER} it tells several apart
 * @param pattern of a birth date ({@code yyyyMMdd}, {@code dd/MM/yyyy}), else empty
 */
public record Column(Slot slot, String name, String pattern) {

  /** What a column may hold. */
  public enum Slot {
    GIVEN_NAME,
    MIDDLE_NAME,
    FAMILY_NAME,
    FULL_NAME,
    BIRTH_DATE,
    BIRTH_YEAR,
    BIRTH_MONTH,
    BIRTH_DAY,
    GENDER,
    STREET,
    HOUSE_NUMBER,
    CITY,
    STATE,
    POSTAL_CODE,
    COUNTRY,
    PHONE,
    EMAIL,
    IDENTIFIER,
    TEXT
  }

  public Column(Slot slot, String name) {
    this(slot, name, "");
  }
}
