package io.unichart.extraction.mentions;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Cue;
import io.unichart.extraction.MedicationMention;
import io.unichart.extraction.MedicationMention.Status;
import io.unichart.extraction.Mention;
import io.unichart.extraction.Mention.Kind;
import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.assertion.Assertions;
import io.unichart.extraction.assertion.Judgement;
import io.unichart.extraction.sections.Sections;
import io.unichart.extraction.text.Token;
import io.unichart.extraction.text.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds medicines and reads how they are to be taken. A medicine's words run from the last medicine
 * (or the sentence's start) to the next; a prescription's lines below the name belong to it.
 */
final class Medications {

  private static final Pattern PRESCRIPTION_LINE =
      Pattern.compile(
          "^\\s*(?:[-•*]\\s*)?(?:disp(?:ense)?|sig|refills?|qty|quantity|directions?|take|inhale|apply|use|instill|no\\b[^\\n]*refills)\\b.*$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern STOPPED =
      Pattern.compile(
          "\\b(?:stop(?:ped|ping)?|discontinu(?:e|ed|es|ing|ation)|d/?c(?:['-]?e?d)?|cease[ds]?|paus(?:e|ed|ing)|suspend(?:ed)?|withheld|w/held|withhold|hold|held|holds|holding|came off|come off|comes off|taken off|took (?:him|her|them) off|off of|quit|(?:completed|finished)(?= )|no longer (?:taking|takes|on)|(?:wean|taper)(?:ed|ing)? (?:him |her |them |patient |pt )?off|r[au]n out of|(?:has|have|is|been|was) out of|(?:hasn'?t|has not|have not|haven'?t) (?:been taking|taken|refilled|filled)|(?:not|never) (?:been )?(?:taking|filled|picked up)|(?:now |is |currently )?off(?=\\s+(?:(?:her|his|their|the|all)\\s+)?$)|self-?discontinued|avoid(?:ed|ing)?|switch(?:ed)? from|chang(?:e|ed) from)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CHANGED =
      Pattern.compile(
          "\\b(?:increas(?:e|ed|ing)|decreas(?:e|ed|ing)|chang(?:e|ed|ing)|titrat(?:e|ed|ing)|adjust(?:ed|ing)?|reduc(?:e|ed|ing)|taper(?:ed|ing)?|lower(?:ed)?|rais(?:e|ed)|(?:up|down)-?titrat(?:e|ed|ing|ion)|step(?:ped)? (?:up|down)|wean(?:ed|ing)?|doubl(?:e|ed|ing)|halv(?:e|ed)|cut (?:back|down)|(?:go|went|going) (?:up|down) on|bump(?:ed)?(?: up)?)\\b|[\u2191\u2193]",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern STARTED =
      Pattern.compile(
          "\\b(?:(?:re-?)?start(?:ed|ing)?|initiat(?:e|ed|ing)|beg(?:in|an|un|inning)|commenc(?:e|ed|ing)|add(?:ed|ing)?|prescrib(?:e|ed|ing)|trial of|new rx|rx(?: for)?|give[n]?|gave|order(?:ed)?|switch(?:ed)? to|transition(?:ed|ing)? to|escalat(?:e|ed) to|narrow(?:ed)? to|bridg(?:e|ed) with|load(?:ed)? with|chang(?:e|ed) \\w+ to|placed on|put on|administered|received|got|(?:re)?commence|will try|bolus(?:ed)?|e-?prescribed|rx'?d)\\b|\\bnew(?: med(?:ication)?s?| rx)?\\s*:?\\s*$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CONTINUED =
      Pattern.compile(
          "\\b(?:continu(?:e|ed|es|ing)|cont\\b|remain(?:s)? on|maintain(?:ed)?|resume[d]?|refill(?:ed)?|(?<!stop )(?<!stopped )(?<!not )tak(?:es|ing|en)|currently on|is on|was on|uses|using|managed with|controlled (?:on|with|by)|keep(?: on)?|stays? on|c/w|compliant with|adherent (?:to|with)|tolerating|stable on|maintained on)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern MARK =
      Pattern.compile(
          "(?:[|\\t]\\s*|\\(\\s*|\\s[-\u2013]\\s+|->\\s*|\u2192\\s*)(new|start(?:ed)?|same|no change|unchanged|continued?|cont|stop(?:ped)?|d/?c'?d?|discontinued?|hold|held|withheld|w/held|paused|suspended|ceased|(?:dose )?(?:changed?|increased?|reduced?|decreased?|halved|doubled))\\b(?:[^|()\\n]{0,40})(?:\\)|\\(|\\||$)",
          Pattern.CASE_INSENSITIVE);

  private static final String VERB =
      "((?:re-?)?started|begun|commenced|initiated|avoided|added|prescribed|stopped|discontinued|w/held|withheld|paused|suspended|ceased|held|d/?c'?d|on hold|increased|decreased|reduced|lowered|changed|(?:up-?|down-?)?titrated|tapered off|weaned off|tapered|weaned|doubled|halved|continued|resumed)\\b";

  /** "warfarin 5 mg held": what became of it directly behind its name. */
  private static final Pattern AT_NAME =
      Pattern.compile(
          "(?i)^(?:\\s*(?:\\([^)]*\\)|[\\d.,/-]+\\s?(?:mg|mcg|units?|g|meq)?|daily|nightly|bid|tid|qd|qhs|po|prn|xl|xr|er|od|bd|tds|qds|mane|nocte|mr|sr|tabs?|caps?|once|twice|a day))*\\s*[:\u2013-]?\\s*(?:now |recently |then )?"
              + VERB);

  private static final Pattern THEN =
      Pattern.compile(
          "(?i)^(?:\\s+(?:on|at|in|for|during|before|after|prior to|around|pending|while|until|per|overnight|yesterday|initially|briefly|given|due to|because of)\\b[^,.;]{0,40}?)?\\s*(?:,|;|->|\u2192|\\band\\b|\\bthen\\b|\\bbut\\b|\\bnow\\b)\\s*(?:(?:and|then|later|now|was|since|subsequently|has been|but)\\s+)*"
              + VERB);

  /** "metformin was recently stopped" */
  private static final Pattern BEHIND_NAME =
      Pattern.compile(
          "(?i)^(?:(?!\\b(?:which|that|who|since|until|when|while|if|after)\\b)[^.;])*?\\b(?:was|is|has been|to be|were) (?:recently |then |also )?"
              + VERB);

  /** "lisinopril and metoprolol were stopped": about each of them. */
  private static final Pattern OF_ALL =
      Pattern.compile(
          "(?i)^(?:\\s*(?:,|\\band\\b|&)\\s*[\\w-]+)*[^.,;]*\\b(?:were|have been|are) (?:both |all )?"
              + VERB);

  /** What was said of the medicine before: "(stopped),", "was held and". */
  private static final Pattern OF_FORMER =
      Pattern.compile(
          "(?i)\\([^()]*\\)|\\b(?:was|were|is|has been|have been|to be) "
              + VERB
              + "|\\b"
              + VERB
              + "(?=\\s*(?:(?:today|yesterday|recently|now|already|on admission|last \\w+|in \\w+|by (?:the |her |his |their )?\\w+|for \\w+|due to \\w+|because of \\w+|\\d+ \\w+ ago)\\s*){0,3}(?:[,;]|and\\b))");

  /** "stop metformin if the eGFR falls": nothing is stopped yet. */
  private static final Pattern ORDERED_STOP =
      Pattern.compile(
          "(?i)\\b(?:stop|hold|discontinue|d/c|withhold|reduce|decrease|increase)\\s+$");

  private static final Pattern PROVIDED =
      Pattern.compile("(?i)^[^.;,\\n]{0,15}\\b(?:if|should|in case)\\b");

  /** "switch from X to Y", "replace X with Y", "X changed to Y": the one goes, the other comes. */
  private static final Pattern SWITCH =
      Pattern.compile(
          "(?i)\\b(?:switch|chang|transition|convert|replac|swap|substitut|rotat|exchang)\\w*\\b|->|\u2192");

  private static final Pattern BEHIND_SWITCH =
      Pattern.compile("(?i)(?:\\b(?:to|with|by|for)|->|\u2192)\\s*$");

  private static final Pattern SWITCHED_BEFORE =
      Pattern.compile(
          "(?i)\\b(?:switch|chang|transition|convert|replac|swap|substitut|rotat|exchang)(?:e|es|ed|d|ing)?\\s+(?:(?:from|her|his|the|out|iv|po|oral|home)\\s+)*$");

  private static final Pattern FOR_ANOTHER =
      Pattern.compile(
          "(?i)(?:\\b(?:to|with|by|for)|->|\u2192)\\s+(?:(?:oral|po|iv|generic)\\s+)?$");

  private static final Pattern SWITCHED_BEHIND =
      Pattern.compile(
          "(?i)^[^;.]{0,30}\\b(?:switched|changed|converted|transitioned|swapped|replaced|substituted)\\s+(?:to|with|by|for)\\s+(?:(?:oral|po|iv|generic)\\s+)?$");

  private static final Pattern ON_BEFORE =
      Pattern.compile(
          "(?i)\\b(?:on|takes?|uses?|using|taking)\\s+(?:(?:her|his|home|daily|oral|po|iv)\\s+)?$");

  private static final Pattern MISSED_BEFORE =
      Pattern.compile(
          "(?i)\\b(?:miss(?:es|ed|ing)?|skip(?:s|ped|ping)?|forgets?|forgetting|forgot)\\s+(?:(?:to take|taking|her|his|the|some|a few|occasional|several|many|doses? of|evening|morning|most)\\s+)*$");

  private static final Pattern UNKNOWN_NEXT =
      Pattern.compile(
          "(?i)[,;]\\s+(?!(?:then|take|taken|with|max|maximum|total|every|once|about|approx|over|until|dose|doses|dosed|increas|decreas|titrat|last|start|since|refill|disp|quantity|apply|inhale|inject|plus|taper|reduc|from|each|around|after|before|only|usually|currently|previously|sometimes|given|changed|repeat|strength|sig|tab|cap|puff|drop|week|month|days?|daily|nightly|target|goal|loading|maintenance|half|one|two|three|four|which|pulse|temp|weight|resp|sats|spo)\\w*\\b)[a-z][a-z-]{3,}\\s+\\d[\\d.,]*\\s?(?:mg|mcg|g|units?|iu)\\b");

  private static final Pattern HABIT_BEFORE =
      Pattern.compile("(?i)\\b(?:vap\\w*|smok\\w*|chew\\w*|uses?|dips?)\\s+$");

  private static final int NEAR = 40;
  private static final Pattern STRENGTH_BEHIND =
      Pattern.compile(
          "^[ ,(]{1,3}(?:[a-z]+[ ,]+){0,2}\\d[\\d.,/]*\\s?(?:mg|mcg|\u00b5g|g|units?|iu|ml|meq|%|tab\\w*|cap\\w*|puffs?|drops?|patch\\w*)(?![a-z])(?!\\s?/\\s?(?:d?l|hr?|kg|min)\\b)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TAKING_BEFORE =
      Pattern.compile(
          "\\b(?:start(?:ed|ing)?|tak(?:es|ing|en)|continu(?:e|ed|es|ing)|prescribed|given|refill(?:ed)?|received|treated with|switched to|on)\\s+(?:(?:on|with|to|her|his|oral|iv|topical|generic)\\s+){0,2}$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern RUNNING_BEHIND =
      Pattern.compile(
          "^\\s+(?:(?:and|/|,)\\s*[a-z]+\\s+)?(?:gtt|drip|infusion|bolus|ivp?b?\\b|po\\b|im\\b|x\\s?\\d|nebs?\\b|running|held|stopped|daily\\b|bid\\b|prn\\b|allergy shots|d/?c'?d)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern RUNNING_BEFORE =
      Pattern.compile(
          "(?:\\b(?:on|off|w/|avoid(?:ing)?|gave|give|gtts?:?|drips?:?|pushed|bolus(?:ed)?(?: of)?|weaned(?: off)?|hold|held|holding|stop(?:ped)?|no more|using|uses|use of|takes?|taking|took|receiving|including|intubated with|induced with|loaded with|course of|dose of|trial of|sedated (?:on|with)|resume[d]?|restart(?:ed)?|cont|change to|low[- ]dose|high[- ]dose|inhaled|home)\\s+(?:(?:her|his|a|an|the|iv|po|oral|daily|home|her home|prn|otc|all|prop|fent|[a-z]+ and)\\s+){0,3}|\\b(?:prop|fent|levo|vaso|neo|epi|versed|roc|etomidate|ketamine|fentanyl|propofol)\\s*(?:,|/|\\+|and)\\s*)$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PREPARATION =
      Pattern.compile(
          "^\\W{1,2}(?:supplement\\w*|tablets?|pills?|capsules?|drops|injections?|infusions?|replacement|therapy|chloride|citrate|carbonate|gluconate|sul[fp](?:ate|hate)|oxide|po|iv|im|daily|bid|tid|once|twice|every|weekly)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern GIVEN_BEFORE =
      Pattern.compile(
          "\\b(?:oral|iv|supplemental|otc|add(?:ed)?|start(?:ed)?|prescribe[d]?|takes?|taking|continue|supplement(?:ed)? with|replete[d]? with)\\s+$",
          Pattern.CASE_INSENSITIVE);

  private final Lexicon lexicon;

  Medications(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  List<MedicationMention> find(
      String text, List<Section> sections, List<Span> sentences, Assertions assertions) {
    List<MedicationMention> found = new ArrayList<>();
    for (int s = 0; s < sentences.size(); s++) {
      Span sentence = sentences.get(s);
      List<Token> tokens = Tokens.of(text, sentence.start(), sentence.end());
      List<Span> drugs = withoutBrands(text, names(text, sections, tokens));
      for (int i = 0; i < drugs.size(); i++) {
        Span name = drugs.get(i);
        int end =
            i + 1 < drugs.size() ? drugs.get(i + 1).start() : prescriptionEnd(text, sentences, s);
        int start = i > 0 ? drugs.get(i - 1).end() : sentence.start();
        found.add(
            read(
                text,
                sections,
                assertions,
                name,
                new Span(start, name.start()),
                new Span(name.end(), Math.max(name.end(), end)),
                sentence));
      }
    }
    return found;
  }

  private List<Span> names(String text, List<Section> sections, List<Token> tokens) {
    List<Span> everyday = new ArrayList<>();
    for (Phrases.Hit<String> hit : lexicon.drugs().find(tokens)) {
      Span name = span(tokens, hit);
      if (Lexicon.isCredible(name.of(text))
          && !isLaboratory(text, name)
          && !isHabit(text, name)
          && (!Lexicon.isMeasuredToo(name.of(text)) || isGiven(text, sections, name))) {
        everyday.add(name);
      }
    }
    List<Span> names = new ArrayList<>();
    for (Phrases.Hit<Boolean> hit : lexicon.rareDrugs().find(tokens)) {
      Span name = span(tokens, hit);
      boolean shorthand = Lexicon.isShorthand(name.of(text));
      if ((shorthand || Lexicon.isCredible(name.of(text)))
          && !isLaboratory(text, name)
          && everyday.stream().noneMatch(e -> e.overlaps(name) && e.length() >= name.length())
          && (isTakenThere(text, sections, name, hit.value())
              || (shorthand && isRunning(text, name)))) {
        names.add(name);
      }
    }
    everyday.removeIf(e -> names.stream().anyMatch(e::overlaps));
    names.addAll(everyday);
    names.sort(Comparator.comparingInt(Span::start));
    return names;
  }

  private static Span span(List<Token> tokens, Phrases.Hit<?> hit) {
    return new Span(tokens.get(hit.from()).start(), tokens.get(hit.to() - 1).end());
  }

  /** Whether a medicine is spoken of: in its own section, with a strength, or as being taken. */
  private static boolean isTakenThere(
      String text, List<Section> sections, Span name, boolean substance) {
    Section section = Sections.at(sections, name.start());
    boolean listed =
        section != null
            && (section.kind() == Section.Kind.MEDICATIONS
                || section.kind() == Section.Kind.PRESCRIPTION);
    String after = text.substring(name.end(), Math.min(text.length(), name.end() + NEAR));
    String before = text.substring(Math.max(0, name.start() - NEAR), name.start());
    return listed
        || STRENGTH_BEHIND.matcher(after).find()
        || (substance && TAKING_BEFORE.matcher(before).find());
  }

  /** "prop and fent gtt", "off levo", "avoid NSAIDs": what words only clinicians use are about. */
  private static boolean isRunning(String text, Span name) {
    String after = text.substring(name.end(), Math.min(text.length(), name.end() + NEAR));
    String before = text.substring(Math.max(0, name.start() - NEAR), name.start());
    return RUNNING_BEHIND.matcher(after).find() || RUNNING_BEFORE.matcher(before).find();
  }

  /** "vapes nicotine daily" is no treatment. */
  private static boolean isHabit(String text, Span name) {
    return name.of(text).equalsIgnoreCase("nicotine")
        && HABIT_BEFORE
            .matcher(text.substring(Math.max(0, name.start() - NEAR), name.start()))
            .find();
  }

  /** Whether "potassium" is what is given rather than what is measured. */
  private static boolean isGiven(String text, List<Section> sections, Span name) {
    String after = text.substring(name.end(), Math.min(text.length(), name.end() + NEAR));
    String before = text.substring(Math.max(0, name.start() - NEAR), name.start());
    return isTakenThere(text, sections, name, true)
        || PREPARATION.matcher(after).find()
        || GIVEN_BEFORE.matcher(before).find();
  }

  /** "vitamin D level", "digoxin level", "INR on warfarin" are tests, not treatments. */
  private static boolean isLaboratory(String text, Span name) {
    String after =
        text.substring(name.end(), Math.min(text.length(), name.end() + 20))
            .toLowerCase(Locale.ROOT);
    return after.matches(
        "(?s)\\s*(?:(?:levels?|deficien\\w*|test)\\b.*|allerg\\w*(?!\\w|\\s*[:-]|\\s+(?:to|pcn|penic|sulfa|nkda|latex)).*)");
  }

  /** "nitrofurantoin (Macrobid)" names one medicine. */
  private static List<Span> withoutBrands(String text, List<Span> names) {
    List<Span> drugs = new ArrayList<>();
    for (Span name : names) {
      Span last = drugs.isEmpty() ? null : drugs.get(drugs.size() - 1);
      boolean brand =
          last != null
              && text.substring(last.end(), name.start()).matches("\\s*\\(\\s*")
              && name.end() < text.length()
              && text.charAt(name.end()) == ')';
      if (!brand) {
        drugs.add(name);
      }
    }
    drugs.removeIf(
        kind -> KINDS.matcher(kind.of(text)).matches() && isNamedAfter(text, kind, drugs));
    return drugs;
  }

  /** "NSAID: ibuprofen", "change antihistamine to cetirizine": the kind of what is named. */
  private static boolean isNamedAfter(String text, Span kind, List<Span> drugs) {
    return drugs.stream()
        .anyMatch(
            drug ->
                drug.start() > kind.end()
                    && text.substring(kind.end(), drug.start())
                        .matches("\\s*(?:[:(]|to|\\(e\\.g\\.,?|such as|with)\\s*"));
  }

  private static final Pattern KINDS =
      Pattern.compile(
          "(?i)(?:oral |topical |inhaled )?(?:antihistamines?|nsaids?|statins?|antibiotics?|abx|ppis?|ssris?|snris?|steroids?|beta blockers?|ace inhibitors?|arbs?|diuretics?|laxatives?|opioids?|anticoagulants?|antidepressants?|antiemetics?|decongestants?|muscle relaxants?|stool softeners?)");

  /** Lines such as "Dispense: #30" and "Sig: …" below the name go on with it. */
  private int prescriptionEnd(String text, List<Span> sentences, int s) {
    int end = sentences.get(s).end();
    for (int i = s + 1; i < sentences.size() && i < s + 6; i++) {
      Span next = sentences.get(i);
      int lineStart = text.lastIndexOf('\n', next.start()) + 1;
      boolean sameLine = text.substring(end, next.start()).indexOf('\n') < 0;
      boolean belongs =
          PRESCRIPTION_LINE.matcher(next.of(text)).matches()
              || (sameLine && end > sentences.get(s).end());
      boolean names = !lexicon.drugs().find(Tokens.of(text, next.start(), next.end())).isEmpty();
      if (!belongs || names || lineStart < 0) {
        break;
      }
      end = next.end();
    }
    return end;
  }

  private static MedicationMention read(
      String text,
      List<Section> sections,
      Assertions assertions,
      Span name,
      Span before,
      Span after,
      Span sentence) {
    Section section = Sections.at(sections, name.start());
    Judgement judgement = assertions.judge(name);
    MedicationMention.Dosage dosage =
        DosageReader.read(
            before.of(text), name.of(text), own(text, before, after), after.end() > sentence.end());
    List<Cue> cues = judgement.cues();
    int own = Math.max(name.end(), after.end());
    Status status = status(before.of(text), text, sentence, name, own, section);
    Mention mention =
        new Mention(
            Kind.MEDICATION,
            name.of(text),
            name,
            name.of(text).replaceAll("\\s+", " "),
            section,
            WhenTaken.of(judgement, text, sentence, name, section, status),
            cues);
    boolean waits = mention.assertion().temporality() == Assertion.Temporality.HYPOTHETICAL;
    boolean course = dosage.duration() != null && section != null && section.kind().isPlan();
    Status decided =
        waits && status == Status.CONTINUED
            ? null
            : status == null && course ? Status.STARTED : status; // "1. Prednisone 40 mg x5 days"
    return new MedicationMention(mention, dosage, decided);
  }

  /**
   * What stands behind the name up to the next medicine, also where that one is unknown ("metformin
   * stopped in May, Newdrug 2.5 mg tds"). Of doses that are missed nothing is told.
   */
  private static String own(String text, Span before, Span after) {
    if (MISSED_BEFORE.matcher(before.of(text)).find()) {
      return "";
    }
    String words = after.of(text);
    Matcher next = UNKNOWN_NEXT.matcher(words);
    return next.find() ? words.substring(0, next.start()) : words;
  }

  /**
   * The verb nearest before the medicine decides; one at the sentence's head governs a whole list.
   * What stands behind the next medicine's name is about that one, unless it is about several.
   *
   * @param own where the next medicine's name begins
   */
  private static @Nullable Status status(
      String before, String text, Span sentence, Span name, int own, @Nullable Section section) {
    String head = withoutOuter(text.substring(sentence.start(), name.start()));
    boolean first = before.length() == name.start() - sentence.start();
    if (!first) {
      head = OF_FORMER.matcher(head).replaceAll(" ");
    }
    if (BEHIND_SWITCH.matcher(before).find() && SWITCH.matcher(head).find()) {
      return Status.STARTED;
    }
    String alone = text.substring(name.end(), Math.min(own, lineEnd(text, name.end())));
    boolean another = own < sentence.end();
    if (another && SWITCHED_BEFORE.matcher(before).find() && FOR_ANOTHER.matcher(alone).find()
        || another && SWITCHED_BEHIND.matcher(alone).find()) {
      return Status.STOPPED;
    }
    String led = withoutOuter(before);
    if (PROVIDED.matcher(alone).find() && ORDERED_STOP.matcher(led).find()) {
      return null;
    }
    Status near = nearest(first ? led : OF_FORMER.matcher(led).replaceAll(" "));
    Status status = near != null ? near : nearest(head);
    Status behind = behind(alone, text.substring(name.end(), sentence.end()));
    boolean close = AT_NAME.matcher(alone).find();
    if (behind != null && (close || near == null || behind == Status.STOPPED)) {
      return behind;
    }
    Status marked = marked(alone);
    if (marked != null) {
      return marked;
    }
    if (status == null && section != null) {
      return switch (section.kind()) {
        case MEDICATIONS -> Status.CONTINUED;
        case PRESCRIPTION -> Status.STARTED;
        default -> onNow(before);
      };
    }
    return status == null ? onNow(before) : status;
  }

  /** "on apixaban", "takes": nothing else is said of it. */
  private static @Nullable Status onNow(String before) {
    return ON_BEFORE.matcher(before).find() ? Status.CONTINUED : null;
  }

  /** What is said of a medicine behind its name, alone or with others. */
  private static @Nullable Status behind(String alone, String all) {
    for (Pattern pattern : List.of(AT_NAME, BEHIND_NAME)) {
      Matcher verb = pattern.matcher(alone);
      if (verb.find()) {
        return nearest(lastOf(verb.group(1), alone.substring(verb.end())));
      }
    }
    Matcher verb = OF_ALL.matcher(all);
    return verb.find() ? nearest(lastOf(verb.group(1), all.substring(verb.end()))) : null;
  }

  /** "held, restarted", "was stopped and then resumed": what came of it in the end. */
  private static String lastOf(String verb, String rest) {
    String last = verb;
    String behind = rest;
    for (Matcher next = THEN.matcher(behind); next.find(); next = THEN.matcher(behind)) {
      last = next.group(1);
      behind = behind.substring(next.end());
    }
    return last.replaceAll("(?i)on hold", "held");
  }

  /** What a list says of an entry behind it: "(NEW)", "| HOLD", "- changed from 5 mg". */
  private static @Nullable Status marked(String line) {
    Matcher mark = MARK.matcher(line);
    if (!mark.find()) {
      return null;
    }
    String word = mark.group(1).toLowerCase(Locale.ROOT);
    if (word.equals("new")) {
      return Status.STARTED;
    }
    return word.equals("same") || word.equals("no change") || word.equals("unchanged")
        ? Status.CONTINUED
        : nearest(word);
  }

  private static int lineEnd(String text, int from) {
    int newline = text.indexOf('\n', from);
    return newline < 0 ? text.length() : newline;
  }

  /** What is said inside brackets has its own verb: "change to cetirizine (loratadine failed)". */
  private static String withoutOuter(String head) {
    int open = head.lastIndexOf('(');
    return open > head.lastIndexOf(')') ? head.substring(open + 1) : head;
  }

  private static @Nullable Status nearest(String words) {
    int best = -1;
    Status status = null;
    for (Status candidate : Status.values()) {
      Pattern pattern =
          switch (candidate) {
            case STARTED -> STARTED;
            case CONTINUED -> CONTINUED;
            case CHANGED -> CHANGED;
            case STOPPED -> STOPPED;
          };
      Matcher matcher = pattern.matcher(words);
      while (matcher.find()) {
        boolean later =
            matcher.start() > best || (matcher.start() == best && candidate == Status.STOPPED);
        if (later) {
          best = matcher.start();
          status = candidate;
        }
      }
    }
    return status;
  }
}
