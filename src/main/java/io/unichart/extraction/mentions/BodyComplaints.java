package io.unichart.extraction.mentions;

import io.unichart.extraction.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Complaints that are made of a part of the body and what is wrong there: "forearm laceration",
 * "pain in his elbow", "fracture of the left radius". No dictionary lists them all. Names of
 * syndromes and diseases after people ("Smith-Magenis syndrome") are of the same kind.
 */
final class BodyComplaints {

  private static final Set<String> PARTS =
      Set.of(
          ("abdomen abdominal achilles acl pcl mcl lcl adrenal ankle anal anterior aortic arch arm axilla"
                  + " axillary back bicep biceps bladder bone bowel brain breast buttock calf cardiac carotid"
                  + " carpal cervical cheek chest chin clavicle clavicular coccyx colon corneal cranial"
                  + " deltoid digit distal dorsal ear elbow epigastric esophageal eye eyebrow eyelid face"
                  + " facial femoral femur fibula fibular finger fingertip flank foot forearm forehead gallbladder gastric"
                  + " genital gingival gluteal groin hamstring hand head heel hepatic hip humeral humerus"
                  + " inguinal intracranial jaw joint kidney knee labral labrum lateral leg lid limb lip liver lumbar"
                  + " lung mandible mandibular maxillary medial meniscal meniscus metacarpal metatarsal mid midfoot"
                  + " muscle nail nasal navicular neck nose occipital oral orbital ovarian palm pancreatic parietal patella"
                  + " patellar pelvic pelvis penile perianal perineal perirectal pinky popliteal posterior prostate proximal"
                  + " quadriceps radial radius rectal renal rib rotator cuff sacral sacrum scalp scapula scapular"
                  + " scrotal shin shoulder sinus skin skull spinal spine sternal sternum suprapubic talus temple temporal"
                  + " tendon testicular thigh thoracic throat thumb thyroid tibia tibial toe tongue tooth trapezius"
                  + " tricep triceps trochanteric trunk ulna ulnar ureteral uterine uvular vaginal vertebral vulvar wrist nof nerve phrenic sciatic peroneal median atrium atrial ventricular")
              .split(" "));

  private static final Set<String> SIDES =
      Set.of("left", "right", "bilateral", "l", "r", "lt", "rt", "both", "upper", "lower");

  private static final Set<String> WRONG =
      Set.of(
          ("pain pains ache aches discomfort strain sprain tear fracture fractures fx laceration lacerations"
                  + " contusion abrasion abrasions swelling tenderness weakness numbness tingling stiffness"
                  + " infection ulcer ulcers wound wounds mass masses cyst cysts nodule nodules lesion lesions"
                  + " abscess cancer carcinoma tumor bleed stenosis tendinitis tendonitis tendinopathy arthritis"
                  + " dislocation spasm spasms deformity effusion rash burn bruise bruising bruises edema"
                  + " hematoma lump atrophy paralysis cellulitis neuropathy instability cramps cramping"
                  + " erythema redness polyp polyps obstruction rupture injury impingement bursitis contracture")
              .split(" "));

  /** "pain to the lateral aspect": no part by themselves. */
  private static final Set<String> ADJECTIVES =
      Set.of(
          ("lateral medial distal proximal anterior posterior mid dorsal upper lower cervical thoracic lumbar"
                  + " abdominal facial nasal oral radial ulnar tibial fibular rectal vaginal cardiac")
              .split(" "));

  private static final Set<String> PRESSED = Set.of("facial", "sinus", "pelvic", "rectal", "ear");

  private static final Set<String> JOINTS =
      Set.of("of", "in", "to", "over", "around", "on", "at", "along");

  private static final Set<String> WHOSE =
      Set.of("the", "his", "her", "their", "my", "a", "an", "one", "base", "area");

  /** Words before "disease" that make it a department or a manner of speaking. */
  private static final Set<String> NO_NAME =
      Set.of("infectious", "communicable", "the", "this", "no", "any", "chronic");

  private static final int MOST_WORDS = 4;

  private BodyComplaints() {}

  /**
   * Places among tokens, as pairs of the first and one past the last.
   *
   * @param taken the same of what is known by name
   */
  static List<int[]> find(String text, List<Token> tokens, List<int[]> taken) {
    List<int[]> found = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      int[] place = at(text, tokens, i);
      if (place != null
          && taken.stream().noneMatch(t -> t[0] < place[1] && place[0] < t[1])
          && found.stream().noneMatch(t -> t[0] < place[1] && place[0] < t[1])) {
        found.add(place);
      }
    }
    return found;
  }

  /** Whether nothing but what is wrong is said, such as "fracture", and not yet where. */
  static boolean isBare(List<Token> tokens, int from, int to) {
    return to - from == 1 && WRONG.contains(tokens.get(from).norm());
  }

  private static final Pattern WHERE_BEHIND =
      Pattern.compile(
          "(?i)(.*\\b(?:fractures?|fx|lacerations?|sprain|strain|tear|contusion|abrasions?|dislocation|rupture|burns?|wounds?|ulcers?|abscess|hematoma|injury|cellulitis))\\s+(?:of|in|to|over|on)\\s+(?:(?:the|his|her|their|my|a|an)\\s+)?(.+)");

  /** "fracture of the left radius" as the tables have it more often: "left radius fracture". */
  static String turned(String name) {
    Matcher said = WHERE_BEHIND.matcher(name);
    return said.matches() ? said.group(2) + " " + said.group(1) : name;
  }

  private static int @Nullable [] at(String text, List<Token> tokens, int i) {
    String word = tokens.get(i).norm();
    if (word.equals("#")) {
      return broken(tokens, i);
    }
    if (word.equals("syndrome") || word.equals("disease")) {
      return named(text, tokens, i);
    }
    boolean pressure =
        word.equals("pressure") && i > 0 && PRESSED.contains(tokens.get(i - 1).norm());
    if (!pressure && !WRONG.contains(word)) {
      return null;
    }
    int from = i;
    boolean part = false;
    while (from > 0 && i - from < MOST_WORDS && isPlace(tokens.get(from - 1).norm())) {
      from--;
      part |= PARTS.contains(tokens.get(from).norm());
    }
    if (part) {
      return new int[] {from, i + 1};
    }
    int to = behind(tokens, i);
    return to > 0 ? new int[] {i, to} : null;
  }

  /** "#NOF", "# L clavicle": the mark stands for a fracture. */
  private static int @Nullable [] broken(List<Token> tokens, int i) {
    int to = i + 1;
    boolean part = false;
    while (to < tokens.size() && isPlace(tokens.get(to).norm())) {
      part |= PARTS.contains(tokens.get(to).norm());
      to++;
    }
    boolean complaint = to < tokens.size() && WRONG.contains(tokens.get(to).norm());
    return part && !complaint ? new int[] {i, to} : null;
  }

  private static boolean isPlace(String word) {
    return PARTS.contains(word) || SIDES.contains(word);
  }

  /** "pain in his right elbow": one past the last word, or 0. */
  private static int behind(List<Token> tokens, int i) {
    int k = i + 1;
    if (k >= tokens.size() || !JOINTS.contains(tokens.get(k).norm())) {
      return 0;
    }
    k++;
    while (k < tokens.size()
        && (WHOSE.contains(tokens.get(k).norm())
            || SIDES.contains(tokens.get(k).norm())
            || tokens.get(k).is("of"))) {
      k++;
    }
    int first = k;
    while (k < tokens.size() && k - first < 3 && isPlace(tokens.get(k).norm())) {
      k++;
    }
    while (k > first && ADJECTIVES.contains(tokens.get(k - 1).norm())) {
      k--;
    }
    return k > first && isPart(tokens.get(k - 1).norm()) ? k : 0;
  }

  private static boolean isPart(String word) {
    return PARTS.contains(word) || PARTS.contains(word.replaceFirst("s$", ""));
  }

  /** "Smith-Magenis syndrome": a name in capitals before the word. */
  private static int @Nullable [] named(String text, List<Token> tokens, int i) {
    int from = i;
    while (from > 0 && i - from < MOST_WORDS && isName(text, tokens, from - 1)) {
      from--;
    }
    while (from < i && !tokens.get(from).isWord()) {
      from++;
    }
    boolean opens = from == 0 || !tokens.get(from - 1).isWord() && !tokens.get(from - 1).is(",");
    boolean joined = from + 1 < i && tokens.get(from + 1).is("-");
    if (opens && from < i - 1 && !joined) {
      from++; // "Denies Chagas disease": a sentence begins with a capital
    } else if (opens && !joined && !tokens.get(from).norm().endsWith("'s")) {
      return null;
    }
    return from < i && !NO_NAME.contains(tokens.get(from).norm()) ? new int[] {from, i + 1} : null;
  }

  private static boolean isName(String text, List<Token> tokens, int k) {
    Token token = tokens.get(k);
    boolean capital =
        token.end() - token.start() > 3
            && Character.isUpperCase(text.charAt(token.start()))
            && Character.isLowerCase(text.charAt(token.start() + 1));
    return capital || token.is("-");
  }
}
