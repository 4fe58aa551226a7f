package io.unichart.documents.outline;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the parts of a clinical note are called, in the many ways that clinicians write them. */
final class SectionNames {

  private static final Map<String, String> FULL_NAMES = new HashMap<>();

  static {
    know("Subjective", "subjective", "subj");
    know("Objective", "objective", "obj");
    know("Assessment", "assessment", "impression", "assessment/impression", "clinical impression");
    know("Plan", "plan", "treatment plan", "plan of care", "care plan", "treatment");
    know("Assessment and plan", "assessment and plan", "a/p", "a&p", "ap", "impression and plan");
    know("Assessment and plan", "assessment/plan", "medical decision making", "mdm");
    know("Chief complaint", "chief complaint", "cc", "presenting complaint", "complaint");
    know("Reason for visit", "reason for visit", "reason for consultation", "reason for referral");
    know("History of present illness", "history of present illness", "hpi", "present illness");
    know("History", "history", "interval history", "clinical history", "hospital course");
    know("Past medical history", "past medical history", "pmh", "pmhx", "medical history");
    know("Past medical history", "past history", "past med hx", "pmh/psh", "problem list");
    know("Past surgical history", "past surgical history", "psh", "pshx", "surgical history");
    know("Family history", "family history", "fh", "fhx", "family hx", "fam hx", "fmh");
    know("Social history", "social history", "sh", "shx", "social hx", "soc hx", "habits");
    know("Obstetric history", "obstetric history", "ob history", "gynecologic history", "ob/gyn");
    know("Birth history", "birth history", "developmental history");
    know("Immunizations", "immunizations", "immunisations", "vaccines", "vaccinations");
    know("Medications", "medications", "current medications", "meds", "home medications");
    know("Medications", "current meds", "discharge medications", "medication list", "home meds");
    know("Allergies", "allergies", "allergy", "drug allergies", "nkda", "allergies/reactions");
    know("Review of systems", "review of systems", "ros", "systems review");
    know("Vitals", "vitals", "vital signs", "vitals reviewed", "vs", "vitals today");
    know("Physical exam", "physical exam", "physical examination", "exam", "pe", "examination");
    know("Physical exam", "physical", "mental status exam", "mse", "exam findings");
    know("Labs", "labs", "laboratory", "laboratory data", "lab results", "lab data", "labs today");
    know("Results", "results", "imaging", "diagnostics", "studies", "investigations", "radiology");
    know("Results", "diagnostic studies", "data", "test results", "laboratory results", "findings");
    know("Procedures", "procedures", "procedure", "operative findings", "technique", "indication");
    know("Comparison", "comparison");
    know("Diagnosis", "diagnosis", "diagnoses", "discharge diagnosis", "admission diagnosis");
    know("Diagnosis", "discharge diagnoses", "final diagnosis", "working diagnosis");
    know("Recommendations", "recommendations", "recommendation", "instructions", "counseling");
    know("Instructions", "patient instructions", "discharge instructions", "patient education");
    know("Follow-up", "follow-up", "follow up", "followup", "disposition", "f/u", "return visit");
    know("Prescription", "prescription", "prescription note", "prescriptions", "rx", "orders");
    know("Signature", "signed", "signature", "electronically signed by", "signed by", "provider");
    know("Addendum", "addendum");
    know("Summary", "summary");
    know("Conclusion", "conclusion", "conclusions");
    know("Goals", "goals");
    know("Code status", "code status");
  }

  private static final Map<Character, String> LETTERS =
      Map.of('S', "Subjective", 'O', "Objective", 'A', "Assessment", 'P', "Plan");

  private static final Pattern LETTER =
      Pattern.compile("([SOAP])(?:\\s?:|\\)\\s|\\)$|\\s[-–]\\s).*", Pattern.DOTALL);
  private static final Pattern DECORATION = Pattern.compile("^[*_=#\\[<~\\s-]+|[*_=#\\]>~\\s-]+$");

  private SectionNames() {}

  private static void know(String fullName, String... names) {
    for (String name : names) {
      FULL_NAMES.put(name, fullName);
    }
  }

  /** The part that a line opens with one of the letters S, O, A, P. */
  static @Nullable String byLetter(String line) {
    Matcher letter = LETTER.matcher(undecorated(line));
    return letter.matches() ? LETTERS.get(letter.group(1).charAt(0)) : null;
  }

  /** The part that a line opens with its name: alone, or before a colon. */
  static @Nullable String byName(String line) {
    String plain = undecorated(line.length() > 200 ? line.substring(0, 200) : line);
    int colon = plain.indexOf(':');
    if (colon >= 0) {
      return colon <= 40 ? fullName(plain.substring(0, colon)) : null;
    }
    boolean looksLikeAHeading = plain.length() <= 40 && startsLikeAName(plain);
    return looksLikeAHeading ? fullName(plain) : null;
  }

  private static boolean startsLikeAName(String plain) {
    return !plain.isEmpty() && Character.isUpperCase(plain.charAt(0)) && !plain.endsWith(".");
  }

  private static @Nullable String fullName(String name) {
    String key = undecorated(name).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    String known = FULL_NAMES.get(key);
    if (known != null) {
      return known;
    }
    String[] parts = key.split(" ?(/|&|,| and ) ?");
    if (parts.length != 2) {
      return null;
    }
    String first = FULL_NAMES.get(parts[0]);
    String second = FULL_NAMES.get(parts[1]);
    return first == null || second == null
        ? null
        : first + " and " + second.toLowerCase(Locale.ROOT);
  }

  private static String undecorated(String line) {
    return DECORATION.matcher(line).replaceAll("");
  }
}
