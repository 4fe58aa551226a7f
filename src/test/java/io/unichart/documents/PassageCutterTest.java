package io.unichart.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.documents.PassageCutter.Cut;
import io.unichart.documents.outline.Outline;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassageCutterTest {

  private static final String[] BITS = {
    "S:",
    "O:",
    "A:\n\n",
    "P:",
    "PLAN\n",
    "Vitals: BP 120/80",
    "II. SCOPE AND PURPOSE",
    "A. Scope\n",
    "B. Target Population",
    "1. First item of a list",
    "2. Second item",
    "- a bullet",
    "• Another one",
    "Applies to:",
    "Patient: Ann Example (DOB: 1990-01-01)",
    "# A title\n",
    "## Part\n",
    "Heading\n====",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "Pt. seen by Dr. Low at 9.30 a.m. today.",
    "It hurts. It still does!",
    "98.2Â°F",
    "donâ€™t",
    "😀👩‍⚕️",
    "é́",
    "\t",
    "\n\n",
    "\n",
    "\r\n",
    "\f",
    "\u00A0",
    "    ",
    "Signed:\nDr. Low",
    "ALLERGIES: none",
    "x",
    "\uD800",
    "«»",
    "HISTORY OF PRESENT ILLNESS",
    ":",
    "...",
  };

  private static List<Cut> cut(String text) {
    return PassageCutter.cut("A title", RepairedText.of(text), List.of());
  }

  @Test
  void nothingButBlanksIsEverLeftOutAndEveryPieceKeepsTheLimit() {
    long seed = Long.getLong("seed", 20_261_122L);
    Random random = new Random(seed);
    for (int run = 0; run < 3_000; run++) {
      assertHolds(randomText(random), "seed " + seed + " run " + run);
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int parts = random.nextInt(random.nextBoolean() ? 6 : 80);
    for (int i = 0; i < parts; i++) {
      switch (random.nextInt(6)) {
        case 0 -> text.append("word ".repeat(random.nextInt(60)));
        case 1 ->
            text.append(
                String.valueOf((char) ('a' + random.nextInt(26))).repeat(random.nextInt(900)));
        case 2 -> text.append("Short sentence here. ".repeat(random.nextInt(50)));
        case 3 -> text.append("😀".repeat(random.nextInt(500)));
        default -> text.append(BITS[random.nextInt(BITS.length)]);
      }
      text.append(random.nextInt(3) == 0 ? "\n" : random.nextInt(3) == 0 ? " " : "");
    }
    return text.toString();
  }

  private static void assertHolds(String content, String where) {
    RepairedText repaired = RepairedText.of(content);
    BitSet covered = new BitSet();
    int last = -1;
    for (Cut cut : PassageCutter.cut("A title", repaired, List.of())) {
      String original = content.substring(cut.start(), cut.end());
      assertThat(cut.text()).as(where).isNotBlank().hasSizeLessThanOrEqualTo(Passage.LIMIT);
      assertThat(original.length()).as(where).isLessThanOrEqualTo(Passage.LIMIT);
      assertThat(
              repaired
                  .text()
                  .substring(repaired.toRepaired(cut.start()), repaired.toRepaired(cut.end())))
          .as(where)
          .isEqualTo(cut.text());
      assertThat(cut.start()).as(where).isGreaterThan(last);
      assertThat(tearsAPair(content, cut.start()) || tearsAPair(content, cut.end()))
          .as(where)
          .isFalse();
      last = cut.start();
      covered.set(cut.start(), cut.end());
    }
    for (int i = 0; i < content.length(); i++) {
      if (!Outline.isBlank(content.charAt(i))) {
        assertThat(covered.get(i)).as("%s: character %d is in a passage", where, i).isTrue();
      }
    }
  }

  private static boolean tearsAPair(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isHighSurrogate(text.charAt(at - 1))
        && Character.isLowSurrogate(text.charAt(at));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "😀", "word ", "a\u0301", "👩‍⚕️", "1. "})
  void oneEndlessSentenceIsCutNearTheLimitWithOverlap(String unit) {
    String endless = unit.repeat(10_000 / unit.length());

    List<Cut> cuts = cut(endless);

    assertHolds(endless, unit);
    assertThat(cuts).hasSizeBetween(13, 20);
    for (int i = 1; i < cuts.size(); i++) {
      assertThat(cuts.get(i - 1).end() - cuts.get(i).start()).isBetween(1, Passage.OVERLAP);
    }
  }

  @Test
  void longSectionsAreCutBetweenSentences() {
    String sentence =
        "The patient reports that the knee has been swollen since the fall last week. ";

    List<Cut> cuts = cut("HISTORY OF PRESENT ILLNESS\n" + sentence.repeat(30));

    assertThat(cuts).allSatisfy(cut -> assertThat(cut.text()).endsWith("."));
    assertThat(cuts.subList(1, cuts.size()))
        .allSatisfy(cut -> assertThat(cut.text()).startsWith("The"));
    assertThat(cuts).allSatisfy(cut -> assertThat(cut.text().length()).isGreaterThan(400));
  }

  @Test
  void sectionsOfANoteAreNotMixedAndKnowWhoseTheyAre() {
    List<Cut> cuts =
        cut(
            """
            Clinic note
            Patient: Ann Example (DOB: 1990-01-01)
            Date: 2025-03-04

            CHIEF COMPLAINT
            Cough.

            HPI: Three days of cough.
            MEDICATIONS
            - albuterol
            ALLERGIES: none known
            ASSESSMENT/PLAN:
            Bronchitis. Rest.
            """);

    assertThat(cuts)
        .extracting(Cut::header)
        .containsExactly(true, false, false, false, false, false);
    assertThat(cuts.get(0).text()).startsWith("Clinic note").endsWith("2025-03-04");
    assertThat(cuts.get(1).text()).isEqualTo("CHIEF COMPLAINT\nCough.");
    assertThat(cuts.get(3).context())
        .isEqualTo(
            "A title\nClinic note · Patient: Ann Example (DOB: 1990-01-01) · Date: 2025-03-04\nMedications");
  }

  @Test
  void numberedPartsOfAGuidelineStandAloneAndSmallOnesTogether() {
    String body =
        "Measure the pressure at every visit and write it down with the arm and the cuff. ";
    List<Cut> cuts =
        cut(
            "Pressure Guideline\n\nDocument Number: 7 Effective Date: today\n\n"
                + "I. PURPOSE\n\nA. Aim\n\n"
                + body.repeat(5)
                + "\n\nB. Scope\n\nApplies to:\n\nAdults\n\nII. CARE\n\nA. First Visit\n\n"
                + body.repeat(8)
                + "\n\nB. Later Visits\n\n"
                + body.repeat(6));

    assertThat(cuts)
        .extracting(cut -> cut.context().substring(cut.context().lastIndexOf('\n') + 1))
        .containsExactly(
            "A title", "I. PURPOSE", "II. CARE › A. First Visit", "II. CARE › B. Later Visits");
    assertThat(cuts.get(2).text()).startsWith("II. CARE\n\nA. First Visit");
  }

  @Test
  void aListIsNotTornFromTheLineThatOpensIt() {
    String item = "- take the tablets with food and a glass of water every morning\n";
    List<Cut> cuts =
        cut(
            "x".repeat(0)
                + "Some words before it. ".repeat(25)
                + "\nHow to take it:\n"
                + item.repeat(20));

    assertThat(cuts).noneMatch(cut -> cut.text().endsWith(":"));
    assertThat(cuts).allSatisfy(cut -> assertThat(cut.text()).doesNotStartWith("ake"));
  }

  @Test
  void pagesAreThoseOnWhichPassagesBegin() {
    String page = "PLAN\nSome words stand on this page of the document.\n";
    List<Integer> starts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      starts.add(text.length());
      text.append(i == 2 ? "" : page);
    }

    List<Cut> cuts = PassageCutter.cut("A title", RepairedText.of(text.toString()), starts);

    assertThat(cuts).extracting(Cut::page).containsExactly(1, 2, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n\t\u00A0"})
  void blankTextHasNoPassage(String blank) {
    assertThat(cut(blank)).isEmpty();
  }

  @Test
  void aMillionCharactersAreCutInReasonableTime() {
    String text = "A sentence of some words that repeats itself. ".repeat(220_000);

    assertThat(
            org.junit.jupiter.api.Assertions.assertTimeout(
                java.time.Duration.ofSeconds(20), () -> cut(text)))
        .hasSizeGreaterThan(10_000);
  }
}
