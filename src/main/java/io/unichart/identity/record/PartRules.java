package io.unichart.identity.record;

import io.unichart.identity.PersonDetails.ContactPoint;
import io.unichart.identity.PersonDetails.Identifier;
import io.unichart.identity.PersonDetails.PostalAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What those parts must satisfy that persons and organisations both have. */
public final class PartRules {

  /** What is asked of one entry of a list. */
  public interface Check<T> {
    void accept(String field, T value, Faults faults);
  }

  public static final int NAME_LENGTH = 500;
  public static final int TEXT_LENGTH = 1_000;
  private static final Set<String> IDENTIFIER_TYPES =
      Set.of("MRN", "SSN", "DL", "NPI", "PPN", "TAX", "OTHER");
  private static final Set<String> IDENTIFIER_USES =
      Set.of("usual", "official", "temp", "secondary", "old");
  private static final Set<String> CONTACT_USES = Set.of("home", "work", "temp", "old", "mobile");
  private static final Set<String> ADDRESS_USES = Set.of("home", "work", "temp", "old", "billing");
  private static final Set<String> CONTACT_SYSTEMS =
      Set.of("phone", "email", "fax", "pager", "url", "sms", "other");
  private static final Set<String> COUNTRIES_USA =
      Set.of("US", "USA", "UNITED STATES", "UNITED STATES OF AMERICA");
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@,;<>]{1,64}@[^\\s@,;<>.]+(\\.[^\\s@,;<>.]+)+");
  private static final Pattern US_POSTAL = Pattern.compile("[0-9]{5}(?:-?[0-9]{4})?");
  private static final int LIST_LENGTH = 200;

  private PartRules() {}

  /** Asks the same of each entry; a list that is too long is one fault. */
  public static <T> void each(
      String field, @Nullable List<T> values, Faults faults, Check<T> check) {
    if (values == null) {
      return;
    }
    if (values.size() > LIST_LENGTH) {
      faults.add(field, "must have at most " + LIST_LENGTH + " entries");
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      String here = field + "[" + i + "]";
      T value = values.get(i);
      if (value == null) {
        faults.add(here, "must not be null");
      } else {
        check.accept(here, value, faults);
      }
    }
  }

  /** Checks numbers by which somebody is known. */
  public static void identifiers(@Nullable List<Identifier> identifiers, Faults faults) {
    each("identifiers", identifiers, faults, PartRules::identifier);
  }

  private static void identifier(String field, Identifier identifier, Faults faults) {
    faults.required(field + ".value", identifier.value(), 200);
    faults.oneOf(field + ".type", identifier.type(), IDENTIFIER_TYPES);
    faults.text(field + ".system", identifier.system(), TEXT_LENGTH);
    faults.text(field + ".assigner", identifier.assigner(), TEXT_LENGTH);
    faults.oneOf(field + ".use", identifier.use(), IDENTIFIER_USES);
  }

  /** Checks phone numbers, e-mail addresses and the like. */
  public static void contacts(String field, @Nullable List<ContactPoint> contacts, Faults faults) {
    each(field, contacts, faults, PartRules::contact);
  }

  private static void contact(String field, ContactPoint contact, Faults faults) {
    faults.oneOf(field + ".system", contact.system(), CONTACT_SYSTEMS);
    faults.oneOf(field + ".use", contact.use(), CONTACT_USES);
    faults.required(field + ".value", contact.value(), TEXT_LENGTH);
    if (contact.value() == null || contact.value().isBlank() || contact.system() == null) {
      return;
    }
    String value = contact.value().strip();
    switch (contact.system()) {
      case "phone", "fax", "pager", "sms" -> {
        if (!PhoneNumbers.plausible(value)) {
          faults.add(field + ".value", "must be a phone number of 3 to 20 digits");
        }
      }
      case "email" -> {
        if (!EMAIL.matcher(value).matches()) {
          faults.add(field + ".value", "must be an e-mail address");
        }
      }
      default -> {
        // a URL or something else: any text
      }
    }
  }

  /** Checks postal addresses. */
  public static void addresses(@Nullable List<PostalAddress> addresses, Faults faults) {
    each("addresses", addresses, faults, PartRules::address);
  }

  static void address(String field, PostalAddress address, Faults faults) {
    faults.oneOf(field + ".use", address.use(), ADDRESS_USES);
    faults.text(field + ".line1", address.line1(), TEXT_LENGTH);
    faults.text(field + ".line2", address.line2(), TEXT_LENGTH);
    faults.text(field + ".city", address.city(), TEXT_LENGTH);
    faults.text(field + ".state", address.state(), TEXT_LENGTH);
    faults.text(field + ".postal_code", address.postalCode(), 40);
    faults.text(field + ".country", address.country(), 100);
    if (!inUsa(address)) {
      return;
    }
    if (address.state() != null
        && !address.state().isBlank()
        && UsStates.code(address.state()) == null) {
      faults.add(field + ".state", "must be a state or territory of the United States");
    }
    if (address.postalCode() != null
        && !address.postalCode().isBlank()
        && !US_POSTAL.matcher(address.postalCode().strip()).matches()) {
      faults.add(field + ".postal_code", "must be a ZIP code of five or nine digits");
    }
  }

  static boolean inUsa(PostalAddress address) {
    return address.country() != null
        && COUNTRIES_USA.contains(
            address.country().strip().replace(".", "").toUpperCase(Locale.ROOT));
  }
}
