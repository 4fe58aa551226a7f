package io.unichart.extraction;

import io.unichart.extraction.Assertion.Temporality;
import io.unichart.extraction.MedicationMention.Status;
import io.unichart.extraction.Section.Kind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The medicines of a note, each once. What the encounter decided outweighs what was told before: of
 * several mentions the prescription's stands, then the plan's, then the list's, then the story's;
 * the others fill its gaps where they speak of the same strength.
 */
public final class Medicines {

  private static final int PRESCRIBED = 3;
  private static final int PLANNED = 2;
  private static final int LISTED = 1;

  private Medicines() {}

  /**
   * Those that the patient takes, took or shall take.
   *
   * @param ingredients what a name contains; null for an unknown name
   */
  public static Collection<MedicationMention> of(
      NoteFacts facts, UnaryOperator<@Nullable String> ingredients) {
    Map<String, MedicationMention> best = new LinkedHashMap<>();
    for (MedicationMention medication : facts.medications()) {
      if (isTaken(medication)) {
        String name = medication.mention().name();
        String ingredient = ingredients.apply(name);
        String key = ingredient == null ? name.toLowerCase(Locale.ROOT) : ingredient;
        best.merge(key, medication, Medicines::joined);
      }
    }
    return List.copyOf(best.values());
  }

  static boolean isTaken(MedicationMention medication) {
    Assertion assertion = medication.mention().assertion();
    return !assertion.negated() && assertion.subject() == Assertion.Subject.PATIENT;
  }

  private static MedicationMention joined(MedicationMention a, MedicationMention b) {
    boolean second =
        weight(b) > weight(a)
            || (weight(b) == weight(a)
                && a.dosage().strength() == null
                && richness(b.dosage()) > richness(a.dosage()));
    MedicationMention main = second ? b : a;
    MedicationMention other = second ? a : b;
    MedicationMention.Dosage dosage =
        sameStrength(main, other) ? main.dosage().filledFrom(other.dosage()) : main.dosage();
    Mention mention = main.mention();
    boolean waits =
        weight(other) > LISTED
            && other.mention().assertion().temporality() == Temporality.HYPOTHETICAL;
    if (waits && mention.assertion().temporality() == Temporality.CURRENT) {
      mention = asserted(mention, other.mention());
    }
    return new MedicationMention(mention, dosage, status(main, other));
  }

  /** A prescription alone starts a medicine; with a plan that continues it, it is a refill. */
  private static @Nullable Status status(MedicationMention main, MedicationMention other) {
    boolean refill =
        main.status() == Status.STARTED
            && weight(main) == PRESCRIBED
            && weight(other) == PLANNED
            && (other.status() == Status.CONTINUED || other.status() == Status.CHANGED);
    return main.status() == null || refill || decides(other, main) ? other.status() : main.status();
  }

  /** What is decided later of a medicine that is taken: "apixaban 5 bd … apixaban withheld". */
  private static boolean decides(MedicationMention other, MedicationMention main) {
    return main.status() == Status.CONTINUED
        && (other.status() == Status.STOPPED || other.status() == Status.CHANGED)
        && other.mention().span().start() > main.mention().span().start();
  }

  /** A prescription to be filled "if it gets worse" is still only for that case. */
  private static Mention asserted(Mention mention, Mention as) {
    return new Mention(
        mention.kind(),
        mention.text(),
        mention.span(),
        mention.name(),
        mention.section(),
        as.assertion(),
        as.cues());
  }

  /** How much a mention counts by its place; only one that says how much is taken counts at all. */
  private static int weight(MedicationMention medication) {
    Section section = medication.mention().section();
    if (section == null || richness(medication.dosage()) == 0) {
      return 0;
    }
    Kind kind = section.kind();
    if (kind == Kind.PRESCRIPTION) {
      return PRESCRIBED;
    }
    return kind.isPlan() ? PLANNED : kind == Kind.MEDICATIONS ? LISTED : 0;
  }

  private static boolean sameStrength(MedicationMention a, MedicationMention b) {
    String mine = a.dosage().strength();
    String theirs = b.dosage().strength();
    return mine == null || theirs == null || digits(mine).equals(digits(theirs));
  }

  private static String digits(String strength) {
    return strength.replaceAll("\\D", "");
  }

  private static int richness(MedicationMention.Dosage dosage) {
    return (dosage.strength() == null ? 0 : 4)
        + (dosage.frequency() == null ? 0 : 2)
        + (dosage.form() == null ? 0 : 1)
        + (dosage.dose() == null ? 0 : 1);
  }
}
