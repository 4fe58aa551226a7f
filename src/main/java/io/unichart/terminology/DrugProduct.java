package io.unichart.terminology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a clinical drug says: ingredients with their strengths, and the form.
 *
 * @param ingredients in lower case, in the name's order, salts included
 * @param strengths in milligrams where the unit is a mass, else in the unit itself
 * @param form as RxNorm writes it, with the words that tell of its release
 */
record DrugProduct(
    String code, String name, List<String> ingredients, List<Double> strengths, String form) {

  private static final Pattern LEAD =
      Pattern.compile(
          "^(?:(?:Modified |Osmotic |Abuse-Deterrent )*\\d+ HR |NDA\\d+ |\\d+(?:\\.\\d+)? (?:ML|ACTUAT) )+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COMPONENT =
      Pattern.compile(
          "^(.+?) ([\\d.,]+) (MG|MCG|G|UNT|MEQ|ML|MMOL|%|CELLS|BAU|AU|ACTUAT|KALLIKREIN|UNITS)\\b(\\S*)(.*)$",
          Pattern.CASE_INSENSITIVE);

  boolean isExtended() {
    return form.contains("Extended Release") || form.contains(" HR ");
  }

  boolean isDelayed() {
    return form.contains("Delayed Release");
  }

  /** Reads a name such as "24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet". */
  static @Nullable DrugProduct parse(Concept concept) {
    Matcher lead = LEAD.matcher(concept.display());
    String prefix = lead.find() ? lead.group() : "";
    String body = concept.display().substring(prefix.length()).replaceFirst("\\s*\\[[^\\]]*]$", "");
    List<String> ingredients = new ArrayList<>();
    List<Double> strengths = new ArrayList<>();
    String form = "";
    for (String part : body.split(" / ")) {
      Matcher component = COMPONENT.matcher(part);
      if (!component.matches()) {
        return null;
      }
      ingredients.add(component.group(1).toLowerCase(Locale.ROOT));
      strengths.add(
          inMilligrams(
              Double.parseDouble(component.group(2).replace(",", "")), component.group(3)));
      form = component.group(5).strip();
    }
    String release =
        prefix.contains(" HR ") && !form.contains("Release") ? "Extended Release " + form : form;
    return mixtureOfOne(
        new DrugProduct(
            concept.code(),
            concept.display(),
            List.copyOf(ingredients),
            List.copyOf(strengths),
            release));
  }

  /** Two crystal forms of one ingredient are that ingredient, and their strengths add up. */
  private static DrugProduct mixtureOfOne(DrugProduct product) {
    List<String> bases =
        product.ingredients().stream()
            .map(name -> name.replaceFirst(",.*", ""))
            .distinct()
            .toList();
    if (product.ingredients().size() < 2 || bases.size() > 1) {
      return product;
    }
    double sum = product.strengths().stream().mapToDouble(Double::doubleValue).sum();
    return new DrugProduct(product.code(), product.name(), bases, List.of(sum), product.form());
  }

  static double inMilligrams(double value, String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "mcg", "ug", "\u00b5g", "micrograms" -> value / 1000;
      case "g", "gm", "gram", "grams" -> value * 1000;
      default -> value;
    };
  }
}
