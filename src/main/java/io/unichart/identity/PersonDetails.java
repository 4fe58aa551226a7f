package io.unichart.identity;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a person, and what is stored: a patient without the members that the
 * index itself gives (id, version, times, links). Dates are texts as FHIR writes them, since they
 * may be partial. Identifying by nature, hence {@code toString} says nothing.
 */
public record PersonDetails(
    @Nullable PersonName name,
    @Nullable List<PersonName> additionalNames,
    @Nullable List<Identifier> identifiers,
    @Nullable String gender,
    @Nullable String birthDate,
    @Nullable Boolean deceased,
    @Nullable String deceasedDatetime,
    @Nullable List<ContactPoint> telecom,
    @Nullable List<PostalAddress> addresses,
    @Nullable String taxId,
    @Nullable String maritalStatus,
    @Nullable Boolean multipleBirth,
    @Nullable List<String> photo,
    @Nullable UUID managingOrganization,
    @Nullable List<IdentityDocument> documents,
    @Nullable List<EmergencyContact> emergencyContacts) {

  /** Somebody of whom nothing is known. */
  static final PersonDetails NOTHING =
      new PersonDetails(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null);

  /**
   * A name, in FHIR's words.
   *
   * @param use usual, official, temp, nickname, anonymous, old or maiden
   */
  public record PersonName(
      @JsonAlias("use_type") @Nullable String use,
      @Nullable String family,
      @Nullable List<String> given,
      @Nullable List<String> prefix,
      @Nullable List<String> suffix) {
    @Override
    public String toString() {
      return "PersonName[…]";
    }
  }

  /**
   * A number that somebody gave this person, kept as it was given.
   *
   * @param type MRN, SSN, DL, NPI, PPN, TAX or OTHER
   * @param system the namespace of the value; follows from the type when it is not given
   */
  public record Identifier(
      @JsonAlias("identifier_type") @Nullable String type,
      @Nullable String system,
      @Nullable String value,
      @Nullable String assigner,
      @JsonAlias("use_type") @Nullable String use) {
    @Override
    public String toString() {
      return "Identifier[type=" + type + ", …]";
    }
  }

  /**
   * A way to reach a person.
   *
   * @param system phone, email, fax, pager, url, sms or other
   */
  public record ContactPoint(
      @Nullable String system,
      @Nullable String value,
      @JsonAlias("use_type") @Nullable String use) {
    @Override
    public String toString() {
      return "ContactPoint[system=" + system + ", …]";
    }
  }

  /** A postal address. */
  public record PostalAddress(
      @JsonAlias("use_type") @Nullable String use,
      @Nullable String line1,
      @Nullable String line2,
      @Nullable String city,
      @Nullable String state,
      @Nullable String postalCode,
      @Nullable String country) {
    @Override
    public String toString() {
      return "PostalAddress[…]";
    }
  }

  /** A document that proves identity. */
  public record IdentityDocument(
      @Nullable String documentType,
      @Nullable String number,
      @Nullable String issuingCountry,
      @Nullable String issuingAuthority,
      @Nullable String issueDate,
      @Nullable String expiryDate,
      @Nullable Boolean verified) {
    @Override
    public String toString() {
      return "IdentityDocument[documentType=" + documentType + ", …]";
    }
  }

  /** Whom to call. */
  public record EmergencyContact(
      @Nullable String name,
      @Nullable String relationship,
      @Nullable List<ContactPoint> telecom,
      @Nullable PostalAddress address,
      @Nullable Boolean isPrimary) {
    @Override
    public String toString() {
      return "EmergencyContact[…]";
    }
  }

  /** The same person with another birth date. */
  PersonDetails born(String date) {
    return new PersonDetails(
        name,
        additionalNames,
        identifiers,
        gender,
        date,
        deceased,
        deceasedDatetime,
        telecom,
        addresses,
        taxId,
        maritalStatus,
        multipleBirth,
        photo,
        managingOrganization,
        documents,
        emergencyContacts);
  }

  @Override
  public String toString() {
    return "PersonDetails[…]";
  }
}
