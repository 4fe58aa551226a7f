package io.unichart.extraction.mentions;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.extraction.MedicationMention;
import io.unichart.extraction.MedicationMention.Dosage;
import io.unichart.extraction.MedicationMention.Status;
import io.unichart.extraction.Mention;
import io.unichart.extraction.NoteFacts;
import io.unichart.terminology.BuiltIn;
import io.unichart.terminology.CodeSystem;
import io.unichart.terminology.DrugCoder;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteReaderTest {

  private static final NoteReader READER =
      new NoteReader(new Lexicon(new DrugCoder(BuiltIn.table(CodeSystem.RXNORM))));

  private static NoteFacts read(String text) {
    NoteFacts facts = READER.read(text);
    facts.conditions().forEach(m -> assertThat(m.span().of(text)).isEqualTo(m.text()));
    facts
        .medications()
        .forEach(m -> assertThat(m.mention().span().of(text)).isEqualTo(m.mention().text()));
    facts
        .measurements()
        .forEach(m -> assertThat(m.mention().span().of(text)).isEqualTo(m.mention().text()));
    facts.allergies().forEach(m -> assertThat(m.span().of(text)).isEqualTo(m.text()));
    facts.plan().forEach(m -> assertThat(m.span().of(text)).isEqualTo(m.text()));
    return facts;
  }

  @Nested
  class Medicines {

    private MedicationMention only(String text) {
      assertThat(read(text).medications()).hasSize(1);
      return read(text).medications().get(0);
    }

    @Test
    void aSentenceTellsHowAMedicineIsTaken() {
      MedicationMention found =
          only("Start amoxicillin 500 mg capsules, 1 capsule PO TID for 10 days, #30, no refills.");

      Dosage dosage = found.dosage();
      assertThat(found.status()).isEqualTo(Status.STARTED);
      assertThat(dosage.strength()).isEqualTo("500 mg");
      assertThat(dosage.form()).isEqualTo("capsules");
      assertThat(dosage.dose()).isEqualTo("1 capsule");
      assertThat(dosage.route()).isEqualTo("PO");
      assertThat(dosage.frequency()).isEqualTo("TID");
      assertThat(dosage.duration()).isEqualTo("10 days");
      assertThat(dosage.dispense()).isEqualTo("#30");
      assertThat(dosage.refills()).isEqualTo("no");
    }

    @Test
    void asNeededKeepsItsReason() {
      Dosage dosage =
          only("Continue ibuprofen 600 mg by mouth every 6 hours as needed for knee pain.")
              .dosage();

      assertThat(dosage.prn()).isTrue();
      assertThat(dosage.prnReason()).isEqualTo("knee pain");
      assertThat(dosage.frequency()).isEqualTo("every 6 hours");
      assertThat(dosage.route()).isEqualTo("by mouth");
    }

    @Test
    void severalMedicinesInASentenceKeepTheirOwnInstructions() {
      List<MedicationMention> found =
          read("Increase lisinopril to 40 mg daily, stop metformin 500 mg BID and start Lasix 20 mg daily.")
              .medications();

      assertThat(found)
          .extracting(m -> m.mention().text())
          .containsExactly("lisinopril", "metformin", "Lasix");
      assertThat(found)
          .extracting(m -> m.dosage().strength())
          .containsExactly("40 mg", "500 mg", "20 mg");
      assertThat(found)
          .extracting(MedicationMention::status)
          .containsExactly(Status.CHANGED, Status.STOPPED, Status.STARTED);
    }

    @Test
    void aPrescriptionsLinesBelongToTheMedicineAbove() {
      Dosage dosage =
          only("Prescription:\nLisinopril 10 mg tablet\nDispense: #90\nSig: Take 1 tablet by mouth once daily\nRefills: 3\n")
              .dosage();

      assertThat(dosage.dispense()).isEqualTo("#90");
      assertThat(dosage.dose()).isEqualTo("1 tablet");
      assertThat(dosage.frequency()).isEqualTo("once daily");
      assertThat(dosage.refills()).isEqualTo("3");
    }

    @Test
    void theStrengthMayStandFirstAndABrandInBrackets() {
      assertThat(only("Takes 81 mg aspirin daily.").dosage().strength()).isEqualTo("81 mg");
      assertThat(only("Start nitrofurantoin (Macrobid) 100 mg PO BID x5 days.").dosage().strength())
          .isEqualTo("100 mg");
    }

    @Test
    void switchingStopsOneAndStartsTheOther() {
      assertThat(read("Switched from sertraline 50 mg to fluoxetine 20 mg daily.").medications())
          .extracting(MedicationMention::status)
          .containsExactly(Status.STOPPED, Status.STARTED);
    }
  }

  @Test
  void allergiesAndTheirAbsenceAreFacts() {
    assertThat(read("ALLERGIES\n\nPenicillin (rash), sulfa.\n\nPLAN\n\nRest.").allergies())
        .extracting(Mention::text)
        .containsExactly("Penicillin", "sulfa");
    assertThat(read("Allergies: NKDA").allergies())
        .singleElement()
        .satisfies(m -> assertThat(m.assertion().negated()).isTrue());
    assertThat(read("She is allergic to penicillin and takes aspirin.").medications())
        .extracting(m -> m.mention().text())
        .containsExactly("aspirin");
  }

  @Test
  void aPlansStatementsAreItsActions() {
    assertThat(read("P:\n- Start amlodipine 5 mg daily\n- RTC in 4 weeks\n").plan())
        .extracting(Mention::text)
        .containsExactly("Start amlodipine 5 mg daily", "RTC in 4 weeks");
  }

  @Test
  void shortFormsCountOnlyInCapitals() {
    assertThat(read("Denies SOB or HA. The ms was sent.").conditions())
        .extracting(Mention::text)
        .containsExactly("SOB", "HA");
    assertThat(read("No CVA tenderness.").conditions())
        .extracting(Mention::text)
        .containsExactly("CVA tenderness");
  }

  @Test
  void thePatientAndTheDayAreReadFromTheHeader() {
    PatientInfo info =
        read("Encounter Date: 2025-03-12\nPatient: A. Sample (DOB: 01/07/1978)\nMr. Sample feels well.")
            .patient();

    assertThat(info.documentDate()).isEqualTo(LocalDate.of(2025, 3, 12));
    assertThat(info.age()).isEqualTo("47");
    assertThat(info.gender()).isEqualTo("male");
    assertThat(read("A 54-year-old woman with her 12-year-old son.").patient().age())
        .isEqualTo("54");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\n",
        "A:",
        "Der Patient klagt über Husten seit drei Tagen.",
        "The quick brown fox jumps over the lazy dog.",
        ":::: ---- ((((",
        "1. 2. 3."
      })
  void anyTextCanBeRead(String text) {
    assertThat(read(text).medications()).isEmpty();
  }
}
