package io.unichart.extraction.assertion;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Assertion.Subject;
import io.unichart.extraction.Assertion.Temporality;
import io.unichart.extraction.Cue;
import io.unichart.extraction.Cue.Axis;
import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.sections.Sections;
import io.unichart.extraction.text.Sentences;
import io.unichart.extraction.text.Token;
import io.unichart.extraction.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges how a note asserts what it mentions.
 *
 * <p>The idea is ConText's [1]: cue phrases stand before or behind a mention, reach as far as their
 * scope, and look-alikes ("no change", "gram negative") are no cues. Four things go further.
 * Sections and their labels set what is likely where no cue speaks: what stands under the past
 * history is past. A relative counts as the one who is ill only in that role ({@link Kinship}). The
 * four axes are decided apart from one another. And a bare entry of a problem list is background.
 *
 * <ol>
 *   <li>Harkema, Dowling, Thornblade, Chapman: ConText, an algorithm for determining negation,
 *       experiencer, and temporal status from clinical reports. J Biomed Inform 2009.
 * </ol>
 */
public final class Assertions {

  private static final CueLexicon LEXICON = CueLexicon.load();

  /** Stands for the mention while cues are sought, so that no cue is found inside it. */
  static final String MASK = "\u0001";

  /** Where the eye's short forms stand behind "glaucoma suspect". */
  private static final Set<String> EYES = Set.of("ou", "od", "os", "both", "bilaterally", "by");

  private static final Set<String> COMPLAINT_HISTORY = Set.of("h", "history", "hx");

  private final String text;
  private final Teller teller;
  private final Pronouns pronouns;
  private final List<Section> sections;
  private final List<Span> sentences;

  private Assertions(String text, List<Section> sections, List<Span> sentences) {
    this.text = text;
    this.teller = Teller.of(text);
    this.pronouns = Pronouns.of(text);
    this.sections = sections;
    this.sentences = sentences;
  }

  public static Assertions of(String text) {
    return of(text, Sections.of(text), Sentences.of(text));
  }

  public static Assertions of(String text, List<Section> sections, List<Span> sentences) {
    return new Assertions(text, sections, sentences);
  }

  /** Whether one has such a condition for years, so that a past mention does not say it is over. */
  public static boolean isLasting(String words) {
    return Lists.isKept(words) || Lists.isHabit(words);
  }

  /** Judges a mention by the words around it, not by those inside. */
  public Judgement judge(Span mention) {
    Span around = sentenceOf(mention);
    List<Token> tokens = masked(Tokens.of(text, around.start(), around.end()), mention);
    int t = indexOfMask(tokens);
    if (t < 0) {
      return new Judgement(Assertion.PLAIN, List.of());
    }
    return new Reading(tokens, t, mention, Sections.at(sections, mention.start())).judge();
  }

  /** The words of the sentence before, unless it stands in another paragraph. */
  private List<Token> wordsBefore(Span sentence) {
    Span last = null;
    for (int i = before(sentence.start()); i >= 0 && last == null; i--) {
      last = sentences.get(i).end() <= sentence.start() ? sentences.get(i) : null;
    }
    boolean near =
        last != null && !text.substring(last.end(), sentence.start()).matches("(?s).*\\n\\s*\\n.*");
    return last != null && near ? Tokens.of(text, last.start(), last.end()) : List.of();
  }

  /** The last sentence that begins at an offset or before. */
  private int before(int offset) {
    int low = 0;
    int high = sentences.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (sentences.get(middle).start() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return high < 0 ? -1 : low;
  }

  /** The sentence of a mention; one that runs over a sentence's end takes both. */
  private Span sentenceOf(Span mention) {
    int low = before(mention.start());
    if (low < 0) {
      return mention;
    }
    int start = Math.min(sentences.get(low).start(), mention.start());
    int end = Math.max(sentences.get(low).end(), mention.end());
    for (int i = low + 1; i < sentences.size() && sentences.get(i).start() < mention.end(); i++) {
      end = Math.max(end, sentences.get(i).end());
    }
    return new Span(start, end);
  }

  private static List<Token> masked(List<Token> tokens, Span mention) {
    List<Token> result = new ArrayList<>(tokens.size());
    boolean done = false;
    for (Token token : tokens) {
      boolean inside = token.start() < mention.end() && mention.start() < token.end();
      if (!inside) {
        result.add(token);
      } else if (!done) {
        result.add(new Token(mention.start(), mention.end(), MASK));
        done = true;
      }
    }
    return result;
  }

  private static int indexOfMask(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is(MASK)) {
        return i;
      }
    }
    return -1;
  }

  /** One mention in its sentence. */
  private final class Reading {

    private final List<Token> tokens;
    private final int t;
    private final Span mention;
    private final Span sentence;
    private final Section.@Nullable Kind section;
    private final Scope scope;
    private final List<CueMatch> matches;
    private final List<Cue> cues = new ArrayList<>();

    Reading(List<Token> tokens, int t, Span mention, @Nullable Section section) {
      this.tokens = tokens;
      this.t = t;
      this.mention = mention;
      this.sentence = new Span(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
      this.section = section == null ? null : section.kind();
      this.matches = LEXICON.find(tokens);
      String words = mention.of(text).strip();
      int blank = words.indexOf(' ');
      this.scope =
          new Scope(
              tokens, matches, blank < 0 ? "" : words.substring(0, blank).toLowerCase(Locale.ROOT));
    }

    Judgement judge() {
      boolean negated =
          cue(Axis.NEGATION, CueRole.NEGATED, CueRole.NEGATE, CueRole.NEGATE_LIST)
              || resolvedBefore()
              || minus();
      boolean uncertain =
          cue(Axis.UNCERTAINTY, CueRole.DOUBTED, CueRole.DOUBT) || alternative() || questioned();
      boolean imagined = cue(Axis.TEMPORALITY, CueRole.IMAGINED, CueRole.IMAGINE) || isTrigger();
      imagined &= !negated || cues.stream().noneMatch(Reading::isScreening);
      Kinship.Owner owner = new Kinship(tokens, t, t + 1).owner();
      boolean never = cues.stream().anyMatch(cue -> cue.text().equalsIgnoreCase("never"));
      boolean past = !imagined && !never && ((owner != null && owner.history()) || isPast());
      Subject subject = subject(owner);
      Temporality temporality =
          imagined ? Temporality.HYPOTHETICAL : past ? Temporality.HISTORICAL : Temporality.CURRENT;
      return new Judgement(new Assertion(negated, uncertain, temporality, subject), cues);
    }

    /** "depression screen negative" says that there is none. */
    private static boolean isScreening(Cue cue) {
      return cue.axis() == Axis.TEMPORALITY
          && cue.text().toLowerCase(Locale.ROOT).startsWith("screen");
    }

    /** Looks for a cue of one of the roles, behind roles as well as before ones. */
    private boolean cue(Axis axis, CueRole... roles) {
      Set<CueRole> wanted = Set.of(roles);
      for (CueMatch match : matches) {
        if (!wanted.contains(match.role()) || asksNext(match) || tellsComplaint(match)) {
          continue;
        }
        boolean before = match.role().isForward() && match.to() <= t && scope.reaches(match, t);
        boolean behind =
            match.role().isBackward() && match.from() > t && scope.reachesBack(match, t + 1);
        boolean opening =
            match.role() == CueRole.PASSED
                && opensSentence(match)
                && match.to() <= t
                && scope.reaches(asOpening(match), t);
        if (before || behind || opening) {
          note(match.from(), match.to(), axis);
          return true;
        }
      }
      return false;
    }

    /** "Dark urine, ?rhabdo": the mark asks about what it touches. */
    private boolean asksNext(CueMatch match) {
      return match.role() == CueRole.DOUBTED
          && tokens.get(match.to() - 1).is("?")
          && match.to() < tokens.size()
          && tokens.get(match.to()).start() == tokens.get(match.to() - 1).end()
          && (tokens.get(match.to()).isWord() || tokens.get(match.to()).is(MASK));
    }

    /** "Presenting complaints: H/o fever x 5 days" tells what somebody comes with. */
    private boolean tellsComplaint(CueMatch match) {
      boolean history =
          match.role() == CueRole.PAST
              && COMPLAINT_HISTORY.contains(tokens.get(match.from()).norm());
      boolean story =
          section == Section.Kind.CHIEF_COMPLAINT || section == Section.Kind.PRESENT_ILLNESS;
      return history
          && story
          && match.to() <= t
          && !Lists.isChronic(mention.of(text))
          && WhenHad.lastsDays(tokens, match.to());
    }

    private boolean wasInMonth() {
      int month = WhenHad.month(tokens, t);
      if (month >= 0) {
        note(month, month + 2, Axis.TEMPORALITY);
      }
      return month >= 0;
    }

    /** "In 2011 he had a stroke." */
    private boolean opensSentence(CueMatch match) {
      return match.from() <= 1
          && match.to() < tokens.size()
          && (tokens.get(match.to()).is(",") || hadAfter(match.to()));
    }

    private boolean hadAfter(int k) {
      for (int i = k; i < Math.min(t, k + 5); i++) {
        if (Set.of("had", "underwent", "was", "suffered", "developed", "sustained")
            .contains(tokens.get(i).norm())) {
          return true;
        }
      }
      return false;
    }

    /** An opening reaches over the clause's own subject and verb. */
    private CueMatch asOpening(CueMatch match) {
      return new CueMatch(match.from(), match.to(), CueRole.IMAGINE);
    }

    private Span span(int token) {
      return new Span(tokens.get(token).start(), tokens.get(token).end());
    }

    private void note(int from, int to, Axis axis) {
      Span span = new Span(tokens.get(from).start(), tokens.get(to - 1).end());
      cues.add(new Cue(span.of(text), span, axis));
    }

    /** "+fatigue, -CP, -SOB" */
    private boolean minus() {
      boolean minus = Signs.isMinus(text, sentence, mention.start());
      if (minus) {
        Span sign = new Span(mention.start() - 1, mention.start());
        cues.add(new Cue(sign.of(text), sign, Axis.NEGATION));
      }
      return minus;
    }

    /** "resolved pneumonia", "Resolved: AKI" */
    private boolean resolvedBefore() {
      int last = t > 1 && tokens.get(t - 1).is(":") ? t - 2 : t - 1;
      boolean resolved = last >= 0 && tokens.get(last).is("resolved");
      if (resolved) {
        note(last, last + 1, Axis.NEGATION);
      }
      return resolved;
    }

    /** "tension headache vs migraine": either side of it is in doubt. */
    private boolean alternative() {
      for (int k = t + 1; k < Math.min(tokens.size(), t + 7); k++) {
        String norm = tokens.get(k).norm();
        if (norm.equals("vs") || norm.equals("versus")) {
          note(k, k + 1, Axis.UNCERTAINTY);
          return true;
        }
        if (norm.equals(",") || norm.equals(";") || norm.equals("(")) {
          return false;
        }
      }
      return false;
    }

    /** "? pneumonia", "glaucoma suspect". */
    private boolean questioned() {
      int at = mention.start() - 1;
      while (at > 0 && text.charAt(at) == ' ') {
        at--;
      }
      int first = at;
      while (first > 0 && text.charAt(first - 1) == '?') {
        first--;
      }
      boolean asked =
          at >= 0
              && text.charAt(at) == '?'
              && (first == 0 || !Character.isLetterOrDigit(text.charAt(first - 1)));
      boolean suspect =
          t + 1 < tokens.size()
              && tokens.get(t + 1).is("suspect")
              && (t + 2 >= tokens.size()
                  || !tokens.get(t + 2).isWord()
                  || EYES.contains(tokens.get(t + 2).norm()));
      if (mention.of(text).toLowerCase(Locale.ROOT).endsWith(" suspect")) {
        return true;
      }
      if (asked || suspect) {
        Span span = asked ? new Span(first, at + 1) : span(t + 1);
        cues.add(new Cue(span.of(text), span, Axis.UNCERTAINTY));
      }
      return asked || suspect;
    }

    /** "Return here immediately for …": an order that waits for something to happen. */
    private boolean isTrigger() {
      int first = 0;
      while (first < t
          && (!tokens.get(first).isWord()
              || tokens.get(first).is("please")
              || tokens.get(first).isNumber())) {
        first++;
      }
      if (first < t && t <= first + 3 && tokens.get(first).is("should")) {
        note(first, first + 1, Axis.TEMPORALITY);
        return true; // "Should fever recur, …"
      }
      if (first >= t
          || !Set.of("call", "return", "contact", "notify", "seek", "come")
              .contains(tokens.get(first).norm())) {
        return false;
      }
      for (int k = first + 1; k < Math.min(t, first + 10); k++) {
        String norm = tokens.get(k).norm();
        if (norm.equals("for") || norm.equals("with") || norm.equals("if")) {
          note(first, k + 1, Axis.TEMPORALITY);
          return true;
        }
      }
      return false;
    }

    private boolean isPast() {
      if (!isDatedFromItsBegin()
          && (cue(Axis.TEMPORALITY, CueRole.PASSED, CueRole.PAST) || wasInMonth())) {
        return true;
      }
      boolean pastSection = section != null && section.isPast();
      if (pastSection && !turnsToNow()) {
        return true;
      }
      String words = mention.of(text);
      if (Lists.isHabit(words) || section == Section.Kind.ALLERGIES) {
        return true;
      }
      boolean unheaded = section == null || section == Section.Kind.HEADER;
      if (Lists.isChronic(words) && ((unheaded && isBareEntry()) || isBackgroundOfVisitor())) {
        return true;
      }
      return false;
    }

    /** "Parkinson's disease (2019)": what one keeps began in that year, a cancer was then. */
    private boolean isDatedFromItsBegin() {
      String words = mention.of(text).toLowerCase(Locale.ROOT);
      return t + 3 < tokens.size()
          && tokens.get(t + 1).is("(")
          && tokens.get(t + 2).norm().matches("(?:19|20)\\d\\d")
          && tokens.get(t + 3).is(")")
          && Lists.isChronic(words)
          && !words.matches(".*\\b(?:cancer|carcinoma|ca|lymphoma|melanoma|leuk\\w+)\\b.*");
    }

    private boolean turnsToNow() {
      for (CueMatch match : matches) {
        if (match.to() <= t
            && match.role() == CueRole.STOP_PAST
            && !tokens.get(match.from()).is(",")) {
          return true;
        }
        if (match.to() <= t
            && match.role() == CueRole.STOP
            && tokens.get(match.from()).norm().startsWith("present")) {
          return true;
        }
      }
      return false;
    }

    /** Nothing but the condition, a list number and punctuation stands in the sentence. */
    private boolean isBareEntry() {
      for (int k = 0; k < tokens.size(); k++) {
        Token token = tokens.get(k);
        boolean word = token.isWord() && !token.isNumber() && k != t;
        if (word && !Set.of("also", "and", "a", "an", "the").contains(token.norm())) {
          return false;
        }
      }
      return true;
    }

    /** "a woman with esophageal strictures who presents with …" */
    private boolean isBackgroundOfVisitor() {
      boolean person = false;
      for (int k = 0; k < t; k++) {
        person |=
            Set.of(
                    "man",
                    "woman",
                    "male",
                    "female",
                    "gentleman",
                    "lady",
                    "boy",
                    "girl",
                    "patient",
                    "pt")
                .contains(tokens.get(k).norm());
        if (tokens.get(k).norm().startsWith("present")) {
          return false;
        }
      }
      for (int k = t + 1; k < tokens.size() && person; k++) {
        String norm = tokens.get(k).norm();
        if (norm.startsWith("present") && !norm.equals("present")) {
          return true;
        }
      }
      return false;
    }

    private Subject subject(Kinship.@Nullable Owner owner) {
      if (t + 1 < tokens.size() && teller.isSelf(tokens.get(t + 1).norm())) {
        return Subject.FAMILY;
      }
      boolean patient = owner != null && isPatient(owner.from());
      if (owner != null && !patient) {
        note(owner.from(), owner.to(), Axis.SUBJECT);
        return owner.subject();
      }
      Subject named =
          owner == null ? pronouns.subject(tokens, t, () -> wordsBefore(sentence)) : null;
      if (named != null) {
        return named;
      }
      return section == Section.Kind.FAMILY_HISTORY && !isOwn() ? Subject.FAMILY : Subject.PATIENT;
    }

    private boolean isPatient(int relative) {
      String before = relative > 0 ? tokens.get(relative - 1).norm() : "";
      return teller.meansPatient(tokens.get(relative).norm(), before);
    }

    /** Under the family history the patient is meant only when named. */
    private boolean isOwn() {
      for (int k = 0; k < t; k++) {
        String norm = tokens.get(k).norm();
        if (Set.of("patient", "pt", "patient's", "personal", "himself", "herself").contains(norm)) {
          return true;
        }
      }
      return false;
    }
  }
}
