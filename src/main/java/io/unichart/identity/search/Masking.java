package io.unichart.identity.search;

import io.unichart.identity.Patient;
import io.unichart.identity.PersonDetails;
import io.unichart.identity.PersonDetails.ContactPoint;
import io.unichart.identity.PersonDetails.EmergencyContact;
import io.unichart.identity.PersonDetails.Identifier;
import io.unichart.identity.PersonDetails.IdentityDocument;
import io.unichart.identity.PersonDetails.PostalAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A record for a screen that others can see: enough to tell patients apart, too little to steal an
 * identity. Names, gender, town and the year of birth stay; of a number stay its last four places.
 */
final class Masking {

  private static final int KEPT = 4;
  private static final int YEAR = 4;
  private static final int POSTAL_AREA = 3;
  private static final String HIDDEN = "***";

  private Masking() {}

  /** The record with everything sensitive masked. */
  static Patient of(Patient patient) {
    return new Patient(
        patient.id(),
        patient.active(),
        of(patient.details()),
        patient.links(),
        patient.createdAt(),
        patient.updatedAt(),
        patient.version());
  }

  private static PersonDetails of(PersonDetails person) {
    return new PersonDetails(
        person.name(),
        person.additionalNames(),
        all(person.identifiers(), Masking::identifier),
        person.gender(),
        year(person.birthDate()),
        person.deceased(),
        year(person.deceasedDatetime()),
        all(person.telecom(), Masking::contact),
        all(person.addresses(), Masking::address),
        number(person.taxId()),
        person.maritalStatus(),
        person.multipleBirth(),
        List.of(),
        person.managingOrganization(),
        all(person.documents(), Masking::document),
        all(person.emergencyContacts(), Masking::emergencyContact));
  }

  /** A number with stars for all but its last four letters and digits; dashes and blanks stay. */
  static @Nullable String number(@Nullable String value) {
    if (value == null) {
      return null;
    }
    long places = value.codePoints().filter(Character::isLetterOrDigit).count();
    long hidden = places > KEPT ? places - KEPT : places;
    StringBuilder out = new StringBuilder(value.length());
    for (int c : value.codePoints().toArray()) {
      if (Character.isLetterOrDigit(c) && hidden > 0) {
        out.append('*');
        hidden--;
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static Identifier identifier(Identifier given) {
    return new Identifier(
        given.type(), given.system(), number(given.value()), given.assigner(), given.use());
  }

  private static IdentityDocument document(IdentityDocument given) {
    return new IdentityDocument(
        given.documentType(),
        number(given.number()),
        given.issuingCountry(),
        given.issuingAuthority(),
        year(given.issueDate()),
        year(given.expiryDate()),
        given.verified());
  }

  private static ContactPoint contact(ContactPoint given) {
    String value = given.value();
    if (value == null) {
      return given;
    }
    int at = value.lastIndexOf('@');
    String masked;
    if (at > 0) {
      masked = value.substring(0, value.offsetByCodePoints(0, 1)) + HIDDEN + value.substring(at);
    } else {
      masked = "url".equals(given.system()) ? HIDDEN : number(value);
    }
    return new ContactPoint(given.system(), masked, given.use());
  }

  private static PostalAddress address(PostalAddress given) {
    String code = given.postalCode();
    return new PostalAddress(
        given.use(),
        given.line1() == null ? null : HIDDEN,
        given.line2() == null ? null : HIDDEN,
        given.city(),
        given.state(),
        code == null ? null : code.substring(0, Math.min(POSTAL_AREA, code.length())) + "**",
        given.country());
  }

  private static EmergencyContact emergencyContact(EmergencyContact given) {
    String name = given.name();
    return new EmergencyContact(
        name == null || name.isEmpty()
            ? name
            : name.substring(0, name.offsetByCodePoints(0, 1)) + HIDDEN,
        given.relationship(),
        all(given.telecom(), Masking::contact),
        given.address() == null ? null : address(given.address()),
        given.isPrimary());
  }

  private static @Nullable String year(@Nullable String date) {
    return date == null ? null : date.substring(0, Math.min(YEAR, date.length()));
  }

  private static <T> @Nullable List<T> all(@Nullable List<T> values, UnaryOperator<T> mask) {
    return values == null ? null : values.stream().map(mask).toList();
  }
}
