package io.unichart.identity.organization;

/**
 * The National Provider Identifier of the United States: ten digits, the last one a Luhn check
 * digit over the others with the prefix 80840 (45 CFR 162.406; CMS, "NPI check digit", ISO 7812).
 */
final class NationalProvider {

  private static final String PREFIX = "80840";

  private NationalProvider() {}

  static boolean valid(String npi) {
    return npi.matches("[12][0-9]{9}") && luhn(PREFIX + npi);
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : digit * 2;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }
}
