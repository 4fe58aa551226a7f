package io.unichart.extraction.mentions;

import io.unichart.extraction.Mention.Kind;
import io.unichart.terminology.BuiltIn;
import io.unichart.terminology.CodeSystem;
import io.unichart.terminology.DrugCoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that the recogniser knows: conditions, medicines and procedures. */
public final class Lexicon {

  /**
   * What a known phrase is.
   *
   * @param symptom whether it is a sign or symptom rather than a disease
   * @param reason whether it is what somebody comes for without being ill, such as a vaccination
   */
  record Entry(Kind kind, boolean symptom, boolean reason, String name) {}

  /** Everyday names that are good for coding and too ambiguous to look for in running text. */
  private static final Set<String> AMBIGUOUS =
      Set.of(
          "fit",
          "fits",
          "age",
          "all",
          "cold",
          "consumption",
          "gas",
          "nerves",
          "stress",
          "smoking",
          "fall",
          "fell",
          "virus",
          "vaccine",
          "immunization",
          "vaccination",
          "insulin use",
          "alcohol use",
          "add",
          "ed",
          "cap",
          "cut on hand",
          "mole",
          "corn",
          "corns",
          "trauma",
          "injury",
          "shock",
          "normal delivery",
          "infection",
          "pain",
          "sleepy",
          "growth",
          "nervous",
          "stent in heart",
          "on insulin",
          "insulin",
          "lump",
          "strep",
          "the runs",
          "the clap",
          "tired",
          "warts",
          "burn",
          "burns",
          "cavity",
          "cavities",
          "pimples",
          "pregnant",
          "menopause",
          "dialysis",
          "annual exam",
          "postmenopausal",
          "smoker",
          "anxious",
          "allergy",
          "allergies",
          "redness of skin",
          "faint",
          "diabetic",
          "obese",
          "sti",
          "std",
          "scar",
          "stress reaction",
          "work stress",
          "restlessness",
          "nevus",
          "virus infection");

  /** Where ICD-10-CM keeps signs and symptoms: a chapter of its own, and places in others. */
  private static final List<String> SYMPTOM_CODES =
      List.of(
          "R", "H53.1", "H54.7", "H57.1", "H92.0", "J34.89", "K08.89", "L29", "L53.9", "M25.5",
          "M25.6", "M54.", "M79.1", "M79.6", "N64.4", "N89.8");

  /** Complaints that are coded as a disease for want of another code. */
  private static final Set<String> SYMPTOMS =
      Set.of("sore throat", "throat pain", "vision loss", "hair loss", "hearing loss", "earache");

  /** Short forms that are words too, or other short forms: only as capitals. */
  private static final int SHORT = 4;

  private static final Set<String> SAFE_SHORT =
      Set.of(
          ("gout rash acne flu itch boil stye lice htn uti copd gerd dvt utis mono dm2 t2dm afib hiv adhd ptsd edema bppv ckd pcos covid ards osa dvts pred nph apap hctz asa vanc amio ocps pna amox doxy dilt fent falls zpak omep qvar breo tobi ofev onfi omez azee duac mtx inh kcl ntg txa ptu hcq gtn mmf lmwh ivig mso4 5fu dhc feso4 gaba ismn pnv ssi dolo yasmin tums sob doe n/v n&v uri urti aki cad chf tia cva esrd bph gad mdd ocd hld dka svt pvcs ibs lbp djd ams pud rsv tmj hcv hbv hsv hpv gdm pph numb weak pale limp achy tics coma wart deaf cvat pus sore sdh sah ckd3 cmt ppi ppis ssri snri ccb acei doac noac abx hrt bcg tpn tpa t-pa")
              .split(" "));

  private static final Set<String> FINDINGS = words("/extraction/findings.txt");

  private static final Set<String> PROCEDURES = words("/extraction/procedures.txt");

  private static final Set<String> SHORT_DRUGS =
      Set.of(
          "asa", "kcl", "ntg", "mtx", "bmz", "nph", "txa", "ptu", "sqh", "inh", "pza", "hcq", "gtn",
          "mst", "vpa", "mmf", "ufh", "tnk", "tpa", "5fu", "6mp", "lt4");

  /**
   * What people take and our dictionary has no concept for; and with a tab and "taken", what is a
   * medicine only where the words around it speak of taking one: short forms that are words too
   * ("prop", "levo"), and kinds of medicines ("statin").
   */
  private static final Map<String, Boolean> MORE_DRUGS = moreDrugs();

  /** Names in RxNorm that in a note are something measured, eaten, breathed or done. */
  private static final Set<String> NO_DRUGS =
      Set.of(
          "water",
          "oxygen",
          "nitrogen",
          "glucose",
          "sodium",
          "chloride",
          "calcium",
          "phosphate",
          "urea",
          "ethanol",
          "alcohol",
          "caffeine",
          "cocaine",
          "nicotine",
          "cholesterol",
          "creatinine",
          "hemoglobin",
          "albumin",
          "thyrotropin",
          "sugar",
          "salt",
          "milk",
          "honey",
          "egg",
          "dragon",
          "perform",
          "react",
          "today",
          "relief",
          "halls",
          "julie",
          "my way",
          "take action",
          "freeze it",
          "morning after");

  private final Phrases<Entry> conditions = new Phrases<>();
  private final Phrases<Entry> procedures = new Phrases<>();
  private final Phrases<String> drugs = new Phrases<>();
  private final Phrases<Boolean> rareDrugs = new Phrases<>();

  public Lexicon(DrugCoder coder) {
    for (String[] row : BuiltIn.rows(CodeSystem.ICD10CM)) {
      boolean symptomCode = SYMPTOM_CODES.stream().anyMatch(row[0]::startsWith);
      boolean reason = row[0].startsWith("Z0") || row[0].startsWith("Z23");
      boolean screening = row[0].startsWith("Z1");
      for (String name : row[2].split("\\|")) {
        boolean symptom = symptomCode || SYMPTOMS.contains(name);
        if (!name.isEmpty()
            && (!AMBIGUOUS.contains(name) || Predicates.CALLED.contains(name))
            && !name.contains("history of")
            && !screening) {
          Kind kind = symptom ? Kind.FINDING : Kind.CONDITION;
          conditions.add(name, new Entry(kind, symptom, reason, name));
        }
      }
    }
    FINDINGS.forEach(name -> conditions.add(name, new Entry(Kind.FINDING, true, false, name)));
    PROCEDURES.forEach(name -> procedures.add(name, new Entry(Kind.PROCEDURE, false, false, name)));
    Set<String> everyday =
        coder.isBuiltIn() ? coder.names() : new DrugCoder(BuiltIn.table(CodeSystem.RXNORM)).names();
    everyday.stream()
        .filter(name -> name.length() > 3 || SHORT_DRUGS.contains(name))
        .filter(name -> !MORE_DRUGS.getOrDefault(name, false))
        .forEach(name -> drugs.add(name, name));
    MORE_DRUGS.forEach(
        (name, taken) -> {
          if (taken) {
            rareDrugs.add(name, true);
          } else {
            drugs.add(name, name);
          }
        });
    coder.names().stream()
        .filter(name -> name.length() > 3 && !everyday.contains(name) && !NO_DRUGS.contains(name))
        .forEach(name -> rareDrugs.add(name, coder.isSubstance(name)));
  }

  /** A name without the words before it that tell side, degree or course. */
  public static String withoutDegree(String name) {
    return Conditions.bare(name);
  }

  /** Whether no code says what is meant, since the words alone say too little. */
  public static boolean isCodeless(String name) {
    return FINDINGS.contains(Conditions.bare(name));
  }

  private static Map<String, Boolean> moreDrugs() {
    return words("/extraction/medicines.txt").stream()
        .map(line -> line.split("\t"))
        .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> row.length > 1));
  }

  /** The lines of a list, without its remarks. */
  private static Set<String> words(String resource) {
    InputStream in = Objects.requireNonNull(Lexicon.class.getResourceAsStream(resource));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a name is that of a medicine only where the words around it speak of taking one. */
  static boolean isShorthand(String name) {
    return MORE_DRUGS.getOrDefault(name.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "), false);
  }

  /**
   * Medicines that only the full tables know, each with whether it is a substance. Many are
   * ordinary words as well ("perform", "dragon"), so they count where the words around them speak
   * of taking a medicine.
   */
  Phrases<Boolean> rareDrugs() {
    return rareDrugs;
  }

  Phrases<Entry> conditions() {
    return conditions;
  }

  Phrases<Entry> procedures() {
    return procedures;
  }

  Phrases<String> drugs() {
    return drugs;
  }

  /** Substances that laboratories measure more often than anybody takes them. */
  private static final Set<String> MEASURED_TOO =
      Set.of(
          "caffeine",
          "potassium",
          "calcium",
          "magnesium",
          "sodium",
          "phosphorus",
          "phosphate",
          "iron",
          "zinc",
          "glucose",
          "vitamin d",
          "vitamin b12",
          "b12",
          "folate",
          "testosterone",
          "nicotine",
          "bicarbonate",
          "oxygen");

  /** Whether a name is that of a medicine only where somebody takes it. */
  static boolean isMeasuredToo(String name) {
    return MEASURED_TOO.contains(name.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "));
  }

  /** A short form counts only in capitals, unless it is unmistakable. */
  static boolean isCredible(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    boolean capitalInside = !words.substring(1).equals(lower.substring(1));
    return words.length() > SHORT
        || SAFE_SHORT.contains(lower)
        || words.equals(words.toUpperCase(Locale.ROOT))
        || capitalInside; // "preE"
  }
}
