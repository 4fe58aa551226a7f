package io.unichart.terminology;

import java.util.Locale;
import java.util.Map;

/** Brings the forms of medicines to common words: tablet, capsule, solution, inhaler, … */
final class DrugForm {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("inhal", "inhaler"),
          Map.entry("puff", "inhaler"),
          Map.entry("hfa", "inhaler"),
          Map.entry("mdi", "inhaler"),
          Map.entry("nasal", "spray"),
          Map.entry("spray", "spray"),
          Map.entry("patch", "patch"),
          Map.entry("transdermal", "patch"),
          Map.entry("ophthalmic", "drops"),
          Map.entry("eye", "drops"),
          Map.entry("drop", "drops"),
          Map.entry("cream", "cream"),
          Map.entry("ointment", "ointment"),
          Map.entry("gel", "gel"),
          Map.entry("lotion", "lotion"),
          Map.entry("chew", "chewable"),
          Map.entry("odt", "dissolving"),
          Map.entry("disintegrating", "dissolving"),
          Map.entry("sublingual", "sublingual"),
          Map.entry("suppositor", "suppository"),
          Map.entry("suspension", "liquid"),
          Map.entry("syrup", "liquid"),
          Map.entry("oral solution", "liquid"),
          Map.entry("liquid", "liquid"),
          Map.entry("elixir", "liquid"),
          Map.entry("inject", "injection"),
          Map.entry("pen", "injection"),
          Map.entry("vial", "injection"),
          Map.entry("syringe", "injection"));

  private DrugForm() {}

  static String of(String form) {
    String lower = form.toLowerCase(Locale.ROOT);
    for (String word :
        new String[] {
          "inhal",
          "puff",
          "hfa",
          "mdi",
          "nasal",
          "spray",
          "patch",
          "transdermal",
          "ophthalmic",
          "eye",
          "drop",
          "cream",
          "ointment",
          "gel",
          "lotion",
          "chew",
          "odt",
          "disintegrating",
          "sublingual",
          "suppositor",
          "suspension",
          "syrup",
          "oral solution",
          "liquid",
          "elixir",
          "inject",
          "vial",
          "syringe"
        }) {
      boolean softgel =
          word.equals("gel") && (lower.contains("softgel") || lower.contains("gelcap"));
      if (lower.contains(word) && !softgel) {
        return WORDS.getOrDefault(word, "");
      }
    }
    if (lower.contains("cap") || lower.contains("softgel")) {
      return "capsule";
    }
    if (lower.contains("tab") || lower.contains("pill")) {
      return "tablet";
    }
    return lower.matches(".*\\bpen\\b.*") ? "injection" : "";
  }

  /** Which form is meant when none is said: a plain tablet before a capsule before the rest. */
  static int rank(DrugProduct product) {
    int rank =
        switch (of(product.form())) {
          case "tablet" -> 0;
          case "capsule" -> 1;
          case "inhaler", "spray" -> 2;
          case "chewable", "dissolving" -> 4;
          default -> 3;
        };
    return rank + (product.isDelayed() ? 1 : 0) + (product.isExtended() ? 6 : 0);
  }
}
