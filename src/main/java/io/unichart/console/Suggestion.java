package io.unichart.console;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A question to begin with, offered only while the sample document that answers it is there.
 *
 * @param question what is asked
 * @param source the sample that answers it
 */
record Suggestion(String question, String source) {

  private static final int MOST = 4;

  private static final List<Suggestion> SAMPLES =
      List.of(
          new Suggestion(
              "How much fluid is given in the first three hours of sepsis?",
              "policy/sepsis-first-hours.pdf"),
          new Suggestion(
              "When was Kenji Tanaka due for his first colonoscopy, and why?",
              "soap/annual-physical-tanaka.txt"),
          new Suggestion(
              "What is the INR target for a mechanical mitral valve?",
              "policy/anticoagulation-warfarin.txt"),
          new Suggestion(
              "What dose of prednisone did Kieran O'Dowd get?", "soap/urgent-care-odowd.txt"));

  static List<Suggestion> amongst(List<Library.Row> rows) {
    Set<String> sources =
        rows.stream().map(row -> String.valueOf(row.source())).collect(Collectors.toSet());
    return SAMPLES.stream()
        .filter(sample -> sources.contains(sample.source()))
        .limit(MOST)
        .toList();
  }
}
