package io.unichart.fhir;

import io.unichart.fhir.Findings.Medicine;
import io.unichart.fhir.Findings.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a note's instructions into FHIR's Dosage. What cannot be read with certainty stays in its
 * text; a dose, a rhythm or a route is never guessed.
 */
final class Dosages {

  private static final Map<String, String> NUMBERS =
      Map.ofEntries(
          Map.entry("a", "1"),
          Map.entry("an", "1"),
          Map.entry("one", "1"),
          Map.entry("once", "1"),
          Map.entry("two", "2"),
          Map.entry("twice", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("ten", "10"),
          Map.entry("fourteen", "14"),
          Map.entry("half", "0.5"),
          Map.entry("1/2", "0.5"));

  private static final String COUNT =
      "(\\d+(?:[.,]\\d+)?|1/2|an?|one|once|two|twice|three|four|five|six|seven|ten|fourteen|half)";
  private static final Pattern STRENGTH =
      Pattern.compile(
          "^(\\d+(?:,\\d{3})*(?:\\.\\d+)?)\\s*(mg|mcg|ug|\u00b5g|\u03bcg|g|gm|grams?|units?|iu|meq|ml|micrograms?|milligrams?)$");
  private static final Pattern DOSE =
      Pattern.compile(
          "^"
              + COUNT
              + "(?: a)?(?:\\s*(?:-|\u2013|to|or)\\s*"
              + COUNT
              + ")?\\s*([a-z]+)(?:\\s*\\(.*\\))?$");
  private static final Pattern HOURS =
      Pattern.compile(
          "^(?:q\\.?\\s?|every )(\\d{1,2})(?:\\s*(?:-|\u2013|to)\\s*(\\d{1,2}))?\\s*(?:h|hr|hrs|hours?|hourly)\\.?$");
  private static final Pattern EVERY =
      Pattern.compile("^every (\\d{1,3}|other)?\\s*(minute|day|week|month)s?$");
  private static final Pattern TIMES =
      Pattern.compile(
          "^(once|twice|one|two|three|four|\\d{1,2})(?:\\s*[-\u2013]\\s*(\\d{1,2}))?\\s*(?:x|times?)?\\s*(?:/|per |an? |each |every )?\\s*(daily|day|week|weekly|month|monthly|night|nightly)$");
  private static final Pattern LENGTH =
      Pattern.compile(
          "^(?:the next )?"
              + COUNT
              + "(?:\\s*[-\u2013]\\s*\\d+)?[ -]*(?:more |total )?(d|days?|weeks?|wks?|months?|mos?)$");
  private static final Pattern FIRST_NUMBER = Pattern.compile("(\\d{1,4})");
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,4})\\s*([A-Za-z]*)");

  private Dosages() {}

  /** The instructions as one Dosage, or null when the note gives none. */
  static @Nullable Element of(Medicine medicine) {
    Usage usage = medicine.usage();
    Element dosage =
        new Element()
            .with("text", usage.text())
            .withOne("additionalInstruction", concept(usage.taper()))
            .with("timing", timing(usage));
    if (usage.prnReason() != null) {
      dosage.with("asNeededCodeableConcept", Fhir.text(usage.prnReason()));
    } else if (usage.prn()) {
      dosage.with("asNeededBoolean", true);
    }
    dosage.with("route", route(usage.route()));
    dosage.withOne("doseAndRate", dose(usage));
    return dosage.isEmpty() ? null : dosage;
  }

  private static @Nullable Element concept(@Nullable String words) {
    return words == null ? null : Fhir.text(words);
  }

  private static String bare(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
  }

  private static @Nullable Element dose(Usage usage) {
    String dose = usage.dose();
    if (dose != null) {
      Matcher counted = DOSE.matcher(bare(dose));
      if (!counted.matches()) {
        return null;
      }
      String unit = counted.group(3).replaceAll("(?<=[^s])s$", "");
      Element low = counted(counted.group(1), unit);
      return counted.group(2) == null
          ? new Element().with("doseQuantity", low)
          : new Element()
              .with(
                  "doseRange",
                  new Element().with("low", low).with("high", counted(counted.group(2), unit)));
    }
    String strength = usage.strength();
    Matcher plain = strength == null ? null : STRENGTH.matcher(bare(strength));
    if (plain == null || !plain.matches()) {
      return null; // 40 mg/0.4 mL or 250/50 mcg is no single dose
    }
    String unit = ucum(plain.group(2));
    BigDecimal value = new BigDecimal(plain.group(1).replace(",", ""));
    return new Element().with("doseQuantity", Fhir.quantity(value, plain.group(2), unit));
  }

  private static Element counted(String count, String unit) {
    return Fhir.quantity(number(count), unit, "{" + unit + "}");
  }

  private static BigDecimal number(String words) {
    return new BigDecimal(NUMBERS.getOrDefault(words, words).replace(',', '.'));
  }

  private static String ucum(String unit) {
    return switch (unit) {
      case "mcg", "ug", "\u00b5g", "\u03bcg", "microgram", "micrograms" -> "ug";
      case "milligram", "milligrams" -> "mg";
      case "g", "gm", "gram", "grams" -> "g";
      case "unit", "units" -> "[USP'U]";
      case "iu" -> "[IU]";
      case "meq" -> "meq";
      case "ml" -> "mL";
      default -> unit;
    };
  }

  private static @Nullable Element timing(Usage usage) {
    Element repeat = new Element();
    Element bounds = length(usage.duration());
    repeat.with("boundsDuration", bounds);
    String code = usage.frequency() == null ? null : rhythm(bare(usage.frequency()), repeat);
    Element timing = new Element().with("repeat", repeat);
    if (code != null) {
      timing.with("code", Fhir.concept("v3-GTSAbbreviation", code));
    }
    return timing.isEmpty() ? null : timing;
  }

  private static @Nullable Element length(@Nullable String duration) {
    Matcher length = duration == null ? null : LENGTH.matcher(bare(duration));
    if (length == null || !length.matches()) {
      return null;
    }
    String unit =
        switch (length.group(2).charAt(0)) {
          case 'd' -> "d";
          case 'w' -> "wk";
          default -> "mo";
        };
    return Fhir.quantity(number(length.group(1)), length.group(2), unit);
  }

  /** Writes how often; returns HL7's abbreviation for it, if there is one. */
  private static @Nullable String rhythm(String written, Element repeat) {
    String words =
        written
            .replaceAll("(?<=[a-z])\\.", "")
            .replaceAll(
                " (?:with (?:food|meals)|in the (?:morning|evening)|at bedtime|at night|qhs)$", "");
    String when = moment(written);
    String known =
        switch (words) {
          case "bid", "bd" -> often(repeat, 2, 1, "d", "BID");
          case "tid", "tds" -> often(repeat, 3, 1, "d", "TID");
          case "qid", "qds" -> often(repeat, 4, 1, "d", "QID");
          case "qd", "od", "qday", "daily", "once daily", "per day", "a day" ->
              often(repeat, 1, 1, "d", when == null ? "QD" : "");
          case "qod", "every other day" -> often(repeat, 1, 2, "d", "QOD");
          case "qam", "mane", "every morning", "in the morning" -> often(repeat, 1, 1, "d", "AM");
          case "qpm", "every evening", "in the evening" -> often(repeat, 1, 1, "d", "PM");
          case "qhs", "nocte", "nightly", "at bedtime", "before bed", "at night", "every night" ->
              often(repeat, 1, 1, "d", "BED");
          case "weekly", "qweek", "qweekly" -> often(repeat, 1, 1, "wk", "WK");
          case "monthly" -> often(repeat, 1, 1, "mo", "MO");
          case "hourly" -> often(repeat, 1, 1, "h", "Q1H");
          default -> counted(words, repeat);
        };
    repeat.withOne("when", when);
    return known == null || known.isEmpty() ? null : known;
  }

  private static @Nullable String moment(String written) {
    if (written.matches(".*(?:bedtime|qhs|q\\.h\\.s\\.?|before bed|nightly|night)$")) {
      return "HS";
    }
    if (written.matches(".*(?:morning|qam)$")) {
      return "MORN";
    }
    if (written.matches(".*(?:evening|qpm)$")) {
      return "EVE";
    }
    return written.matches(".*with meals$") ? "C" : written.matches("before meals$") ? "AC" : null;
  }

  private static @Nullable String counted(String words, Element repeat) {
    Matcher hours = HOURS.matcher(words);
    if (hours.matches()) {
      int every = Integer.parseInt(hours.group(1));
      if (every == 0) {
        return null;
      }
      boolean range = hours.group(2) != null;
      String abbreviation =
          !range && List.of(1, 2, 3, 4, 6, 8).contains(every) ? "Q" + every + "H" : "";
      often(repeat, 1, every, "h", abbreviation);
      repeat.with("periodMax", range ? new BigDecimal(hours.group(2)) : null);
      return abbreviation;
    }
    Matcher every = EVERY.matcher(words);
    if (every.matches()) {
      String n = every.group(1);
      int period = n == null ? 1 : n.equals("other") ? 2 : Integer.parseInt(n);
      return period == 0 ? null : often(repeat, 1, period, unit(every.group(2)), "");
    }
    Matcher times = TIMES.matcher(words);
    if (times.matches() && number(times.group(1)).signum() > 0) {
      int n = number(times.group(1)).intValue();
      String unit = unit(times.group(3));
      boolean range = times.group(2) != null;
      String abbreviation =
          range || !unit.equals("d")
              ? ""
              : n == 1 ? "QD" : n == 2 ? "BID" : n == 3 ? "TID" : n == 4 ? "QID" : "";
      often(repeat, n, 1, unit, abbreviation);
      repeat.with("frequencyMax", range ? Integer.valueOf(times.group(2)) : null);
      return abbreviation;
    }
    return null;
  }

  private static String unit(String word) {
    return switch (word.charAt(0)) {
      case 'w' -> "wk";
      case 'm' -> word.startsWith("min") ? "min" : "mo";
      default -> "d";
    };
  }

  private static String often(Element repeat, int times, int period, String unit, String code) {
    repeat.with("frequency", times).with("period", period).with("periodUnit", unit);
    return code;
  }

  private static @Nullable Element route(@Nullable String route) {
    if (route == null) {
      return null;
    }
    String words = bare(route).replace(".", "");
    String code =
        words.matches("po|by mouth|oral|orally")
            ? "PO"
            : words.matches("im|intramuscular(?:ly)?")
                ? "IM"
                : words.matches("sl|sublingual(?:ly)?")
                    ? "SL"
                    : words.matches("pr|rectally|per rectum") ? "PR" : null;
    return Fhir.concept(
        code == null ? null : Fhir.coding(Fhir.HL7 + "v3-RouteOfAdministration", code, null),
        route);
  }

  /** What the pharmacy is asked for: how much, and how often again. */
  static @Nullable Element dispensing(Usage usage) {
    Element request = new Element();
    Matcher refills = usage.refills() == null ? null : FIRST_NUMBER.matcher(bare(usage.refills()));
    if (refills != null && refills.find()) {
      request.with("numberOfRepeatsAllowed", Integer.valueOf(refills.group(1)));
    } else if (usage.refills() != null && bare(usage.refills()).matches("no|none|zero|nr")) {
      request.with("numberOfRepeatsAllowed", 0);
    } else if (usage.refills() != null && NUMBERS.containsKey(bare(usage.refills()))) {
      request.with("numberOfRepeatsAllowed", number(bare(usage.refills())).intValue());
    }
    Matcher amount = usage.dispense() == null ? null : AMOUNT.matcher(usage.dispense());
    if (amount != null && amount.find()) {
      request.with("quantity", Fhir.quantity(new BigDecimal(amount.group(1)), amount.group(2)));
    }
    return request.isEmpty() ? null : request;
  }
}
