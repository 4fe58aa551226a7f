package io.unichart.identity.record;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;

/** Phone numbers as people write them, and in the one form of ITU-T E.164. */
final class PhoneNumbers {

  private static final String HOME_REGION = "US";
  private static final Pattern WRITTEN =
      Pattern.compile("[+(]?[0-9().\\-/\\s+]{2,40}(?:\\s*(?:x|ext\\.?|#)\\s*[0-9]{1,7})?");

  private PhoneNumbers() {}

  /** Whether this can be a phone number at all. */
  static boolean plausible(String text) {
    long digits = text.chars().filter(Character::isDigit).count();
    return digits >= 3 && digits <= 20 && WRITTEN.matcher(text.strip().toLowerCase()).matches();
  }

  /** E.164 where the number is valid somewhere, otherwise the text as it was given. */
  static String standard(String text) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber number = numbers.parse(text, HOME_REGION);
      return numbers.isValidNumber(number) && !number.hasExtension()
          ? numbers.format(number, PhoneNumberFormat.E164)
          : text.strip();
    } catch (NumberParseException e) {
      return text.strip();
    }
  }
}
