package io.unichart.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.identity.PersonDetails.PersonName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteHeaderTest {

  private static String written(NoteHeader header) {
    PersonName name = header.name();
    String given = name == null || name.given() == null ? "" : String.join(" ", name.given());
    return "%s %s|%s|%s|%s"
        .formatted(
            name == null ? "-" : name.family(),
            given,
            or(header.birthDate()),
            or(header.sex()),
            or(header.recordNumber()));
  }

  private static String or(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "annual-physical-tanaka; Tanaka Kenji|1979-05-06|male|UC-110203",
        "dermatology-kowalczyk; Kowalczyk Joanna|1982-07-09|female|UC-105447",
        "diabetes-review-halvorsen; Halvorsen Ingrid|1961-07-19|female|UC-104418",
        "discharge-summary-szymanski; Szymanski Walter|1947-04-03|male|UC-101152",
        "ed-chest-pain-achterberg; Achterberg Rosalind|1968-11-30|female|UC-107220",
        "family-medicine-oyelaran-1; OYELARAN MARCUS|1974-03-02|male|UC-104477",
        "geriatrics-winterbourne; Winterbourne Harold|1941-09-02|male|UC-100097",
        "hypertension-visit-halvorsen-erik; Halvorsen Erik|1964-12-01|male|UC-104419",
        "nephrology-marchetti; Marchetti Delphine|1956-01-28|female|UC-102589",
        "neurology-migraine-fairweather; Fairweather Giselle|1998-03-25|female|UC-109566",
        "orthopaedics-brueckner; Brückner Annelie|1958-11-23|female|UC-109034",
        "pediatrics-ear-infection-villanueva; Villanueva Mateo|2022-10-05|male|UC-108845",
        "prenatal-visit-nwosu; Nwosu Amara|1994-04-22|female|UC-107754",
        "psychiatry-dictation-lindqvist; Lindqvist Tobias|1987-06-17|male|UC-106015",
        "telephone-encounter-prudhomme; Prudhomme Eleanor|1947-12-14|female|UC-103316",
        "thyroid-devarajan; Devarajan Priyanka|1990-02-11|female|UC-106671",
        "urgent-care-odowd; O'Dowd Kieran|2003-08-30|male|UC-108112"
      })
  void theHeadersOfTheSamplesAreRead(String file, String expected) throws IOException {
    String note = Files.readString(Path.of("src/main/resources/samples/soap", file + ".txt"));

    NoteHeader header = NoteHeader.of(note);

    assertThat(written(header)).isEqualTo(expected);
    assertThat(header.contradictory()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Patient: Bob Smith; Smith Bob|-|-|-",
        "Pt Arjun Singh returns for seasonal allergy f/u; Singh Arjun|-|-|-",
        "Patient Emily G. Williams. DOB 1996-12-02; Williams Emily G|1996-12-02|-|-",
        "Patient: Emily Williams - DOB 1996-12-02; Williams Emily|1996-12-02|-|-",
        "Patient: Maya Thornton (DOB: 1991-08-19); Thornton Maya|1991-08-19|-|-",
        "Patient: Lionel “Lee” Park (DOB: 1978-01-07); Park Lionel|1978-01-07|-|-",
        "**Patient Name:** de la Cruz, Ana Maria  **DOB:** 3/4/85 **Sex:** F; de la Cruz Ana Maria|1985-03-04|female|-",
        "PATIENT: JOHN SMITH JR DOB: 25/12/1960 MRN# 00451234; SMITH JOHN|1960-12-25|-|00451234",
        "RE: Jean-Luc O'Neil, born on 5 May 1970; O'Neil Jean-Luc|1970-05-05|-|-",
        "Patient: patient--001; - |-|-|-",
        "DOB 02/30/1970 and MRN: pending; - |-|-|-"
      })
  void whatElseCliniciansWriteIsRead(String head, String expected) {
    assertThat(written(NoteHeader.of(head + "\nS: feels well.\n"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient: Anna Berg DOB 1980-01-02\nPatient: Karl Stone DOB 1975-05-06\nS: well",
        "Patient: Anna Berg MRN: A-100\nS: well\nMRN: A-200",
        "Patient: Anna Berg, DOB 1980-01-02\nDOB: 1981-01-02"
      })
  void twoPatientsInOneNoteContradictEachOther(String note) {
    assertThat(NoteHeader.of(note).contradictory()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Warfarin dosing guideline\nPurpose: safe dosing.\nApproved by: Ann Lee, MD",
        "Patient Education: Diabetes\nEat well.",
        "S: Patient presents with cough.\nO: Lungs clear.",
        "Der Patient klagt über Husten.",
        ""
      })
  void aTextWithoutAPatientNamesNobody(String text) {
    assertThat(NoteHeader.of(text).saysWho()).isFalse();
  }

  @Test
  void aNameAloneIsNotEnoughToBeCertain() {
    assertThat(NoteHeader.of("Patient: Bob Smith\n").saysEnough()).isFalse();
    assertThat(NoteHeader.of("Patient: Bob Smith DOB 1970-01-02\n").saysEnough()).isTrue();
    assertThat(List.of(NoteHeader.of("Patient: Bob Smith\n").toString())).doesNotContain("Smith");
  }
}
