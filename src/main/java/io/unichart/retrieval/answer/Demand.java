package io.unichart.retrieval.answer;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a question demands of an answer beyond speaking of the same thing.
 *
 * <p>A note that lacks a fact often says why: he was never intubated, the scan is still to be done,
 * the sutures are out (and nobody says who took them out). Such a statement is the nearest of all
 * and answers nothing. So who asks when or where a thing happened is not answered by a statement
 * that it did not; who asks what a test showed, not by an order for it or by another test; who asks
 * for a person, not by a statement that names none; who asks for a sum of money, not by other
 * figures. Whether something happened at all is answered by either.
 */
final class Demand {

  private static final Pattern HAPPENED =
      Pattern.compile(
          "(?i)^\\W*(?:and |but )?(?:when|where|who|by whom|how long ago|(?:in|at|on) (?:which|what) \\w+)"
              + " (?:did|was|were|has|had)\\b"
              + "|^\\W*(?:and |but )?who (?:performed|gave|administered|removed|operated|placed|inserted|"
              + "repaired|carried|will|is going to)\\b");
  private static final Pattern NEGATED_QUESTION =
      Pattern.compile("(?i)\\b(?:not|never|no|without|refuse[sd]?|declined?)\\b|n['\\u2019]t\\b");
  private static final Pattern SHOWED =
      Pattern.compile(
          "(?i)\\b(?:what|which \\w+) (?:did|does|do) .*\\b(?:show|reveal|find|demonstrate|indicate|detect|grow|yield)\\b"
              + "|\\bwhat (?:was|were) (?:found|seen|detected)\\b|\\b(?:results?|findings?) (?:of|on|from)\\b"
              + "|\\bhow did .* turn out\\b|\\bwhat (?:is|was|are|were) .*\\b(?:results?|findings?)\\b");
  private static final Pattern WHO =
      Pattern.compile(
          "(?i)^\\W*(?:and |but )?(?:who|by whom) (?:did|performed|carried|operated|wrote|signed|saw|treated|"
              + "prescribed|ordered|requested|diagnosed|gave|administered|removed|referred|was|is|were|are|has|had|leads?|should|must|may|can|will)\\b|\\bby whom\\b");
  private static final Pattern SUM =
      Pattern.compile(
          "(?i)^\\W*(?:and )?(?:what (?:is|are|was|were) [^,]*\\b(?:fees?|price|costs?|copay(?:ment)?)\\b(?! transparency)"
              + "|how much (?:money\\b|(?:does|did|do|must|will) .*\\b(?:pay|cost|charge)\\b|is .*\\b(?:paid|charged)\\b))");

  private static final Pattern BEFELL =
      Pattern.compile(
          "(?i)\\bhow did .*\\b(?:injure|hurt|break|fracture|sprain|twist|fall|happen|come about|get (?:injured|hurt))\\b");

  private static final Pattern ASKS_SIDE =
      Pattern.compile(
          "(?i)\\b(?:which|what) (?:side(?! effect)|(?:upper |lower )?(?:arm|leg|limb|hand|foot|knee|hip|shoulder|elbow|wrist|ankle|"
              + "eye|ear|breast|lung|kidney|thigh|calf|deltoid|buttock))\\b");
  private static final Pattern SIDE =
      Pattern.compile("(?i)\\b(?:left|right|both|bilat\\w*|either|[LR](?:UE|LE)?)\\b");
  private static final Pattern ASKS_PART =
      Pattern.compile("(?i)\\b(?:which|what) (?:lobe|quadrant|finger|toe)\\b");
  private static final Pattern PART =
      Pattern.compile(
          "(?i)\\b(?:upper|middle|lower|index|ring|little|big|great|long|pinky|first|second|third|fourth|fifth|thumb|hallux|"
              + "[1-5](?:st|nd|rd|th)|[LR](?:UQ|LQ|UL|LL|ML))\\b");
  private static final Pattern ASKS_NAME =
      Pattern.compile(
          "(?i)\\bwhat (?:is|was|are|were)\\b.*\\bnames?\\b|\\bwhat\\b.*\\b(?:called|named)\\b");
  private static final Pattern PROPER =
      Pattern.compile("(?<=[\\p{Ll}\\d,;:)] )\\(?[\"\u201c]?\\p{Lu}\\p{L}+|: \\p{Lu}");

  /** Classes of drugs of which a question may ask to name one. */
  private static final Set<String> CLASSES =
      Set.of(
          "=antibiotic",
          "=statin",
          "=antihistamine",
          "=analgesic",
          "=nsaid",
          "=inhaler",
          "=steroid",
          "=antidepressant",
          "=muscle relaxant",
          "=opioid",
          "=diuretic",
          "=antihypertensive",
          "=anticoagulant");

  private static final Pattern ASKS_TIME =
      Pattern.compile(
          "(?i)^\\W*(?:and |but )?(?:when|how long ago|(?:in|at|on) (?:which|what) (?:year|month|date|day|week|time)) "
              + "(?:did|was|were|has|had)\\b");
  private static final Pattern ASKS_DATE =
      Pattern.compile(
          "(?i)\\b(?:on|at|by)? ?(?:which|what) (?:exact )?(?:date|day)\\b|\\bwhat (?:is|was) the (?:exact )?date\\b");
  private static final Pattern DATE =
      Pattern.compile(
          "(?i)\\d{1,4}[-/.]\\d{1,2}|\\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|sept|oct|nov|dec)\\w*\\.? \\d"
              + "|\\d\\.? (?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)|day\\b|\\b(?:today|yesterday|every|in \\d)\\b");
  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "(?i)\\b(?:which|what(?: (?:is|was|are|were))?)\\b[^?]*?\\b(\\p{L}{3,}) (?:number|code)\\b");
  private static final Pattern INSTITUTION =
      Pattern.compile(
          "\\b(?:\\p{Lu}[\\p{L}'\\u2019-]+ ){0,2}(?:Klinikum|Hospital|Clinic|Cent(?:er|re)|Medical|Medicine|Health|"
              + "Practice|University|Street|Department)\\b(?: \\p{Lu}[\\p{L}'\\u2019-]+)?");

  private static final Pattern ASKS_TREATMENT =
      Pattern.compile(
          "(?i)\\bhow (?:is|are|was|were|should|do|does|did|can|must)\\b.*\\b(?:treated|managed|corrected|relieved|handled)\\b"
              + "|\\bwhat (?:is|was) the treatment (?:of|for)\\b");
  private static final Pattern TREATS =
      Pattern.compile(
          "(?i)\\b(?:treat|giv|administ|start|initiat|switch|use\\b|apply|inject|infus|surg|therap|avoid|increas|stop|continu|"
              + "discontinu|rest\\b|ice\\b|iv\\b|oral|po\\b|hydrat|recommend|prescri|excis|drain|insert|repair|add\\b|adjust|taper)");

  private static final Pattern HOW_STRONG = Pattern.compile("(?i)\\bhow strong\\b");
  private static final String STRENGTH = "=muscle strength";

  private static final Pattern CLAUSE_END =
      Pattern.compile(
          "[.;:!?](?:\\s+|$)|\\b(?:but|however|although|though|except)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DENIAL =
      Pattern.compile(
          "(?i)\\b(?:no|never|not|without|denie[sd]|denying|deny|negative for|declined|refused|if|unless|in case|"
              + "in the event)\\b|n['\\u2019]t\\b");
  private static final Pattern DENIED_BEHIND =
      Pattern.compile(
          "(?i)\\b(?:was|were|is|are|has|have|had|did) (?:not|never)\\b|: (?:no|none)\\b");
  private static final Pattern ORDER =
      Pattern.compile(
          "(?i)\\b(?:order(?:s|ed|ing)?|recommend(?:s|ed|ing)?|will|shall|schedul(?:e|ed|ing)|refer(?:s|red|ral)?|"
              + "obtain|pending|plan(?:s|ned|ning)?|consider(?:s|ed)?|request(?:s|ed)?|await(?:s|ed|ing)?|repeat|"
              + "proceed|needs?|role of|if|sent)\\b");
  private static final Pattern VALUE =
      Pattern.compile("(?i)^\\W*(?:and )?(?:how (?:high|low)|what) (?:was|were)\\b");
  private static final Pattern PLANNED =
      Pattern.compile(
          "(?i)\\b(?:schedul|plan|follow|return|appoint|recheck|repeat|book|order|due)");
  private static final Pattern PLAN =
      Pattern.compile(
          "(?i)\\W*(?:recheck|repeat|check|return|rtc|follow|call|goal|target|order|start\\b.*\\bonce|labs? ordered)\\b");
  private static final Pattern RESULT =
      Pattern.compile(
          "(?i)\\b(?:show(?:s|ed|n|ing)?|reveal(?:s|ed|ing)?|demonstrat(?:e|es|ed|ing)|found|findings? (?:of|include\\w*|are|is|:)|(?:ab)?normal|"
              + "negative|positive|unremarkable|elevated|reduced|no evidence|consistent with|suggest(?:s|ed|ive)|"
              + "stable|grew|growth|intact|no|mild|moderate|severe)\\b|[+\\u2191\\u2193]\\w");
  private static final Pattern PERSON =
      Pattern.compile(
          "\\p{Lu}[\\p{Ll}'\\u2019-]+\\s+(?:\\p{Lu}\\.\\s+)?\\p{Lu}[\\p{Ll}'\\u2019-]+|\\b(?:Dr|Mr|Mrs|Ms)\\b"
              + "|\\b(?:RN|MD|DO|NP|PA|DPT|APP|LPN|CNA|PharmD)\\b"
              + "|(?i:\\b(?:\\w+ologist|\\w+iatrist|\\w+etrist|physician|surgeon|doctor|nurse|nursing|therapist|pharmac(?:ist|y)|"
              + "midwife|dietiti?an|provider|clinician|practitioner|prescribers?|dad|mom|mother|father|brother|sister|"
              + "wife|husband|son|daughter|aunt|uncle|parents?|siblings?|grand\\w+|twin|neighbou?r|friend|team|manager|"
              + "director|committee|officer|department|staff|chief|adults?|children|women|men|patients|anyone|everyone|all)\\b)");
  private static final Pattern WAY =
      Pattern.compile(
          "(?i)\\b(?:when|while|after|during|because|due to|caused|slipp|trip|fell|fall|lift|twist|hit|struck|collid|"
              + "accident|crash|caught|jump|tackl|stumbl)");
  private static final Pattern MONEY =
      Pattern.compile("[$\\u20ac\\u00a3%]|(?i:\\b(?:dollars?|euros?|free|percent)\\b)");

  /** What can show something; one of them does not answer for another. */
  private static final Set<String> TESTS =
      Set.of(
          "mri",
          "ct",
          "=xray",
          "=chest xray",
          "=ecg",
          "=echocardiogram",
          "ultrasound",
          "biopsi",
          "=pathology",
          "colonoscopi",
          "endoscopi",
          "egd",
          "cultur",
          "eeg",
          "emg",
          "mammogram",
          "spirometri",
          "urinalysi",
          "angiogram",
          "doppler");

  /** Of so many things asked, one may go unsaid. */
  private static final int FORGIVEN_OF = 3;

  private final Set<String> subject = new HashSet<>();
  private final Set<String> named = new HashSet<>();
  private final boolean happened;
  private final boolean showed;
  private final boolean person;
  private final boolean money;
  private final boolean way;
  private final boolean value;
  private final boolean treatment;
  private final boolean part;
  private final boolean name;
  private final @Nullable String drugClass;
  private final boolean side;
  private final boolean time;
  private final boolean past;
  private final boolean date;
  private final boolean own;
  private final @Nullable FigureKind figure;
  private final Set<String> kin;

  private Demand(Question question) {
    String text = question.text();
    question
        .terms()
        .forEach(
            (term, weight) -> {
              if (weight >= 1) {
                subject.add(term);
              }
            });
    showed = SHOWED.matcher(text).find();
    happened = HAPPENED.matcher(text).find() && !NEGATED_QUESTION.matcher(text).find();
    person = WHO.matcher(text).find();
    money = SUM.matcher(text).find();
    value = question.personal() && question.amount() && VALUE.matcher(text).find();
    way = BEFELL.matcher(text).find();
    side = ASKS_SIDE.matcher(text).find();
    treatment = ASKS_TREATMENT.matcher(text).find();
    part = ASKS_PART.matcher(text).find();
    name = question.personal() && ASKS_NAME.matcher(question.withoutPersons()).find();
    String kind = question.kind();
    drugClass = question.personal() && kind != null && CLASSES.contains(kind) ? kind : null;
    time = ASKS_TIME.matcher(text).find();
    past = time && !PLANNED.matcher(text).find();
    date = ASKS_DATE.matcher(text).find();
    FigureKind asked = FigureKind.askedBy(text);
    figure = asked != null && asked.isIndispensable() ? asked : null;
    own = question.personal() && Kin.isSpared(text);
    kin = question.personal() ? Kin.demanded(text) : Set.of();
    Matcher identifier = IDENTIFIER.matcher(question.withoutPersons());
    if (identifier.find()) {
      named.addAll(Concepts.shared().asked(List.of(identifier.group(1).toLowerCase(Locale.ROOT))));
      named.retainAll(subject);
    }
    if (showed) {
      subject.stream().filter(TESTS::contains).forEach(named::add);
    }
    if (HOW_STRONG.matcher(text).find() && subject.contains(STRENGTH)) {
      named.add(STRENGTH);
    }
  }

  static Demand of(Question question) {
    return new Demand(question);
  }

  /**
   * Whether a statement can be an answer at all.
   *
   * @param said what it speaks of, with its headings and the statement before it
   * @param section the section that its passage belongs to
   */
  boolean isMetBy(Statement statement, Set<String> said, String section) {
    String text = statement.text();
    return !(happened && (denies(text) || misses(said)))
        && !(showed && isOrder(text))
        && !((value || past) && PLAN.matcher(text).lookingAt())
        && !(own && Kin.isToldOf(statement, section))
        && said.containsAll(named)
        && (kin.isEmpty() || kin.stream().anyMatch(said::contains))
        && (!treatment || treats(text))
        && (figure == null || figure.isIn(text))
        && (!part || PART.matcher(text).find())
        && (!name || PROPER.matcher(text).find())
        && (drugClass == null || namesADrug(drugClass, statement))
        && (!side || SIDE.matcher(text).find())
        && (!time || isIn(FigureKind.TIME::isIn, statement, section))
        && (!date || isIn(t -> DATE.matcher(t).find(), statement, section))
        && (!person || PERSON.matcher(INSTITUTION.matcher(text).replaceAll(" ")).find())
        && (!money || MONEY.matcher(text).find())
        && (!way || WAY.matcher(text).find());
  }

  /** Whether it stands in the statement, or in what it stands under. */
  private static boolean isIn(Predicate<String> form, Statement statement, String section) {
    Statement lead = statement.lead();
    return form.test(statement.text())
        || lead != null && form.test(lead.text())
        || form.test(section)
        || statement.headings().stream().anyMatch(form);
  }

  /** Whether it says which drug, and not only of which class. */
  private static boolean namesADrug(String drugClass, Statement statement) {
    Statement lead = statement.lead();
    String text = lead == null ? statement.text() : lead.text() + "\n" + statement.text();
    Concepts concepts = Concepts.shared();
    Set<String> says = concepts.said(text);
    return concepts.kindsSaid(text).contains(drugClass)
        || says.contains("=dose")
        || !Question.drugs(says).isEmpty();
  }

  private static boolean treats(String text) {
    return TREATS.matcher(text).find() || Concepts.shared().kindsSaid(text).contains("=medication");
  }

  /** A test that is named must have shown something; other things need only not be to come. */
  private boolean isOrder(String text) {
    boolean ordered = ORDER.matcher(text).find();
    boolean result =
        RESULT.matcher(text).find() || !ordered && text.chars().anyMatch(Character::isDigit);
    return !result && (ordered || !named.isEmpty());
  }

  /** Whether it speaks of less than what happened: of the elbow, not of its operation. */
  private boolean misses(Set<String> said) {
    long missing = subject.stream().filter(term -> !said.contains(term)).count();
    return FORGIVEN_OF * missing > subject.size();
  }

  /** Whether something of what is asked stands in it only as what is not, or may once be. */
  private boolean denies(String text) {
    Concepts concepts = Concepts.shared();
    Set<String> affirmed = new HashSet<>();
    Set<String> denied = new HashSet<>();
    for (String clause : clauses(text)) {
      Matcher cue = DENIAL.matcher(clause);
      int from = cue.find() ? cue.start() : clause.length();
      if (DENIED_BEHIND.matcher(clause).find()) {
        from = 0;
      }
      affirmed.addAll(concepts.said(clause.substring(0, from)));
      denied.addAll(concepts.said(clause.substring(from)));
    }
    denied.removeAll(affirmed);
    return subject.stream().anyMatch(denied::contains);
  }

  private static List<String> clauses(String text) {
    return List.of(CLAUSE_END.split(text));
  }
}
