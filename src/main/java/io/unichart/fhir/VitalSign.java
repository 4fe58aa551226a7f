package io.unichart.fhir;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The vital signs that FHIR R4 has profiles for: their codes, the units that the profiles allow,
 * and the values that a living body can have. A value outside is a mistake, not an observation.
 */
enum VitalSign {
  TEMPERATURE("temperature", "8310-5", "Body temperature", "Cel:25:45 [degF]:77:113"),
  BLOOD_PRESSURE(
      "blood_pressure",
      "85354-9",
      "Blood pressure panel with all children optional",
      "mm[Hg]:10:320"),
  HEART_RATE("heart_rate", "8867-4", "Heart rate", "/min:10:350"),
  RESPIRATORY_RATE("respiratory_rate", "9279-1", "Respiratory rate", "/min:2:120"),
  OXYGEN_SATURATION(
      "oxygen_saturation", "2708-6", "Oxygen saturation in Arterial blood", "%:20:100"),
  WEIGHT("weight", "29463-7", "Body weight", "kg:0.2:700 [lb_av]:0.4:1540 g:200:700000"),
  HEIGHT("height", "8302-2", "Body height", "cm:15:280 [in_i]:6:110"),
  BMI("bmi", "39156-5", "Body mass index (BMI) [Ratio]", "kg/m2:5:200"),
  HEAD_CIRCUMFERENCE(
      "head_circumference",
      "9843-4",
      "Head Occipital-frontal circumference",
      "cm:15:80 [in_i]:6:32");

  /** Pulse oximetry, which R4's profile knows as a refinement of the saturation. */
  static final String PULSE_OXIMETRY = "59408-5";

  private record Range(BigDecimal low, BigDecimal high) {}

  private static final Pattern NUMBER =
      Pattern.compile(
          "^\\D{0,20}?(\\d{1,7}(?:[.,]\\d{1,4})?)\\s*(?:/\\s*(\\d{1,7}))?\\s*(.*)$",
          Pattern.DOTALL);
  private static final Pattern FEET =
      Pattern.compile(
          "^\\s*(\\d)\\s*(?:'|\u2019|\u2032|ft\\.?|feet|foot)\\s*(?:(\\d{1,2})\\s*(?:\"|\u201d|\u2033|''|in(?:ches)?\\.?)?)?\\s*$");

  private static final Map<String, String> WRITTEN =
      Map.ofEntries(
          Map.entry("\u00b0f", "[degF]"),
          Map.entry("f", "[degF]"),
          Map.entry("degf", "[degF]"),
          Map.entry("fahrenheit", "[degF]"),
          Map.entry("\u00b0c", "Cel"),
          Map.entry("c", "Cel"),
          Map.entry("cel", "Cel"),
          Map.entry("celsius", "Cel"),
          Map.entry("mmhg", "mm[Hg]"),
          Map.entry("mm[hg]", "mm[Hg]"),
          Map.entry("bpm", "/min"),
          Map.entry("beats/min", "/min"),
          Map.entry("beatsperminute", "/min"),
          Map.entry("/min", "/min"),
          Map.entry("breaths/min", "/min"),
          Map.entry("breathsperminute", "/min"),
          Map.entry("breaths/minute", "/min"),
          Map.entry("%", "%"),
          Map.entry("%onroomair", "%"),
          Map.entry("%onra", "%"),
          Map.entry("%ra", "%"),
          Map.entry("percent", "%"),
          Map.entry("kg", "kg"),
          Map.entry("kilograms", "kg"),
          Map.entry("g", "g"),
          Map.entry("lb", "[lb_av]"),
          Map.entry("lbs", "[lb_av]"),
          Map.entry("pounds", "[lb_av]"),
          Map.entry("cm", "cm"),
          Map.entry("in", "[in_i]"),
          Map.entry("inches", "[in_i]"),
          Map.entry("inch", "[in_i]"),
          Map.entry("\"", "[in_i]"),
          Map.entry("kg/m2", "kg/m2"),
          Map.entry("kg/m\u00b2", "kg/m2"),
          Map.entry("kg/m^2", "kg/m2"));

  private final String member;
  private final String loinc;
  private final String display;
  private final Map<String, Range> units = new LinkedHashMap<>();

  VitalSign(String member, String loinc, String display, String units) {
    this.member = member;
    this.loinc = loinc;
    this.display = display;
    for (String unit : units.split(" ")) {
      String[] parts = unit.split(":");
      this.units.put(parts[0], new Range(new BigDecimal(parts[1]), new BigDecimal(parts[2])));
    }
  }

  String member() {
    return member;
  }

  String loinc() {
    return loinc;
  }

  String display() {
    return display;
  }

  static @Nullable VitalSign of(@Nullable String loinc) {
    for (VitalSign sign : values()) {
      boolean refined = sign == OXYGEN_SATURATION && PULSE_OXIMETRY.equals(loinc);
      if (sign.loinc.equals(loinc) || refined) {
        return sign;
      }
    }
    return null;
  }

  /** What a text like "118/76 mmHg" says; without a usable number, words only. */
  Amount read(String words) {
    Matcher feet = FEET.matcher(words);
    if (this == HEIGHT && feet.matches()) {
      int inches =
          12 * Integer.parseInt(feet.group(1))
              + (feet.group(2) == null ? 0 : Integer.parseInt(feet.group(2)));
      return new Amount(BigDecimal.valueOf(inches), null, "[in_i]");
    }
    Matcher number = NUMBER.matcher(words);
    if (!number.matches() || (this == BLOOD_PRESSURE) != (number.group(2) != null)) {
      return new Amount(null, null, null);
    }
    BigDecimal value = new BigDecimal(number.group(1).replace(',', '.'));
    BigDecimal second = number.group(2) == null ? null : new BigDecimal(number.group(2));
    return new Amount(value, second, unit(number.group(3), value));
  }

  /** A unit as written, or the only one that can be meant. */
  private @Nullable String unit(String written, BigDecimal value) {
    String key = written.toLowerCase(Locale.ROOT).replaceAll("[\\s.]|degrees?", "");
    String known = WRITTEN.get(key);
    if (known != null) {
      return units.containsKey(known) ? known : null;
    }
    if (!key.isEmpty()) {
      return null;
    }
    if (units.size() == 1) {
      return units.keySet().iterator().next();
    }
    boolean celsius = value.doubleValue() < 50;
    return this == TEMPERATURE ? (celsius ? "Cel" : "[degF]") : null;
  }

  /** Why a value cannot be, or null when it can. */
  @Nullable String fault(BigDecimal value, @Nullable BigDecimal second, String unit) {
    Range range = units.get(unit);
    if (range == null) {
      return "must have one of the units " + String.join(", ", units.keySet());
    }
    boolean pair = this == BLOOD_PRESSURE;
    boolean possible =
        isIn(range, value)
            && (!pair || second == null || (isIn(range, second) && second.compareTo(value) < 0));
    if (possible) {
      return null;
    }
    return pair
        ? "is not a possible blood pressure: systolic above diastolic, 10 to 320 mm[Hg]"
        : "is not possible: " + range.low() + " to " + range.high() + " " + unit;
  }

  private static boolean isIn(Range range, BigDecimal value) {
    return value.compareTo(range.low()) >= 0 && value.compareTo(range.high()) <= 0;
  }

  /** A number with its unit; of a blood pressure two numbers. */
  record Amount(@Nullable BigDecimal value, @Nullable BigDecimal second, @Nullable String unit) {}
}
