package io.unichart.extraction;

import io.unichart.extraction.Extraction.Observation;
import io.unichart.extraction.Extraction.VitalSigns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A note's vital signs and laboratory values in the words of the API. */
final class MeasuredValues {

  private MeasuredValues() {}

  static VitalSigns vitals(NoteFacts facts) {
    return new VitalSigns(
        vital(facts, "8310-5"),
        vital(facts, "85354-9"),
        vital(facts, "8867-4"),
        vital(facts, "9279-1"),
        vital(facts, "59408-5"),
        vital(facts, "29463-7"),
        vital(facts, "8302-2"),
        vital(facts, "39156-5"));
  }

  private static @Nullable String vital(NoteFacts facts, String loinc) {
    Predicate<Measurement> wanted = m -> m.loinc().equals(loinc);
    return facts.measurements().stream()
        .filter(wanted.and(m -> m.mention().isIn(Section.Kind.VITALS)))
        .findFirst()
        .or(() -> facts.measurements().stream().filter(wanted).findFirst())
        .map(MeasuredValues::written)
        .orElse(null);
  }

  private static String written(Measurement m) {
    String unit =
        switch (m.unit()) {
          case "mm[Hg]" -> " mmHg";
          case "[degF]" -> " °F";
          case "Cel" -> " °C";
          case "[lb_av]" -> " lb";
          case "[in_i]" -> " in";
          case "%" -> "%";
          case "/min" -> m.loinc().equals("8867-4") ? " bpm" : " breaths/min";
          default -> " " + m.unit();
        };
    String second = m.second() == null ? "" : "/" + number(m.second());
    boolean bare = m.loinc().equals("39156-5");
    return (m.value() == null ? "" : number(m.value())) + second + (bare ? "" : unit);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  static List<String> labs(NoteFacts facts) {
    return measured(facts)
        .filter(m -> !m.vital())
        .map(
            m ->
                m.mention().text().replaceAll("\\s+", " ")
                    + (m.mention().text().contains("(") && !m.mention().text().contains(")")
                        ? ")"
                        : ""))
        .distinct()
        .toList();
  }

  static List<Observation> observations(NoteFacts facts) {
    return measured(facts).map(MeasuredValues::observation).toList();
  }

  private static Observation observation(Measurement m) {
    return new Observation(
        m.mention().text(),
        m.vital() ? "vital" : "lab",
        m.loinc(),
        m.name(),
        m.value(),
        m.second(),
        m.words(),
        m.words() == null ? m.unit() : null,
        m.mention().span().start(),
        m.mention().span().end());
  }

  /** Measured values, one that the note repeats once. */
  private static Stream<Measurement> measured(NoteFacts facts) {
    Map<List<Object>, Measurement> once = new LinkedHashMap<>();
    for (Measurement m : facts.measurements()) {
      Object first = m.value() == null ? String.valueOf(m.words()) : m.value();
      Object second = m.second() == null ? "" : m.second();
      once.putIfAbsent(List.of(m.loinc(), first, second, m.unit()), m);
    }
    return once.values().stream();
  }
}
