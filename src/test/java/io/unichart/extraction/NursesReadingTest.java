package io.unichart.extraction;

import static io.unichart.extraction.ReadNote.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a nurse who reads the note beside the facts would not let pass. */
class NursesReadingTest {

  @ParameterizedTest
  @ValueSource(strings = {"minor", "minimal", "slight", "scant"})
  void aLittleOfSomethingBehindADenialIsThere(String little) {
    Extraction read = NOTES.extract("O:\nLungs: no crackles, %s wheezing.".formatted(little));

    assertThat(read.otherMentions())
        .filteredOn(mention -> mention.assertion().negated())
        .extracting(mention -> mention.text())
        .containsExactly("crackles");
  }

  @Test
  void whoDrinksNoMilkHasNoTuberculosis() {
    Extraction read =
        NOTES.extract("HPI:\nA dietitian recommended discontinuing consumption of cow's milk.");

    assertThat(read.diagnoses()).isEmpty();
  }

  @Test
  void aMedicineWithItsDoseInTheListOfAPlanIsPartOfIt() {
    Extraction read =
        NOTES.extract("A/P: R AOM\n- Amoxicillin 400 mg PO BID x 10d\n- Return if not better");

    assertThat(read.planActions())
        .containsExactly("Amoxicillin 400 mg PO BID x 10d", "Return if not better");
  }

  @Test
  void everyStatementOfAPlanIsPartOfIt() {
    Extraction read = NOTES.extract("Dx: Pharyngitis\nTx: Salt water gargles. Work note x 2 days.");

    assertThat(read.planActions()).containsExactly("Salt water gargles.", "Work note x 2 days.");
  }

  @Test
  void theSameProblemSaidInGeneralIsNoSecondOne() {
    Extraction read =
        NOTES.extract("S: here for DM2.\nA:\n1. T2DM with hyperglycemia\n2. primary OA");

    assertThat(read.diagnoses())
        .extracting(Extraction.Diagnosis::icd10Code)
        .containsExactly("E11.65", "M19.90");
  }

  @Test
  void whatOneKeepsIsActiveThoughItStandsUnderTheHistory() {
    Extraction read =
        NOTES.extract("PMH: HFrEF, PMR, IHD, stroke 2015, breast cancer 2001, pneumonia\nA: gout");

    assertThat(read.diagnoses())
        .extracting(diagnosis -> diagnosis.text() + " " + diagnosis.status())
        .containsExactly(
            "HFrEF active",
            "PMR active",
            "IHD active",
            "stroke inactive",
            "breast cancer inactive",
            "pneumonia inactive",
            "gout active");
  }

  @Test
  void adviceAboutHowToLiveIsPartOfThePlan() {
    Extraction read =
        NOTES.extract(
            """
            A:
            Primary hypertension
            P:
            Start amlodipine 5 mg PO daily
            Lifestyle: reduce sodium, limit caffeine, increase activity
            RTC in 4 weeks
            """);

    assertThat(read.planActions()).hasSize(3).anyMatch(action -> action.contains("reduce sodium"));
  }

  @Test
  void aPrescriptionOfWhatThePlanContinuesIsARefill() {
    Extraction read =
        NOTES.extract(
            """
            P:
            Continue ibuprofen 400 mg PO q6h PRN for pain
            Prescription:
            Ibuprofen 400 mg tablet
            Sig: Take 1 tab PO q6h PRN knee pain
            """);

    assertThat(read.medications())
        .singleElement()
        .satisfies(ibuprofen -> assertThat(ibuprofen.status()).isEqualTo("continued"));
  }

  @Test
  void aVaccineThatWasGivenIsDoneThoughThePlanTellsIt() {
    Extraction read =
        NOTES.extract(
            """
            P:
            Influenza vaccine administered today - tolerated well
            Pneumococcal vaccine to be administered at the next visit
            """);

    assertThat(read.procedures())
        .extracting(procedure -> procedure.text() + " " + procedure.status())
        .containsExactly("Influenza vaccine performed", "Pneumococcal vaccine planned");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Instructed on possible mild sx post-vaccine (soreness, mild fever).",
        "Hydroxyzine 25 mg PO PRN sleep (reviewed drowsiness; avoid alcohol when using)",
        "May use phenazopyridine OTC x2 days (reviewed urine discoloration)"
      })
  void aSideEffectThatWasSpokenOfIsNotThere(String plan) {
    Extraction read = NOTES.extract("P:\n" + plan);

    assertThat(read.diagnoses()).isEmpty();
    assertThat(read.otherMentions())
        .isNotEmpty()
        .allSatisfy(
            mention -> assertThat(mention.assertion().temporality()).isEqualTo("hypothetical"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A 54-year-old teacher with vertigo.",
        "A 61 yo retired factory worker with vertigo.",
        "A 34 yo mother of two presents with vertigo."
      })
  void whoIsIntroducedWithAnAgeIsThePatient(String introduction) {
    Extraction read = NOTES.extract("HPI:\n" + introduction);

    assertThat(read.diagnoses()).extracting(d -> d.text()).containsExactly("vertigo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Her 43 yo brother with asthma.", "Exposed to 2 coworkers with asthma."})
  void whoIsSomebodysOrCountedIsNot(String other) {
    Extraction read = NOTES.extract("HPI:\n" + other);

    assertThat(read.diagnoses()).isEmpty();
  }

  @Test
  void aNewSentenceBeginsBehindAShortenedHistory() {
    Extraction read = NOTES.extract("HPI:\nNo mania hx. Partner says they've been more irritable.");

    assertThat(read.diagnoses()).extracting(d -> d.text()).containsExactly("irritable");
  }

  @Test
  void aListOfMedicinesMayTellWhereItIsFromAndWhatIsNew() {
    Extraction read =
        NOTES.extract(
            """
            Meds (per MAR): children's Zyrtec 2.5 mg daily
            Discharge meds:
            NEW Toprol XL 50 mg daily
            """);

    assertThat(read.medications())
        .extracting(
            medicine -> medicine.text() + " " + medicine.status() + " " + medicine.rxnormCode())
        .containsExactly("Zyrtec continued 2558501", "Toprol XL started 866436");
  }

  @Test
  void whatIsSaidBehindOneMedicineIsNotSaidOfTheNext() {
    Extraction read =
        NOTES.extract(
            "Current medication: Metformin stopped today, Atorvastatin 20 mg nocte, Clopidogrel 75 mg od");

    assertThat(read.medications())
        .filteredOn(medicine -> !medicine.text().equals("Metformin"))
        .extracting(medicine -> medicine.status() + " " + medicine.dosage().frequency())
        .containsExactly("continued nocte", "continued od");
  }

  @Test
  void aCultureForStreptococciIsNoGuillainBarreSyndrome() {
    Extraction read =
        NOTES.extract("A/P:\n1. IUP at 34 weeks\nGBS cx sent. GBS positive last time.");

    assertThat(read.diagnoses()).noneMatch(diagnosis -> "G61.0".equals(diagnosis.icd10Code()));
  }
}
