package io.unichart.fhir;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Assertion.Subject;
import io.unichart.extraction.Assertion.Temporality;
import io.unichart.extraction.Measurement;
import io.unichart.extraction.Span;
import io.unichart.fhir.Findings.Allergy;
import io.unichart.fhir.Findings.Done;
import io.unichart.fhir.Findings.Measured;
import io.unichart.fhir.Findings.Medicine;
import io.unichart.fhir.Findings.Note;
import io.unichart.fhir.Findings.Place;
import io.unichart.fhir.Findings.Relative;
import io.unichart.fhir.Findings.Usage;
import io.unichart.fhir.VitalSign.Amount;
import io.unichart.platform.Problem;
import io.unichart.platform.Problem.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads findings from a request. Vital signs and laboratory results come as text, as measurements
 * with codes, or both; a text counts only where no measurement says the same.
 */
final class FindingsForm {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
  private static final Pattern ICD10 = Pattern.compile("[A-Z]\\d[A-Z0-9](?:\\.?[A-Z0-9]{1,4})?");
  private static final Pattern RXNORM = Pattern.compile("\\d{1,8}");
  private static final Pattern LOINC = Pattern.compile("\\d{1,7}-\\d");
  private static final int LONGEST_NOTE = 10_000_000;
  private static final int MOST_FAULTS = 100;

  private final List<FieldError> faults = new ArrayList<>();
  private final Function<String, List<Measurement>> laboratory;
  private final Form form;

  private FindingsForm(JsonNode body, Function<String, List<Measurement>> laboratory) {
    this.form = new Form(body, "", faults);
    this.laboratory = laboratory;
  }

  /**
   * The findings of a request.
   *
   * @param laboratory reads values with codes from words such as "HbA1c 7.2 %"
   * @throws Problem 422 with all faults
   */
  static Findings read(JsonNode body, Function<String, List<Measurement>> laboratory) {
    if (!body.isObject()) {
      throw Problem.unprocessable("body", "must be an object, the answer of an extraction");
    }
    FindingsForm reader = new FindingsForm(body, laboratory);
    Findings findings = reader.findings();
    if (!reader.faults.isEmpty()) {
      throw Problem.unprocessable(reader.faults.stream().limit(MOST_FAULTS).toList());
    }
    return findings;
  }

  private Findings findings() {
    Form patient = form.object("patient_info");
    List<Measured> measured = new ArrayList<>();
    form.objects("observations").forEach(item -> observation(item, measured));
    Set<String> known = new HashSet<>();
    measured.forEach(m -> known.add(m.loinc() == null ? plain(m.place().words()) : m.loinc()));
    vitals(form.object("vital_signs"), known, measured);
    Set<String> said = new HashSet<>();
    measured.forEach(m -> said.add(plain(m.place().words())));
    List<String> remarks = new ArrayList<>();
    for (String result : form.texts("lab_results")) {
      if (!said.contains(plain(result))) {
        result(result, measured, remarks);
      }
    }
    String text = form.text("text", LONGEST_NOTE);
    String reader = form.text("model_used");
    return new Findings(
        form.matching("patient_id", ID, "must be a FHIR id: 1 to 64 letters, digits, - and ."),
        patient.words("age"),
        patient.text("gender"),
        form.objects("diagnoses").stream().map(FindingsForm::problem).toList(),
        form.objects("medications").stream().map(FindingsForm::medicine).toList(),
        measured,
        remarks,
        form.objects("allergies").stream().map(FindingsForm::allergy).toList(),
        form.objects("procedures").stream().map(FindingsForm::done).toList(),
        form.objects("family_history").stream().map(FindingsForm::relative).toList(),
        form.texts("plan_actions"),
        form.date("document_date"),
        reader == null ? "unknown" : reader,
        form.id("document_id"),
        text == null ? null : new Note(null, text));
  }

  /** Words without white space and brackets, to tell whether two say the same. */
  private static String plain(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("[\\s()]+", "");
  }

  private static Place place(Form item) {
    String words = item.demanded("text");
    Integer start = item.count("start");
    Integer end = item.count("end");
    if (start == null || end == null) {
      return new Place(words, null);
    }
    if (end <= start) {
      item.fault("end", "must be greater than start");
      return new Place(words, null);
    }
    return new Place(words, new Span(start, end));
  }

  private static Assertion assertion(Form item) {
    Form axes = item.object("assertion");
    return new Assertion(
        axes.flag("negated"),
        axes.flag("uncertain"),
        word(axes, "temporality", Temporality.class, Temporality.CURRENT),
        word(axes, "subject", Subject.class, Subject.PATIENT));
  }

  private static <E extends Enum<E>> E word(Form axes, String member, Class<E> words, E unsaid) {
    String given = axes.text(member);
    if (given == null) {
      return unsaid;
    }
    List<String> allowed = new ArrayList<>();
    for (E word : words.getEnumConstants()) {
      String name = word.name().toLowerCase(Locale.ROOT);
      if (name.equals(given)) {
        return word;
      }
      allowed.add(name);
    }
    axes.fault(member, "must be one of " + String.join(", ", allowed));
    return unsaid;
  }

  private static Findings.Problem problem(Form item) {
    return new Findings.Problem(
        place(item),
        icd10(item),
        item.text("icd10_description"),
        assertion(item),
        item.text("status"));
  }

  /** A code with its dot, which FHIR demands. */
  private static @Nullable String icd10(Form item) {
    String code = item.matching("icd10_code", ICD10, "must be an ICD-10-CM code such as E11.9");
    return code == null || code.length() <= 3 || code.charAt(3) == '.'
        ? code
        : code.substring(0, 3) + "." + code.substring(3);
  }

  private static Medicine medicine(Form item) {
    return new Medicine(
        place(item),
        item.matching("rxnorm_code", RXNORM, "must be an RxNorm number such as 861007"),
        item.text("rxnorm_name"),
        assertion(item),
        item.text("status"),
        item.has("dosage") ? usage(item.object("dosage")) : Usage.UNSAID);
  }

  private static Usage usage(Form dosage) {
    return new Usage(
        dosage.text("text"),
        dosage.text("strength"),
        dosage.text("dose"),
        dosage.text("form"),
        dosage.text("route"),
        dosage.text("frequency"),
        dosage.flag("prn"),
        dosage.text("prn_reason"),
        dosage.text("duration"),
        dosage.text("dispense"),
        dosage.text("refills"),
        dosage.text("taper"));
  }

  private static Allergy allergy(Form item) {
    return new Allergy(
        place(item), item.flag("no_known_allergies"), item.text("reaction"), assertion(item));
  }

  private static Done done(Form item) {
    return new Done(place(item), "planned".equals(item.text("status")), assertion(item));
  }

  private static Relative relative(Form item) {
    return new Relative(
        place(item),
        icd10(item),
        item.text("icd10_description"),
        item.text("relation"),
        assertion(item));
  }

  private static void observation(Form item, List<Measured> found) {
    Place place = place(item);
    String loinc = item.matching("loinc_code", LOINC, "must be a LOINC code such as 4548-4");
    BigDecimal value = item.number("value");
    BigDecimal second = item.number("second_value");
    String unit = item.text("unit");
    String words = item.text("value_text");
    VitalSign sign = VitalSign.of(loinc);
    if (sign == VitalSign.BLOOD_PRESSURE && value != null && second == null) {
      item.fault("second_value", "is required of a blood pressure");
      return;
    }
    if (sign != null && value != null && unit != null) {
      String fault = sign.fault(value, second, unit);
      if (fault != null) {
        item.fault(fault.startsWith("must have") ? "unit" : "value", fault);
        return;
      }
    }
    boolean vital = sign != null || "vital".equals(item.text("kind"));
    found.add(new Measured(place, vital, loinc, item.text("name"), value, second, unit, words));
  }

  private static void vitals(Form signs, Set<String> known, List<Measured> found) {
    for (VitalSign sign : VitalSign.values()) {
      boolean said =
          known.contains(sign.loinc())
              || (sign == VitalSign.OXYGEN_SATURATION && known.contains(VitalSign.PULSE_OXIMETRY));
      String words = signs.words(sign.member());
      if (words == null || said) {
        continue;
      }
      Amount amount = sign.read(words);
      BigDecimal value = amount.value();
      String unit = amount.unit();
      String fault =
          value == null || unit == null ? null : sign.fault(value, amount.second(), unit);
      if (fault != null) {
        signs.fault(sign.member(), fault);
        continue;
      }
      found.add(
          new Measured(
              new Place(words, null),
              true,
              sign.loinc(),
              sign.display(),
              unit == null ? null : value,
              amount.second(),
              unit,
              unit == null ? words : null));
    }
  }

  /** A result as text: with a value and a code if they can be read, else as the words it is. */
  private void result(String words, List<Measured> found, List<String> remarks) {
    List<Measurement> values =
        laboratory.apply(words).stream().filter(value -> !value.vital()).toList();
    if (values.isEmpty()) {
      remarks.add(words);
    }
    for (Measurement value : values) {
      found.add(
          new Measured(
              new Place(value.mention().text(), null),
              false,
              value.loinc(),
              value.name(),
              value.value() == null ? null : BigDecimal.valueOf(value.value()),
              null,
              value.words() == null ? value.unit() : null,
              value.words()));
    }
  }
}
