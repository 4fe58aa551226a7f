package io.unichart.identity;

import io.unichart.identity.PersonDetails.ContactPoint;
import io.unichart.identity.PersonDetails.EmergencyContact;
import io.unichart.identity.PersonDetails.Identifier;
import io.unichart.identity.PersonDetails.IdentityDocument;
import io.unichart.identity.PersonDetails.PersonName;
import io.unichart.identity.PersonDetails.PostalAddress;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a record must satisfy to be stored: what is impossible is refused (a birth date to come, a
 * 30th of February), what is merely unusual is kept. Every fault is told, with its field.
 */
@Component
class PersonRules {

  static final Set<String> GENDERS = Set.of("male", "female", "other", "unknown");
  static final Set<String> IDENTIFIER_TYPES =
      Set.of("MRN", "SSN", "DL", "NPI", "PPN", "TAX", "OTHER");
  private static final Set<String> NAME_USES =
      Set.of("usual", "official", "temp", "nickname", "anonymous", "old", "maiden");
  private static final Set<String> IDENTIFIER_USES =
      Set.of("usual", "official", "temp", "secondary", "old");
  private static final Set<String> CONTACT_USES = Set.of("home", "work", "temp", "old", "mobile");
  private static final Set<String> ADDRESS_USES = Set.of("home", "work", "temp", "old", "billing");
  private static final Set<String> CONTACT_SYSTEMS =
      Set.of("phone", "email", "fax", "pager", "url", "sms", "other");
  private static final Set<String> MARITAL =
      Set.of("single", "married", "divorced", "widowed", "separated", "unknown");
  private static final Set<String> DOCUMENT_TYPES =
      Set.of(
          "PASSPORT",
          "BIRTH_CERTIFICATE",
          "NATIONAL_ID",
          "DRIVERS_LICENSE",
          "VOTER_ID",
          "MILITARY_ID",
          "RESIDENCE_PERMIT",
          "WORK_PERMIT",
          "OTHER");
  private static final Set<String> COUNTRIES_USA =
      Set.of("US", "USA", "UNITED STATES", "UNITED STATES OF AMERICA");
  private static final Pattern DATE = Pattern.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?");
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@,;<>]{1,64}@[^\\s@,;<>.]+(\\.[^\\s@,;<>.]+)+");
  private static final Pattern NINE_DIGITS =
      Pattern.compile("[0-9]{9}|[0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{2}-[0-9]{7}");
  private static final Pattern US_POSTAL = Pattern.compile("[0-9]{5}(?:-?[0-9]{4})?");
  private static final int NAME_LENGTH = 500;
  private static final int TEXT_LENGTH = 1_000;
  private static final int LIST_LENGTH = 200;

  private final Clock clock;

  PersonRules(Clock clock) {
    this.clock = clock;
  }

  /** Checks a whole record; ends with 422 and all faults if there is any. */
  void check(PersonDetails person) {
    Faults faults = new Faults();
    PersonName name = person.name();
    faults.required("name.family", name == null ? null : name.family(), NAME_LENGTH);
    checkAll(person, faults);
    faults.raise();
  }

  /** Checks what is given of a person to be searched for: nothing is required. */
  void checkPartial(PersonDetails person, Faults faults) {
    if (person.name() != null) {
      faults.text("name.family", person.name().family(), NAME_LENGTH);
    }
    checkAll(person, faults);
  }

  /** Checks an organisation; ends with 422 and all faults if there is any. */
  void check(Organization.Details organization) {
    Faults faults = new Faults();
    faults.required("name", organization.name(), NAME_LENGTH);
    each("type", organization.type(), faults, (f, v, all) -> all.text(f, v, TEXT_LENGTH));
    each("alias", organization.alias(), faults, (f, v, all) -> all.text(f, v, NAME_LENGTH));
    each("identifiers", organization.identifiers(), faults, this::identifier);
    each("identifiers", organization.identifiers(), faults, PersonRules::providerNumber);
    each("telecom", organization.telecom(), faults, this::contact);
    each("addresses", organization.addresses(), faults, this::address);
    faults.raise();
  }

  private static void providerNumber(String field, Identifier identifier, Faults faults) {
    if ("NPI".equals(identifier.type())
        && identifier.value() != null
        && !NationalProvider.valid(identifier.value().strip())) {
      faults.add(field + ".value", "must be an NPI of ten digits with its check digit");
    }
  }

  private void checkAll(PersonDetails person, Faults faults) {
    if (person.name() != null) {
      name("name", person.name(), faults);
    }
    each("additional_names", person.additionalNames(), faults, this::additionalName);
    each("identifiers", person.identifiers(), faults, this::identifier);
    faults.oneOf("gender", person.gender(), GENDERS);
    LocalDate born = birthDate(person.birthDate(), faults);
    death(person.deceasedDatetime(), born, faults);
    each("telecom", person.telecom(), faults, this::contact);
    each("addresses", person.addresses(), faults, this::address);
    taxId(person.taxId(), faults);
    faults.oneOf("marital_status", person.maritalStatus(), MARITAL);
    each("photo", person.photo(), faults, (field, photo, all) -> all.text(field, photo, 100_000));
    each("documents", person.documents(), faults, this::document);
    each("emergency_contacts", person.emergencyContacts(), faults, this::emergencyContact);
  }

  private interface Check<T> {
    void accept(String field, T value, Faults faults);
  }

  private static <T> void each(
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

  private void name(String field, PersonName name, Faults faults) {
    faults.oneOf(field + ".use", name.use(), NAME_USES);
    each(field + ".given", name.given(), faults, (f, v, all) -> all.text(f, v, NAME_LENGTH));
    each(field + ".prefix", name.prefix(), faults, (f, v, all) -> all.text(f, v, NAME_LENGTH));
    each(field + ".suffix", name.suffix(), faults, (f, v, all) -> all.text(f, v, NAME_LENGTH));
  }

  private void additionalName(String field, PersonName name, Faults faults) {
    faults.text(field + ".family", name.family(), NAME_LENGTH);
    if (name.family() == null && (name.given() == null || name.given().isEmpty())) {
      faults.add(field, "needs a family or a given name");
    }
    name(field, name, faults);
  }

  private void identifier(String field, Identifier identifier, Faults faults) {
    faults.required(field + ".value", identifier.value(), 200);
    faults.oneOf(field + ".type", identifier.type(), IDENTIFIER_TYPES);
    faults.text(field + ".system", identifier.system(), TEXT_LENGTH);
    faults.text(field + ".assigner", identifier.assigner(), TEXT_LENGTH);
    faults.oneOf(field + ".use", identifier.use(), IDENTIFIER_USES);
  }

  private @Nullable LocalDate birthDate(@Nullable String text, Faults faults) {
    if (text == null) {
      return null;
    }
    LocalDate earliest = earliest("birth_date", text, faults);
    if (earliest != null && earliest.isAfter(LocalDate.now(clock).plusDays(1))) {
      faults.add("birth_date", "must not lie in the future");
    }
    return earliest;
  }

  private void death(@Nullable String text, @Nullable LocalDate born, Faults faults) {
    if (text == null) {
      return;
    }
    LocalDate died;
    try {
      died =
          text.length() > 10
              ? OffsetDateTime.parse(text).toLocalDate()
              : earliest("deceased_datetime", text, faults);
    } catch (DateTimeException e) {
      faults.add("deceased_datetime", "must be a date or a date and time with zone (ISO 8601)");
      return;
    }
    if (died == null) {
      return;
    }
    if (died.isAfter(LocalDate.now(clock).plusDays(1))) {
      faults.add("deceased_datetime", "must not lie in the future");
    }
    if (born != null && text.length() >= 10 && died.isBefore(born)) {
      faults.add("deceased_datetime", "must not lie before the birth date");
    }
  }

  /** The first day that a whole or partial date may mean; null, with a fault, if there is none. */
  private static @Nullable LocalDate earliest(String field, String text, Faults faults) {
    var parts = DATE.matcher(text);
    if (!parts.matches()) {
      faults.add(field, "must look like YYYY, YYYY-MM or YYYY-MM-DD");
      return null;
    }
    try {
      int year = Integer.parseInt(parts.group(1));
      int month = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
      return parts.group(3) == null
          ? YearMonth.of(Math.max(1, year), month).atDay(1)
          : LocalDate.of(year, month, Integer.parseInt(parts.group(3)));
    } catch (DateTimeException e) {
      faults.add(field, "is not a day of the calendar");
      return null;
    }
  }

  private void contact(String field, ContactPoint contact, Faults faults) {
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

  private void address(String field, PostalAddress address, Faults faults) {
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

  private static void taxId(@Nullable String taxId, Faults faults) {
    if (taxId == null) {
      return;
    }
    String bare = taxId.strip();
    if (!NINE_DIGITS.matcher(bare).matches()) {
      faults.add("tax_id", "must have nine digits, as 123-45-6789, 12-3456789 or 123456789");
    } else if (bare.replace("-", "").equals("000000000")) {
      faults.add("tax_id", "must not be all zeros");
    }
  }

  private void document(String field, IdentityDocument document, Faults faults) {
    if (document.documentType() == null) {
      faults.add(field + ".document_type", "is required");
    }
    faults.oneOf(field + ".document_type", document.documentType(), DOCUMENT_TYPES);
    faults.required(field + ".number", document.number(), 200);
    faults.required(field + ".issuing_country", document.issuingCountry(), 100);
    faults.text(field + ".issuing_authority", document.issuingAuthority(), TEXT_LENGTH);
    LocalDate issued =
        document.issueDate() == null
            ? null
            : earliest(field + ".issue_date", document.issueDate(), faults);
    LocalDate expires =
        document.expiryDate() == null
            ? null
            : earliest(field + ".expiry_date", document.expiryDate(), faults);
    if (issued != null && issued.isAfter(LocalDate.now(clock).plusDays(1))) {
      faults.add(field + ".issue_date", "must not lie in the future");
    }
    if (issued != null && expires != null && expires.isBefore(issued)) {
      faults.add(field + ".expiry_date", "must not lie before the issue date");
    }
  }

  private void emergencyContact(String field, EmergencyContact contact, Faults faults) {
    faults.required(field + ".name", contact.name(), NAME_LENGTH);
    faults.text(field + ".relationship", contact.relationship(), TEXT_LENGTH);
    each(field + ".telecom", contact.telecom(), faults, this::contact);
    if (contact.address() != null) {
      address(field + ".address", contact.address(), faults);
    }
  }
}
