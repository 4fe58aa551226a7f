package io.unichart.extraction.mentions;

import io.unichart.terminology.BuiltIn;
import io.unichart.terminology.CodeSystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be measured, by the names that clinicians write. A name may stand for a test by mass and
 * for the same one counted in moles: the written unit decides, and without a unit the number, as
 * far as only one of them can have it ("Cr 148" is no milligrams).
 */
final class Measurables {

  /** With its own row of the dictionary and its own way to be read. */
  private static final Set<String> READ_APART = Set.of("85354-9", "8310-5");

  /**
   * A measurement in one unit.
   *
   * @param unit in UCUM
   * @param low the least value that can be; absent where any may
   * @param high the greatest
   */
  record Measurable(
      String loinc,
      String display,
      String unit,
      boolean vital,
      @Nullable Double low,
      @Nullable Double high) {

    boolean canBe(double value) {
      return low == null || high == null || (value >= low && value <= high);
    }

    private Measurable in(String other) {
      return new Measurable(loinc, display, other, vital, vital ? low : null, vital ? high : null);
    }
  }

  private final Map<String, List<Measurable>> names = new HashMap<>();
  private final Map<String, List<Measurable>> codes = new HashMap<>();

  Measurables() {
    for (String[] row : BuiltIn.rows(CodeSystem.LOINC)) {
      if (READ_APART.contains(row[0]) || row[2].equals(Presences.KIND)) {
        continue;
      }
      boolean counted = row.length > 6;
      List<Measurable> same =
          codes.computeIfAbsent(counted ? row[6] : row[0], code -> new ArrayList<>());
      String ranges = row.length > 5 ? row[5] : "";
      for (String range : ranges.split(";")) {
        same.add(measurable(row, range));
      }
      for (String name : counted ? new String[0] : row[4].split("\\|")) {
        names.put(name, same);
      }
    }
  }

  /** "1..30", or "30..250 g/L" for the same in another unit than the usual one. */
  private static Measurable measurable(String[] row, String range) {
    boolean vital = row[2].equals("vital");
    if (range.isEmpty()) {
      return new Measurable(row[0], row[1], row[3], vital, null, null);
    }
    String[] parts = range.split(" ");
    String[] ends = parts[0].split("\\.\\.");
    String unit = parts.length > 1 ? parts[1] : row[3];
    return new Measurable(
        row[0], row[1], unit, vital, Double.valueOf(ends[0]), Double.valueOf(ends[1]));
  }

  Set<String> names() {
    return names.keySet();
  }

  /** A second name for what is known by another one. */
  void alsoNamed(String name, String known) {
    names.put(name, Objects.requireNonNull(names.get(known)));
  }

  /** The possible values of a code in its usual unit. */
  boolean canBe(String loinc, double value) {
    List<Measurable> known = codes.get(loinc);
    return known == null || known.get(0).canBe(value);
  }

  /**
   * What a name with such a value means.
   *
   * @param unit in UCUM, absent where none is written
   * @return null where nothing of that name can have such a value, and where a share is written of
   *     what is no share: "glucose 5%" is an infusion
   */
  @Nullable Measurable of(String name, double value, @Nullable String unit) {
    List<Measurable> known = names.get(name);
    if (known == null) {
      return null;
    }
    if (unit != null) {
      for (Measurable one : known) {
        if (one.unit().equals(unit)) {
          return one.canBe(value) ? one : null;
        }
      }
      if (known.get(0).vital() && !known.get(0).canBe(value)) {
        return null;
      }
      return unit.equals("%") ? null : known.get(0).in(unit);
    }
    return known.stream().filter(one -> one.canBe(value)).findFirst().orElse(null);
  }
}
