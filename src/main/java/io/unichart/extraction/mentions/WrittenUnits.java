package io.unichart.extraction.mentions;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Units as notes write them, and as UCUM has them. */
final class WrittenUnits {

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("mmhg", "mm[Hg]"),
          Map.entry("bpm", "/min"),
          Map.entry("breaths/min", "/min"),
          Map.entry("/min", "/min"),
          Map.entry("%", "%"),
          Map.entry("lbs", "[lb_av]"),
          Map.entry("lb", "[lb_av]"),
          Map.entry("pounds", "[lb_av]"),
          Map.entry("kg", "kg"),
          Map.entry("kilograms", "kg"),
          Map.entry("kilogram", "kg"),
          Map.entry("kilos", "kg"),
          Map.entry("kilo", "kg"),
          Map.entry("kgs", "kg"),
          Map.entry("pound", "[lb_av]"),
          Map.entry("percent", "%"),
          Map.entry("centimeters", "cm"),
          Map.entry("centimetres", "cm"),
          Map.entry("centimeter", "cm"),
          Map.entry("centimetre", "cm"),
          Map.entry("cm", "cm"),
          Map.entry("inches", "[in_i]"),
          Map.entry("in", "[in_i]"),
          Map.entry("kg/m2", "kg/m2"),
          Map.entry("kg/m\u00b2", "kg/m2"),
          Map.entry("mg/dl", "mg/dL"),
          Map.entry("g/dl", "g/dL"),
          Map.entry("meq/l", "meq/L"),
          Map.entry("mmol/l", "mmol/L"),
          Map.entry("u/l", "U/L"),
          Map.entry("iu/l", "[IU]/L"),
          Map.entry("ng/ml", "ng/mL"),
          Map.entry("pg/ml", "pg/mL"),
          Map.entry("ng/dl", "ng/dL"),
          Map.entry("ug/dl", "ug/dL"),
          Map.entry("mcg/dl", "ug/dL"),
          Map.entry("mg/l", "mg/L"),
          Map.entry("miu/l", "m[IU]/L"),
          Map.entry("uiu/ml", "u[IU]/mL"),
          Map.entry("mm/hr", "mm/h"),
          Map.entry("k/ul", "10*3/uL"),
          Map.entry("fl", "fL"),
          Map.entry("umol/l", "umol/L"),
          Map.entry("\u00b5mol/l", "umol/L"),
          Map.entry("\u03bcmol/l", "umol/L"),
          Map.entry("micromol/l", "umol/L"),
          Map.entry("mmol/mol", "mmol/mol"),
          Map.entry("mmol", "mmol/L"),
          Map.entry("nmol/l", "nmol/L"),
          Map.entry("pmol/l", "pmol/L"),
          Map.entry("g/l", "g/L"),
          Map.entry("gm/dl", "g/dL"),
          Map.entry("ug/l", "ug/L"),
          Map.entry("\u00b5g/l", "ug/L"),
          Map.entry("mcg/l", "ug/L"),
          Map.entry("mcg/ml", "ug/mL"),
          Map.entry("ug/ml", "ug/mL"),
          Map.entry("ng/l", "ng/L"),
          Map.entry("mu/l", "m[IU]/L"),
          Map.entry("miu/ml", "m[IU]/mL"),
          Map.entry("iu/ml", "[IU]/mL"),
          Map.entry("u/ml", "U/mL"),
          Map.entry("mosm/kg", "mosm/kg"),
          Map.entry("seconds", "s"),
          Map.entry("sec", "s"),
          Map.entry("mg/g", "mg/g{creat}"),
          Map.entry("x10^9/l", "10*9/L"),
          Map.entry("x10*9/l", "10*9/L"),
          Map.entry("10^9/l", "10*9/L"),
          Map.entry("x109/l", "10*9/L"),
          Map.entry("/ul", "/uL"),
          Map.entry("ml/min", "mL/min/{1.73_m2}"),
          Map.entry("ml/min/1.73m2", "mL/min/{1.73_m2}"));

  /** Matches a written unit, the longest one that stands there; letters of any case. */
  static final String PATTERN =
      UNITS.keySet().stream()
          .sorted(Comparator.comparingInt(String::length).reversed())
          .map(
              unit ->
                  Pattern.quote(unit)
                      .replace("mmhg", "mm\\E\\s?\\Qhg")
                      .replace("1.73m2", "1.73\\E\\s?\\Qm2"))
          .collect(Collectors.joining("|"));

  private WrittenUnits() {}

  /** The unit in UCUM. */
  static String of(String written) {
    String bare = written.toLowerCase(Locale.ROOT).replace(" ", "");
    return Objects.requireNonNull(UNITS.get(bare), "an unknown unit");
  }
}
