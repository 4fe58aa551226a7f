package io.unichart.extraction.sections;

import io.unichart.extraction.Section.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What headings mean. Known ones are listed; an unknown line in capitals is understood by its last
 * telling word ("BIRTH HISTORY", "FOLLOW-UP RECOMMENDATIONS").
 */
final class Headings {

  /**
   * A heading's meaning.
   *
   * @param kind the part of the note it opens
   * @param plain true when the words alone make a heading; otherwise they need a colon or capitals
   */
  record Heading(Kind kind, boolean plain) {}

  private static final Map<String, Kind> TELLING =
      Map.ofEntries(
          Map.entry("history", Kind.PAST_HISTORY),
          Map.entry("hx", Kind.PAST_HISTORY),
          Map.entry("medications", Kind.MEDICATIONS),
          Map.entry("meds", Kind.MEDICATIONS),
          Map.entry("allergies", Kind.ALLERGIES),
          Map.entry("exam", Kind.EXAM),
          Map.entry("examination", Kind.EXAM),
          Map.entry("vitals", Kind.VITALS),
          Map.entry("results", Kind.RESULTS),
          Map.entry("findings", Kind.RESULTS),
          Map.entry("labs", Kind.RESULTS),
          Map.entry("imaging", Kind.RESULTS),
          Map.entry("studies", Kind.RESULTS),
          Map.entry("data", Kind.RESULTS),
          Map.entry("systems", Kind.REVIEW_OF_SYSTEMS),
          Map.entry("procedure", Kind.PROCEDURES),
          Map.entry("procedures", Kind.PROCEDURES),
          Map.entry("course", Kind.HOSPITAL_COURSE),
          Map.entry("diagnosis", Kind.DIAGNOSES),
          Map.entry("diagnoses", Kind.DIAGNOSES),
          Map.entry("assessment", Kind.ASSESSMENT),
          Map.entry("impression", Kind.ASSESSMENT),
          Map.entry("summary", Kind.OTHER),
          Map.entry("plan", Kind.PLAN),
          Map.entry("recommendations", Kind.PLAN),
          Map.entry("instructions", Kind.INSTRUCTIONS),
          Map.entry("education", Kind.INSTRUCTIONS),
          Map.entry("prescriptions", Kind.PRESCRIPTION),
          Map.entry("disposition", Kind.DISPOSITION),
          Map.entry("complaint", Kind.CHIEF_COMPLAINT),
          Map.entry("concerns", Kind.CHIEF_COMPLAINT));

  private final Map<String, Heading> known = new HashMap<>();

  private Headings() {}

  static Headings load() {
    Headings headings = new Headings();
    InputStream in =
        Objects.requireNonNull(Headings.class.getResourceAsStream("/extraction/sections.tsv"));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.lines().filter(line -> !line.startsWith("#")).forEach(headings::learn);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return headings;
  }

  private void learn(String line) {
    int tab = line.indexOf('\t');
    Kind kind = Kind.valueOf(line.substring(0, tab));
    for (String title : line.substring(tab + 1).split("\\|")) {
      boolean plain = !title.endsWith("*");
      known.putIfAbsent(
          norm(plain ? title : title.substring(0, title.length() - 1)), new Heading(kind, plain));
    }
  }

  @Nullable Heading find(String title) {
    String norm = norm(title);
    Heading exact = known.get(norm);
    if (exact != null) {
      return exact;
    }
    String bare = norm.replaceFirst("^(his|her|the|their|today's|patient's) ", "");
    bare = bare.replaceFirst("\\s*\\([^)]*\\)$", "");
    bare = bare.replaceFirst(" (today|reviewed|review|obtained|performed|noted|s)$", "");
    Heading found = known.get(bare);
    return found != null || norm.indexOf('/') < 0 ? found : inTwoLanguages(norm);
  }

  /** "Befund / Objective" names one part twice. */
  private @Nullable Heading inTwoLanguages(String norm) {
    String[] names = norm.split("/");
    Heading last = known.get(names[names.length - 1]);
    return names.length == 2 && last != null && last.plain() ? last : null;
  }

  /** What a line in capitals means that is not in the list, by its last telling word. */
  @Nullable Kind guess(String title) {
    String[] words = norm(title).split("[ /]+");
    if (words.length > 6) {
      return null;
    }
    for (int i = words.length - 1; i >= 0; i--) {
      Kind kind = TELLING.get(words[i]);
      if (kind != null) {
        return kind;
      }
    }
    return null;
  }

  private static String norm(String title) {
    return title
        .toLowerCase(Locale.ROOT)
        .replace('\u2019', '\'')
        .replace('\u00A0', ' ')
        .replace('\u202F', ' ')
        .replace("&", " and ")
        .replaceAll("\\((?:es|s)\\)", "")
        .replaceAll("[.]", "")
        .replaceAll("\\s*/\\s*", "/")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
