package io.unichart.extraction.mentions;

import java.util.Locale;
import java.util.Map;

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
          Map.entry("ml/min", "mL/min/{1.73_m2}"),
          Map.entry("ml/min/1.73m2", "mL/min/{1.73_m2}"));

  private WrittenUnits() {}

  /** The unit in UCUM; another where this one is not known. */
  static String of(String written, String otherwise) {
    return UNITS.getOrDefault(written.toLowerCase(Locale.ROOT).replace(" ", ""), otherwise);
  }
}
