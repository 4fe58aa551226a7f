package io.unichart.extraction.sections;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.extraction.Section;
import io.unichart.extraction.Section.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionsTest {

  private static List<Kind> kinds(String text) {
    return Sections.of(text).stream().map(Section::kind).toList();
  }

  @Test
  void soapLettersAndWordsOpenTheSameParts() {
    assertThat(kinds("S: tired.\nO:\nBP 120/80\nA:\nGout\nP:\nRest"))
        .containsExactly(Kind.SUBJECTIVE, Kind.OBJECTIVE, Kind.ASSESSMENT, Kind.PLAN);
    assertThat(
            kinds(
                "Subjective:\nTired.\n\nOBJECTIVE\nWell.\n\n## Assessment\nGout\n\n**Plan:**\nRest"))
        .containsExactly(Kind.SUBJECTIVE, Kind.OBJECTIVE, Kind.ASSESSMENT, Kind.PLAN);
  }

  @Test
  void abbreviationsAndVariantsAreKnown() {
    assertThat(
            kinds(
                "CC: cough\nHPI: three days.\nPMHx: HTN\nPSH: none\nFHx: DM\nSHx: smoker\nMeds: none\nAll: NKDA\nROS: neg\nPE: well\nA/P: rest"))
        .containsExactly(
            Kind.CHIEF_COMPLAINT,
            Kind.PRESENT_ILLNESS,
            Kind.PAST_MEDICAL_HISTORY,
            Kind.PAST_SURGICAL_HISTORY,
            Kind.FAMILY_HISTORY,
            Kind.SOCIAL_HISTORY,
            Kind.MEDICATIONS,
            Kind.ALLERGIES,
            Kind.REVIEW_OF_SYSTEMS,
            Kind.EXAM,
            Kind.ASSESSMENT_AND_PLAN);
  }

  @Test
  void anUnknownHeadingInCapitalsIsUnderstoodByItsTellingWord() {
    assertThat(kinds("TRAVEL HISTORY\n\nSpain.\n\nDISCHARGE RECOMMENDATIONS:\nRest"))
        .containsExactly(Kind.PAST_HISTORY, Kind.PLAN);
  }

  @Test
  void labelsInCapitalsAreFoundInARunningReport() {
    String text =
        "REASON FOR VISIT:  Cough.  PAST MEDICAL HISTORY:  Gout, asthma.  ALLERGIES:  None.";

    List<Section> sections = Sections.of(text);

    assertThat(sections)
        .extracting(Section::kind)
        .containsExactly(Kind.CHIEF_COMPLAINT, Kind.PAST_MEDICAL_HISTORY, Kind.ALLERGIES);
    assertThat(sections.get(1).body().of(text).strip()).isEqualTo("Gout, asthma.");
  }

  @Test
  void proseIsNoHeading() {
    assertThat(
            kinds(
                "Plan to see him again.\nThe patient has a plan: rest and fluids.\nno history of gout\nhypertension"))
        .isEmpty();
  }

  @Test
  void bodySystemsDivideAPartAndLeaveItOpen() {
    String text = "PHYSICAL EXAM\n\nNeck: supple.\nLungs: clear.\n\nASSESSMENT\n\nWell.";

    List<Section> sections = Sections.of(text);

    assertThat(sections).extracting(Section::level).containsExactly(1, 2, 2, 1);
    assertThat(Sections.at(sections, text.indexOf("clear")).kind()).isEqualTo(Kind.EXAM);
    assertThat(Sections.at(sections, text.indexOf("Well")).kind()).isEqualTo(Kind.ASSESSMENT);
  }

  @Test
  void aLabelOfItsOwnEndsTheFamilyHistory() {
    String text =
        "PMH: asthma\nFH: mother HTN\nMaternal aunt: asthma\nMood: low. Ankle swelling.\nO/E: BP 120/80";

    List<Section> sections = Sections.of(text);

    assertThat(Sections.at(sections, text.indexOf("aunt")).kind()).isEqualTo(Kind.FAMILY_HISTORY);
    assertThat(Sections.at(sections, text.indexOf("swelling"))).isNull();
  }
}
