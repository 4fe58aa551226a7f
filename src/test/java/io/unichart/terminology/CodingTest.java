package io.unichart.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.terminology.Coding.Confidence;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodingTest {

  private static final ConditionCoder CONDITIONS =
      new ConditionCoder(new TermIndex(BuiltIn.table(CodeSystem.ICD10CM)));
  private static final DrugCoder DRUGS = new DrugCoder(BuiltIn.table(CodeSystem.RXNORM));

  private static String condition(String phrase) {
    Candidate chosen = CONDITIONS.code(phrase).chosen();
    return chosen == null ? "" : chosen.code();
  }

  private static String drug(String name, String strength, String form, boolean extended) {
    Candidate chosen = DRUGS.code(name, strength, form, extended).chosen();
    return chosen == null ? "" : chosen.code();
  }

  @Nested
  class Conditions {

    @ParameterizedTest
    @CsvSource({
      "gallbladder attack, K80.20",
      "water on the knee, M25.469",
      "blood clot in the lung, I26.99",
      "blood clot in the leg, I82.409",
      "former drinker, F10.21",
      "IBS, K58.9",
      "PCOS, E28.2",
      "PVD, I73.9",
      "MS, G35.D",
      "vertigo, R42",
      "bladder infection, N30.90",
      "T2DM, E11.9"
    })
    void whatCliniciansAndPatientsSayIsUnderstood(String phrase, String code) {
      assertThat(condition(phrase)).isEqualTo(code);
    }

    @Test
    void remarksAndQualifiersDoNotHideTheCondition() {
      assertThat(condition("Primary hypertension (new diagnosis)")).isEqualTo("I10");
      assertThat(condition("Acute lumbar strain with muscle spasm")).isEqualTo("S39.012A");
      assertThat(condition("Asthma exacerbation (likely viral-triggered), mild–moderate"))
          .isEqualTo("J45.901");
      assertThat(condition("Possible overweight (BMI 27.5), recommend lifestyle modifications"))
          .isEqualTo("E66.3");
    }

    @Test
    void aSlipOfTheKeyboardIsForgiven() {
      assertThat(condition("hypothyrodism")).isEqualTo("E03.9");
      assertThat(condition("diverticulitsi")).isEqualTo("K57.32");
    }

    @Test
    void nothingAtAllGetsNoCode() {
      Coding coding = CONDITIONS.code("went to the market with a friend");

      assertThat(coding.chosen()).isNull();
      assertThat(coding.confidence()).isEqualTo(Confidence.NONE);
    }

    @Test
    void aCodingTellsItsMethodCandidatesAndVersion() {
      Coding coding = CONDITIONS.code("heart attack");

      assertThat(coding.chosen().method()).isEqualTo("everyday name");
      assertThat(coding.confidence()).isEqualTo(Confidence.EXACT);
      assertThat(coding.candidates()).contains(coding.chosen());
      assertThat(coding.version()).isEqualTo("built-in 2026");
    }
  }

  @Nested
  class Medicines {

    @Test
    void aDrugIsCodedByIngredientStrengthAndForm() {
      assertThat(drug("Metformin", "500 MG", "Oral Tablet", false)).isEqualTo("861007");
      assertThat(drug("lipitor", "40 mg", "", false)).isEqualTo("617311");
      assertThat(drug("levothyroxine", "50 mcg", "tab", false))
          .isEqualTo(drug("synthroid", "0.05 mg", "", false));
      assertThat(drug("lisinopril-hctz", "20/12.5 mg", "tab", false)).isEqualTo("197886");
    }

    @Test
    void extendedReleaseIsChosenOnlyWhenSaid() {
      assertThat(drug("metformin", "500 mg", "", false)).isEqualTo("861007");
      assertThat(drug("metformin", "500 mg", "", true)).isEqualTo("860975");
    }

    @Test
    void withoutAStrengthTheIngredientIsTheAnswer() {
      assertThat(drug("lisinopril", "", "", false)).isEqualTo("29046");
    }

    @Test
    void aStrengthThatDoesNotExistLeavesTheIngredientWithLittleConfidence() {
      Coding coding = DRUGS.code("lisinopril", "33 mg", "tablet", false);

      assertThat(coding.chosen().code()).isEqualTo("29046");
      assertThat(coding.confidence()).isEqualTo(Confidence.LOW);
    }

    @Test
    void anUnknownNameHasNoCode() {
      assertThat(DRUGS.code("unobtainium", "5 mg", "tablet", false).chosen()).isNull();
    }
  }

  @Test
  void whatAnIncompleteTableLacksIsCodedByTheDictionary() {
    TermTable.Builder table = TermTable.builder(CodeSystem.RXNORM, "part", "tables");
    table.concept(new Concept("29046", "lisinopril", true, "IN"));
    DrugCoder coder = new DrugCoder(table.build(), DRUGS);

    assertThat(coder.code("aspirin", "", "", false))
        .isEqualTo(DRUGS.code("aspirin", "", "", false));
    assertThat(coder.code("lisinopril", "", "", false).version()).isEqualTo("part");
    assertThat(coder.ingredientOf("Tylenol")).isEqualTo("acetaminophen");
    assertThat(coder.code("nonsense", "", "", false).chosen()).isNull();
  }
}
