package io.unichart.identity;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a person, and what is stored: a patient without the members that the
 * index itself gives (id, version, times, links). Dates are texts as FHIR writes them, since they
 * may be partial. Identifying by nature, hence {@code toString} says nothing.
 */
public record PersonDetails(
    @Schema(description = "The name in use; its family name is required to register")
        @Nullable PersonName name,
    @Schema(description = "Former, maiden and other names")
        @Nullable List<PersonName> additionalNames,
    @Schema(description = "Numbers that somebody gave this person")
        @Nullable List<Identifier> identifiers,
    @Schema(
            allowableValues = {"male", "female", "other", "unknown"},
            example = "female")
        @Nullable String gender,
    @Schema(
            description = "YYYY, YYYY-MM or YYYY-MM-DD, not in the future",
            pattern = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?",
            example = "1987-02-28")
        @Nullable String birthDate,
    @Nullable Boolean deceased,
    @Schema(
            description = "A date, or a date and time with zone",
            maxLength = 40,
            example = "2024-11-02")
        @Nullable String deceasedDatetime,
    @Schema(description = "Phones, e-mail addresses and the like")
        @Nullable List<ContactPoint> telecom,
    @Schema(description = "Where the person lives or lived")
        @Nullable List<PostalAddress> addresses,
    @Schema(
            description = "Nine digits as SSN, ITIN or EIN, not all zeros",
            maxLength = 11,
            example = "123-45-6789")
        @Nullable String taxId,
    @Schema(
            allowableValues = {"single", "married", "divorced", "widowed", "separated", "unknown"},
            example = "married")
        @Nullable String maritalStatus,
    @Nullable Boolean multipleBirth,
    @Schema(description = "Pictures as URLs or data URLs") @Nullable List<String> photo,
    @Schema(description = "The organization that keeps the record")
        @Nullable UUID managingOrganization,
    @Schema(description = "Documents that prove identity")
        @Nullable List<IdentityDocument> documents,
    @Schema(description = "Whom to call") @Nullable List<EmergencyContact> emergencyContacts) {

  /** Somebody of whom nothing is known. */
  public static final PersonDetails NOTHING = of(null, null, null, null, null, null);

  /**
   * A name, in FHIR's words.
   *
   * @param use usual, official, temp, nickname, anonymous, old or maiden
   */
  public record PersonName(
      @JsonAlias("use_type")
          @Schema(
              allowableValues = {
                "usual",
                "official",
                "temp",
                "nickname",
                "anonymous",
                "old",
                "maiden"
              },
              example = "official")
          @Nullable String use,
      @Schema(minLength = 1, maxLength = 500, example = "Okonkwo-Lindqvist")
          @Nullable String family,
      @Schema(description = "Given names in their order", example = "[\"Ngozi\", \"Maria\"]")
          @Nullable List<String> given,
      @Schema(description = "Titles before the name", example = "[\"Dr.\"]")
          @Nullable List<String> prefix,
      @Schema(description = "What follows the name", example = "[\"Jr.\"]")
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
      @JsonAlias("identifier_type")
          @Schema(
              allowableValues = {"MRN", "SSN", "DL", "NPI", "PPN", "TAX", "OTHER"},
              example = "MRN")
          @Nullable String type,
      @Schema(
              description = "The number's namespace; follows from the type when absent",
              maxLength = 1000,
              example = "urn:unichart:mrn")
          @Nullable String system,
      @Schema(
              description = "Required; kept as given",
              minLength = 1,
              maxLength = 200,
              example = "00-417 a")
          @Nullable String value,
      @Schema(description = "Who gave the number", maxLength = 1000, example = "Oakton General")
          @Nullable String assigner,
      @JsonAlias("use_type")
          @Schema(
              allowableValues = {"usual", "official", "temp", "secondary", "old"},
              example = "official")
          @Nullable String use) {

    /** The namespace of numbers that only number invented records. */
    public static final String INVENTED = "urn:unichart:demo";

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
      @Schema(
              allowableValues = {"phone", "email", "fax", "pager", "url", "sms", "other"},
              example = "phone")
          @Nullable String system,
      @Schema(
              description = "Required; phones are stored in E.164",
              minLength = 1,
              maxLength = 1000,
              example = "(212) 456-7890")
          @Nullable String value,
      @JsonAlias("use_type")
          @Schema(
              allowableValues = {"home", "work", "temp", "old", "mobile"},
              example = "home")
          @Nullable String use) {
    @Override
    public String toString() {
      return "ContactPoint[system=" + system + ", …]";
    }
  }

  /** A postal address. */
  public record PostalAddress(
      @JsonAlias("use_type")
          @Schema(
              allowableValues = {"home", "work", "temp", "old", "billing"},
              example = "home")
          @Nullable String use,
      @Schema(maxLength = 1000, example = "12 Elm Street") @Nullable String line1,
      @Schema(maxLength = 1000, example = "Apt 4") @Nullable String line2,
      @Schema(maxLength = 1000, example = "Albany") @Nullable String city,
      @Schema(
              description = "In the United States a state or territory, by name or code",
              maxLength = 1000,
              example = "NY")
          @Nullable String state,
      @Schema(maxLength = 40, example = "12207-1234") @Nullable String postalCode,
      @Schema(maxLength = 100, example = "US") @Nullable String country) {
    @Override
    public String toString() {
      return "PostalAddress[…]";
    }
  }

  /** A document that proves identity. */
  public record IdentityDocument(
      @Schema(
              description = "Required",
              allowableValues = {
                "PASSPORT",
                "BIRTH_CERTIFICATE",
                "NATIONAL_ID",
                "DRIVERS_LICENSE",
                "VOTER_ID",
                "MILITARY_ID",
                "RESIDENCE_PERMIT",
                "WORK_PERMIT",
                "OTHER"
              },
              example = "PASSPORT")
          @Nullable String documentType,
      @Schema(description = "Required", minLength = 1, maxLength = 200, example = "X1234567")
          @Nullable String number,
      @Schema(description = "Required", minLength = 1, maxLength = 100, example = "US")
          @Nullable String issuingCountry,
      @Schema(maxLength = 1000, example = "Department of State") @Nullable String issuingAuthority,
      @Schema(maxLength = 10, example = "2019-05-01") @Nullable String issueDate,
      @Schema(description = "Not before the issue date", maxLength = 10, example = "2029-04-30")
          @Nullable String expiryDate,
      @Nullable Boolean verified) {
    @Override
    public String toString() {
      return "IdentityDocument[documentType=" + documentType + ", …]";
    }
  }

  /** Whom to call. */
  public record EmergencyContact(
      @Schema(description = "Required", minLength = 1, maxLength = 500, example = "Ada Okonkwo")
          @Nullable String name,
      @Schema(maxLength = 1000, example = "mother") @Nullable String relationship,
      @Schema(description = "How to reach them") @Nullable List<ContactPoint> telecom,
      @Schema(description = "Where they live") @Nullable PostalAddress address,
      @Nullable Boolean isPrimary) {
    @Override
    public String toString() {
      return "EmergencyContact[…]";
    }
  }

  /** What mostly is known of a person; nothing else is. */
  public static PersonDetails of(
      @Nullable PersonName name,
      @Nullable List<Identifier> identifiers,
      @Nullable String gender,
      @Nullable String birthDate,
      @Nullable List<ContactPoint> telecom,
      @Nullable List<PostalAddress> addresses) {
    return new PersonDetails(
        name,
        null,
        identifiers,
        gender,
        birthDate,
        null,
        null,
        telecom,
        addresses,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same person with another birth date. */
  public PersonDetails born(String date) {
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
