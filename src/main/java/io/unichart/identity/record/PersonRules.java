package io.unichart.identity.record;

import static io.unichart.identity.record.PartRules.NAME_LENGTH;
import static io.unichart.identity.record.PartRules.TEXT_LENGTH;
import static io.unichart.identity.record.PartRules.each;

import io.unichart.identity.PersonDetails;
import io.unichart.identity.PersonDetails.EmergencyContact;
import io.unichart.identity.PersonDetails.IdentityDocument;
import io.unichart.identity.PersonDetails.PersonName;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a record must satisfy to be stored: what is impossible is refused (a birth date to come, a
 * 30th of February), what is merely unusual is kept. Every fault is told, with its field.
 */
@Component
public class PersonRules {

  private static final Set<String> GENDERS = Set.of("male", "female", "other", "unknown");
  private static final Set<String> NAME_USES =
      Set.of("usual", "official", "temp", "nickname", "anonymous", "old", "maiden");
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
  private static final Pattern DATE = Pattern.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?");
  private static final Pattern NINE_DIGITS =
      Pattern.compile("[0-9]{9}|[0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{2}-[0-9]{7}");

  private final Clock clock;

  PersonRules(Clock clock) {
    this.clock = clock;
  }

  /** Checks a whole record; ends with 422 and all faults if there is any. */
  public void check(PersonDetails person) {
    Faults faults = new Faults();
    PersonName name = person.name();
    faults.required("name.family", name == null ? null : name.family(), NAME_LENGTH);
    checkAll(person, faults);
    faults.raise();
  }

  /** Checks what is given of a person to be searched for: nothing is required. */
  public void checkPartial(PersonDetails person, Faults faults) {
    if (person.name() != null) {
      faults.text("name.family", person.name().family(), NAME_LENGTH);
    }
    checkAll(person, faults);
  }

  private void checkAll(PersonDetails person, Faults faults) {
    if (person.name() != null) {
      name("name", person.name(), faults);
    }
    each("additional_names", person.additionalNames(), faults, this::additionalName);
    PartRules.identifiers(person.identifiers(), faults);
    faults.oneOf("gender", person.gender(), GENDERS);
    LocalDate born = birthDate(person.birthDate(), faults);
    death(person.deceasedDatetime(), born, faults);
    PartRules.contacts("telecom", person.telecom(), faults);
    PartRules.addresses(person.addresses(), faults);
    taxId(person.taxId(), faults);
    faults.oneOf("marital_status", person.maritalStatus(), MARITAL);
    each("photo", person.photo(), faults, (field, photo, all) -> all.text(field, photo, 100_000));
    each("documents", person.documents(), faults, this::document);
    each("emergency_contacts", person.emergencyContacts(), faults, this::emergencyContact);
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
    PartRules.contacts(field + ".telecom", contact.telecom(), faults);
    if (contact.address() != null) {
      PartRules.address(field + ".address", contact.address(), faults);
    }
  }
}
