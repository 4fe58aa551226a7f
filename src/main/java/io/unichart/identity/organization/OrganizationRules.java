package io.unichart.identity.organization;

import static io.unichart.identity.record.PartRules.NAME_LENGTH;
import static io.unichart.identity.record.PartRules.TEXT_LENGTH;
import static io.unichart.identity.record.PartRules.each;

import io.unichart.identity.PersonDetails.Identifier;
import io.unichart.identity.organization.Organization.Details;
import io.unichart.identity.record.Faults;
import io.unichart.identity.record.PartRules;
import io.unichart.identity.record.Standardisation;
import java.util.Objects;

/** What an organisation must satisfy to be stored, and the one form it is stored in. */
final class OrganizationRules {

  private OrganizationRules() {}

  /** Checks an organisation; ends with 422 and all faults if there is any. */
  static void check(Details organization) {
    Faults faults = new Faults();
    faults.required("name", organization.name(), NAME_LENGTH);
    each("type", organization.type(), faults, (f, v, all) -> all.text(f, v, TEXT_LENGTH));
    each("alias", organization.alias(), faults, (f, v, all) -> all.text(f, v, NAME_LENGTH));
    PartRules.identifiers(organization.identifiers(), faults);
    each("identifiers", organization.identifiers(), faults, OrganizationRules::providerNumber);
    PartRules.contacts("telecom", organization.telecom(), faults);
    PartRules.addresses(organization.addresses(), faults);
    faults.raise();
  }

  private static void providerNumber(String field, Identifier identifier, Faults faults) {
    if ("NPI".equals(identifier.type())
        && identifier.value() != null
        && !NationalProvider.valid(identifier.value().strip())) {
      faults.add(field + ".value", "must be an NPI of ten digits with its check digit");
    }
  }

  /** A checked organisation in its standard form. */
  static Details standard(Details organization) {
    return new Details(
        Objects.requireNonNull(organization.name()).strip(),
        Standardisation.orEmpty(organization.type()),
        Standardisation.orEmpty(organization.alias()),
        Standardisation.identifiers(organization.identifiers()),
        Standardisation.contacts(organization.telecom()),
        Standardisation.addresses(organization.addresses()),
        organization.partOf(),
        !Boolean.FALSE.equals(organization.active()));
  }
}
