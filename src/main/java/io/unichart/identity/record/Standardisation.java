package io.unichart.identity.record;

import io.unichart.identity.PersonDetails;
import io.unichart.identity.PersonDetails.ContactPoint;
import io.unichart.identity.PersonDetails.EmergencyContact;
import io.unichart.identity.PersonDetails.Identifier;
import io.unichart.identity.PersonDetails.PersonName;
import io.unichart.identity.PersonDetails.PostalAddress;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives a checked record the one form it is stored in: phones in E.164, e-mail in lower case, US
 * states by their code, identifiers with their system, lists instead of nothing. Identifiers and
 * postal codes stay as they were given.
 */
public final class Standardisation {

  /** The usual namespace of a type of identifier, when the caller names none. */
  private static final Map<String, String> SYSTEMS =
      Map.of(
          "SSN", "http://hl7.org/fhir/sid/us-ssn",
          "NPI", "http://hl7.org/fhir/sid/us-npi",
          "MRN", "urn:unichart:mrn",
          "DL", "urn:unichart:dl",
          "PPN", "urn:unichart:ppn",
          "TAX", "urn:unichart:tax",
          "OTHER", "urn:unichart:other");

  private static final Pattern AMERICAN_DATE =
      Pattern.compile("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})");

  private Standardisation() {}

  /**
   * What somebody who searches means: a birth date as Americans write it (month/day/year) is read,
   * too; records themselves are registered with ISO dates only.
   */
  public static PersonDetails readable(PersonDetails person) {
    var date = AMERICAN_DATE.matcher(person.birthDate() == null ? "" : person.birthDate().strip());
    if (!date.matches()) {
      return person;
    }
    String year = date.group(3);
    if (year.length() == 2) {
      int inThisCentury = 2000 + Integer.parseInt(year);
      year =
          String.valueOf(
              inThisCentury > Year.now().getValue() ? inThisCentury - 100 : inThisCentury);
    }
    return person.born(
        "%s-%02d-%02d"
            .formatted(year, Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2))));
  }

  /** The record in its standard form. */
  public static PersonDetails of(PersonDetails person) {
    boolean died = person.deceasedDatetime() != null || Boolean.TRUE.equals(person.deceased());
    return new PersonDetails(
        person.name() == null ? null : name(person.name()),
        all(person.additionalNames(), Standardisation::name),
        identifiers(person.identifiers()),
        Objects.requireNonNullElse(person.gender(), "unknown"),
        person.birthDate(),
        died,
        person.deceasedDatetime(),
        contacts(person.telecom()),
        addresses(person.addresses()),
        person.taxId() == null ? null : person.taxId().strip(),
        person.maritalStatus(),
        person.multipleBirth(),
        orEmpty(person.photo()),
        person.managingOrganization(),
        orEmpty(person.documents()),
        all(person.emergencyContacts(), Standardisation::emergencyContact));
  }

  private static PersonName name(PersonName name) {
    return new PersonName(
        name.use(),
        name.family() == null ? null : name.family().strip(),
        orEmpty(name.given()),
        orEmpty(name.prefix()),
        orEmpty(name.suffix()));
  }

  /** Identifiers with their system. */
  public static List<Identifier> identifiers(@Nullable List<Identifier> identifiers) {
    return all(identifiers, Standardisation::identifier);
  }

  private static Identifier identifier(Identifier identifier) {
    String type = Objects.requireNonNullElse(identifier.type(), "OTHER");
    String system =
        identifier.system() == null
            ? Objects.requireNonNull(SYSTEMS.get(type))
            : identifier.system();
    return new Identifier(
        type, system, identifier.value(), identifier.assigner(), identifier.use());
  }

  /** Phone numbers in E.164, e-mail in lower case. */
  public static List<ContactPoint> contacts(@Nullable List<ContactPoint> contacts) {
    return all(contacts, Standardisation::contact);
  }

  private static ContactPoint contact(ContactPoint contact) {
    String system = Objects.requireNonNullElse(contact.system(), "other");
    String value = Objects.requireNonNullElse(contact.value(), "").strip();
    String standard =
        switch (system) {
          case "phone", "fax", "sms", "pager" -> PhoneNumbers.standard(value);
          case "email" -> value.toLowerCase(Locale.ROOT);
          default -> value;
        };
    return new ContactPoint(system, standard, contact.use());
  }

  /** Addresses with their state and country by code. */
  public static List<PostalAddress> addresses(@Nullable List<PostalAddress> addresses) {
    return all(addresses, Standardisation::address);
  }

  private static PostalAddress address(PostalAddress address) {
    String state = address.state();
    if (state != null && (address.country() == null || PartRules.inUsa(address))) {
      String code = UsStates.code(state);
      state = code == null ? state.strip() : code;
    }
    return new PostalAddress(
        address.use(),
        stripped(address.line1()),
        stripped(address.line2()),
        stripped(address.city()),
        state,
        address.postalCode(),
        PartRules.inUsa(address) ? "US" : stripped(address.country()));
  }

  private static EmergencyContact emergencyContact(EmergencyContact contact) {
    return new EmergencyContact(
        contact.name(),
        contact.relationship(),
        contacts(contact.telecom()),
        contact.address() == null ? null : address(contact.address()),
        Boolean.TRUE.equals(contact.isPrimary()));
  }

  private static @Nullable String stripped(@Nullable String text) {
    return text == null ? null : text.strip().replaceAll("\\s+", " ");
  }

  /** A list, also for none. */
  public static <T> List<T> orEmpty(@Nullable List<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  private static <T> List<T> all(
      @Nullable List<T> values, java.util.function.UnaryOperator<T> standard) {
    return values == null ? List.of() : values.stream().map(standard).toList();
  }
}
