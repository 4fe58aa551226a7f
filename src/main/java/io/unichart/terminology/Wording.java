package io.unichart.terminology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Brings phrases and names to a common wording, so that equal meaning compares equal. */
final class Wording {

  private static final Set<String> EMPTY =
      Set.of(
          "the", "of", "a", "an", "in", "to", "on", "by", "at", "and", "or", "for", "with", "s",
          "his", "her", "their", "my", "nos", "nec");

  private static final Map<String, String> SPELLINGS =
      Map.ofEntries(
          Map.entry("haem", "hem"),
          Map.entry("anaem", "anem"),
          Map.entry("oedem", "edem"),
          Map.entry("oesoph", "esoph"),
          Map.entry("diarrhoea", "diarrhea"),
          Map.entry("leukaem", "leukem"),
          Map.entry("tumour", "tumor"),
          Map.entry("foet", "fet"),
          Map.entry("paed", "ped"),
          Map.entry("gynaec", "gynec"),
          Map.entry("caesar", "cesar"),
          Map.entry("ischaem", "ischem"),
          Map.entry("glycaem", "glycem"),
          Map.entry("lipidaem", "lipidem"),
          Map.entry("coeliac", "celiac"),
          Map.entry("orthopaed", "orthoped"),
          Map.entry("isation", "ization"));

  private static final Pattern BRITISH = Pattern.compile("ae|oe|our|isation");

  private Wording() {}

  /** Lower case, plain letters and digits, single blanks. */
  static String norm(String text) {
    StringBuilder norm = new StringBuilder(text.length());
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '\u2019') {
        continue;
      }
      if (c == '.'
          && i > 0
          && i + 1 < text.length()
          && Character.isDigit(text.charAt(i - 1))
          && Character.isDigit(text.charAt(i + 1))) {
        norm.append('.');
      } else if (Character.isLetterOrDigit(c)) {
        norm.append(Character.toLowerCase(c));
        blank = false;
      } else if (c == '&') {
        norm.append(blank ? "and " : " and ");
        blank = true;
      } else if (!blank) {
        norm.append(' ');
        blank = true;
      }
    }
    String result = norm.toString().strip();
    if (BRITISH.matcher(result).find()) {
      for (Map.Entry<String, String> spelling : SPELLINGS.entrySet()) {
        if (result.contains(spelling.getKey())) {
          result = result.replace(spelling.getKey(), spelling.getValue());
        }
      }
    }
    return result.toLowerCase(Locale.ROOT);
  }

  static List<String> words(String norm) {
    return norm.isEmpty() ? List.of() : Arrays.asList(norm.split(" "));
  }

  /** The words that carry meaning, in their ground form. */
  static List<String> stems(String norm) {
    List<String> stems = new ArrayList<>();
    for (String word : words(norm)) {
      if (!EMPTY.contains(word)) {
        stems.add(stem(word));
      }
    }
    return stems;
  }

  /** Equal for names that differ in order, plural and small words only. */
  static String loose(String norm) {
    return stems(norm).stream().sorted().collect(Collectors.joining(" "));
  }

  static String stem(String word) {
    int n = word.length();
    if (n > 4 && word.endsWith("ies")) {
      return word.substring(0, n - 3) + "y";
    }
    if (n > 5 && (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches"))) {
      return word.substring(0, n - 2);
    }
    boolean plural =
        n > 3
            && word.endsWith("s")
            && !word.endsWith("ss")
            && !word.endsWith("us")
            && !word.endsWith("is");
    return plural ? word.substring(0, n - 1) : word;
  }
}
