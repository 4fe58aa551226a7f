package io.unichart.identity.match;

import io.unichart.identity.PersonDetails;
import io.unichart.identity.PersonDetails.ContactPoint;
import io.unichart.identity.PersonDetails.Identifier;
import io.unichart.identity.PersonDetails.IdentityDocument;
import io.unichart.identity.PersonDetails.PersonName;
import io.unichart.identity.PersonDetails.PostalAddress;
import io.unichart.matching.ComparisonView;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a person's record is compared: all names it ever had, all identifiers, phones, addresses.
 * Values of one kind are alternatives, of which the best agreement counts.
 */
final class PersonView {

  /**
   * Counts the changes of what this class, the normalisation and the blocking keys make of a
   * record: rows of an older number are made anew in the background.
   */
  static final int RULES = 1;

  private static final Pattern EMPLOYER_NUMBER = Pattern.compile("[0-9]{2}-[0-9]{7}");

  private PersonView() {}

  /** The view of a record in its standard form. */
  static ComparisonView of(PersonDetails person) {
    ComparisonView.Builder view = ComparisonView.builder(ComparisonView.PATIENT);
    name(view, person.name());
    each(person.additionalNames()).forEach(name -> name(view, name));
    put(view, "birth_date", person.birthDate());
    put(view, "gender", person.gender());
    each(person.addresses()).forEach(address -> address(view, address));
    each(person.telecom()).forEach(contact -> contact(view, contact));
    each(person.identifiers()).forEach(identifier -> identifier(view, identifier));
    taxNumber(view, person.taxId());
    each(person.documents()).forEach(document -> document(view, document));
    return view.build();
  }

  private static void name(ComparisonView.Builder view, @Nullable PersonName name) {
    if (name == null) {
      return;
    }
    put(view, "family_name", name.family());
    List<String> given = each(name.given());
    for (int i = 0; i < given.size(); i++) {
      put(view, i == 0 ? "given_name" : "middle_name", given.get(i));
    }
  }

  private static void address(ComparisonView.Builder view, PostalAddress address) {
    String line = address.line1() == null ? address.line2() : address.line1();
    if (line != null) {
      view.streetLine(line);
    }
    put(view, "city", address.city());
    put(view, "state", address.state());
    put(view, "postal_code", address.postalCode());
  }

  private static void contact(ComparisonView.Builder view, ContactPoint contact) {
    if ("email".equals(contact.system())) {
      put(view, "email", contact.value());
    } else if (!"url".equals(contact.system())) {
      put(view, "phone", contact.value());
    }
  }

  private static void identifier(ComparisonView.Builder view, Identifier identifier) {
    if (Identifier.INVENTED.equals(identifier.system())) {
      return; // numbers an invented record, not a person
    }
    String type = identifier.type() == null ? "OTHER" : identifier.type();
    switch (type) {
      case "SSN", "TAX" -> taxNumber(view, identifier.value());
      case "DL" -> put(view, "dl", identifier.value());
      case "PPN" -> put(view, "ppn", identifier.value());
      case "MRN" -> put(view, "mrn", withinItsSystem(identifier));
      default -> put(view, "identifier", withinItsSystem(identifier));
    }
  }

  /** A number says something only within the namespace that gave it, where one is named. */
  private static @Nullable String withinItsSystem(Identifier identifier) {
    String system = identifier.system();
    String value = identifier.value();
    return system == null || value == null || system.startsWith("urn:unichart:")
        ? value
        : value + Integer.toString(system.strip().hashCode() & 0xfffff, 36);
  }

  /** A person's tax number is the social security number, an employer's is not. */
  private static void taxNumber(ComparisonView.Builder view, @Nullable String number) {
    if (number != null) {
      boolean employer = EMPLOYER_NUMBER.matcher(number.strip()).matches();
      put(view, employer ? "tax" : "ssn", number);
    }
  }

  private static void document(ComparisonView.Builder view, IdentityDocument document) {
    String type = document.documentType() == null ? "" : document.documentType();
    String field =
        switch (type) {
          case "PASSPORT" -> "ppn";
          case "DRIVERS_LICENSE" -> "dl";
          default -> "identifier";
        };
    put(view, field, document.number());
  }

  private static void put(ComparisonView.Builder view, String field, @Nullable String value) {
    if (value != null) {
      view.put(field, value.toLowerCase(Locale.ROOT).equals("unknown") ? "" : value);
    }
  }

  private static <T> List<T> each(@Nullable List<T> values) {
    return values == null ? List.of() : values;
  }
}
