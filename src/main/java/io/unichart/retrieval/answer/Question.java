package io.unichart.retrieval.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a question asks for.
 *
 * @param text the question as it was asked
 * @param terms the concepts that an answer must speak of, with their weight
 * @param names proper names in it: of a patient, a drug, a policy
 * @param amount whether the answer is a number, a date or a measure
 * @param many whether several things are asked for
 * @param kind what is asked to be named, where kinds of it are known: an antibiotic, a medication
 */
record Question(
    String text,
    Map<String, Double> terms,
    List<Name> names,
    boolean amount,
    boolean many,
    @Nullable String kind) {

  /**
   * A proper name in a question.
   *
   * @param words its words, as written
   * @param person whether the question treats it as a person
   */
  record Name(List<String> words, boolean person) {

    /** Never tells the name. */
    @Override
    public String toString() {
      return "Name[person=" + person + "]";
    }
  }

  private static final Set<String> EMPTY =
      words(
          """
          a an the of in on at to for from by with and or as is are was were be been being
          am do doe did done ha have had will would can could should shall mai might must
          what which who whom whose when where how that thi these those there their they
          them it its he she hi her him i my me we our you your if than then so not no ani
          some all both into about after befor dure while also pleas tell list much mani
          us under over per up out off onli just more most other such same own each everi
          s t soap accord state mention describ document ye wa between within until
          through onc ever current first find say said make made look like go went come
          someon person has his does give gave got want sai thei still yet alreadi even too veri
          here either neither whether around realli exactli actual
          """);
  private static final Set<String> GENERAL =
      words(
          """
          patient recommend guidelin polici protocol hospit clinic note visit given give
          take taken took get receiv us show kind level valu result long often number
          report requir need call see seen plan treat treatment manag time case appoint
          encount adult set place count appli provid perform consid includ condit measur
          new old dai becom happen know known advis instruct told ask discuss record order
          chang switch earlier prior previou former past next last recent latest countri citi
          town =result =reason =start =stop =history =target =frequency =duration =exam
          =clinician =treatment score now mean below abov heard hear grade
          """);

  private static final Pattern AMOUNT =
      Pattern.compile(
          "\\b(?:how (?:much|many|long|often|old|soon|quickly|fast|high|low|far|late|early|tall|large|big|small"
              + "|wide|deep|thick)|what"
              + " (?:dose|dosage|grade|percentage|percent|score|number|year|date|age|level|amount|rate|size"
              + "|time|discount|interval|income)|which (?:dose|percentage|score|year|date|income|age)|"
              + "at which \\w+ ?\\w* (?:dose|level)|(?:target|threshold|cutoff|limit|maximum|minimum|"
              + "dose|dosage|range) (?:of|for|is)|below which|above which|when (?:was|did|is|were))\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MANY =
      Pattern.compile(
          "\\b(?:list|all|criteria|steps|components|elements|side effects|symptoms|medications|"
              + "medicines|drugs|drug classes|classes|labs|tests|diagnoses|vitals|vital signs|factors|"
              + "contraindications|requirements|indications|goals|signs|instructions|recommendations|"
              + "findings|precautions|options|documents|members|red flags|changes|conditions|"
              + "which \\w+s (?:are|were|does|do|did|should)|what (?:are|were))\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WHICH =
      Pattern.compile("(?i)\\b(?:which|what)\\s+((?:[\\p{L}-]+\\s+){1,4})");
  private static final Pattern WHAT_IS =
      Pattern.compile(
          "(?i)^\\W*(?:and )?(?:what(?:'s| is| was| are| were)|which [^,]* (?:is|was)\\b)");
  private static final Set<String> MEASURES =
      words(
          """
          =bp =pulse =temperature =weight =height =bmi =saturation =respirations =a1c
          =glucose =dose =target =threshold ldl hdl =triglyceride =potassium =creatinine egfr
          inr =platelet =hemoglobin =sodium =bun =crp =esr =hematocrit lactat score rate percentag limit maximum minimum rang
          discount =penalty =price =frequency =duration fraction
          """);
  private static final double ONSET_WEIGHT = .5;
  private static final Pattern HOW_MUCH = Pattern.compile("(?i)\\bhow much\\b");
  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

  /** The stems of international nonproprietary names, as far as they end a word. */
  private static final Pattern DRUG =
      Pattern.compile(
          "(?!cholesterol)[a-z]{2,}(?:pril|sartan|olol|statin|cillin|mycin|micin|floxac"
              + "in|cyclin|azol|conazol|dipin|formin|gliptin|gliflozin|glutid|glitazon|azepam"
              + "|zolam|oxetin|tralin|talopram|triptylin|azepin|parin|xaban|farin|prazol|tidi"
              + "n|adin|profen|oxicam|codon|morphon|adol|caftor|mab|nib|vir|thiazid|semid|lac"
              + "ton|sone|solon|triptan|setron|terol|tropium|nison|nisolon|gabalin)e?|[a-z]+teplas|tpa|nal"
              + "oxone?|gabapentin|nitrofurantoin|aspirin|insulin|digoxin|levothyroxin");

  /** What a dose is asked of. */
  private static final Pattern DOSED =
      Pattern.compile(
          "(?i)\\b(?:dos(?:e|es|age) of|(?:milli|micro)grams? of|m[gc]g of|units of)\\s+(\\p{L}{4,})");

  /** "Which patient has asthma and is on albuterol" asks one thing: both must hold. */
  private static final Pattern NEXT_PART =
      Pattern.compile(
          "(?i)\\?\\s+(?:(?:and|or|but)\\s+)?(?=\\p{L})|[,;]?\\s+(?:and|but)\\s+(?=(?:since\\s+)?"
              + "(?:(?:what|when|who|whom|whose|where|why|how|which)\\b|(?:is|was|were|did|does|do|should|has|have)\\s+"
              + "(?:he|she|it|they|there|this|that|these|those|the|his|her|their|an?|any|(?-i:\\p{Lu})\\p{L}+)\\b))");

  private static final Pattern REFERS =
      Pattern.compile("(?i)\\b(?:it|its|this|that|they|them|their|those|these)\\b");
  private static final int SHORTEST_PART = 3;

  /** "What is Wilma's weight and blood type?", "What were the pulse and weight of Wilma?" */
  private static final Pattern TWO_OF_ONE =
      Pattern.compile(
          "(?<before>(?i:what|which) (?:is|was|are|were) (?:the |(?:\\S+ ){0,3}\\S+['\u2019]s? ))"
              + "(?<one>(?:[\\p{L}\\d-]+ ?){1,3}?) and (?:(?:his|her|their|the) )?(?<other>(?:[\\p{L}\\d-]+ ?){1,3}?)"
              + "(?<behind> (?:of|for|in|at|on) [^,]+)?\\?*");

  /** Who asks more at once is answered as if it were one question. */
  private static final int MOST_PARTS = 4;

  /** "When did it begin?" asks how long ago, "when was it started?" when somebody decided. */
  private static final Pattern ONSET =
      Pattern.compile(
          "(?i)\\b(?:when|how long ago)\\s+d(?:id|o|oes)\\b.*\\b(?:begin|start|set in|come on)\\b|\\bsince when\\b");

  /** What only says that a number is asked for. */
  private static final Pattern HOW_GREAT =
      Pattern.compile("(?i)\\bhow (?:high|low|large|big|small|wide|deep|thick|fast|far)\\b");

  /** An age at the time of something is not told by a date of birth. */
  private static final Pattern OLD_WHEN = Pattern.compile("(?i)\\bhow old\\b.*\\bwhen\\b");

  /** Who asks about one patient need not name them. */
  private static final Pattern OF_SOMEONE =
      Pattern.compile("(?i)\\b(?:his|her|he|she|the patient|was|were|did)\\b");

  /** What only says which of several values is asked for. */
  private static final Set<String> ORDINALS =
      words("last latest recent newest first earliest initi now");

  /** What is written like a person's name and is an institution's, a plan's, a test's. */
  private static final Set<String> NOT_OF_PERSONS =
      words(
          """
          health care plan mutual insurance hospital clinic medical center centre program programme
          association society college university department committee board policy act rule medicare
          medicaid company group network services community protocol guideline scale score index test
          criteria syndrome disease cross shield questionnaire inventory system agency foundation
          """);

  /** How bad a pain is, is a number out of ten. */
  private static final Pattern HOW_SEVERE =
      Pattern.compile("(?i)\\bhow (?:severe|bad|intense|strong|painful)\\b");

  private static final Set<String> PAINS = Set.of("=pain", "=headache");
  private static final Set<String> SEVERITY = words("sever bad intens =strong painful");

  private static final Pattern FILLER =
      Pattern.compile(
          "\\b(?:type|kind|sort|name|names|types|kinds)s? of\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern PSEUDONYM =
      Pattern.compile("\\bpatient(?:\\s|-{1,2})(\\d{1,6})\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\d.'\\u2019-]*|\\S");
  private static final Pattern CAPITAL =
      Pattern.compile(
          "\\p{Lu}\\.|\\p{Lu}[\\p{Ll}]+(?:[\\p{Lu}'\\u2019-]\\p{Lu}?\\p{Ll}*)*\\.?|\\p{Lu}['\\u2019]\\p{Lu}\\p{Ll}+.*");
  private static final Pattern HONORIFIC =
      Pattern.compile("(?i)mr|mrs|ms|miss|dr|doctor|patient|pt|prof");
  private static final Set<String> CAPITAL_BUT_NO_NAME =
      words(
          """
          i january february march april may june july august september october november
          december monday tuesday wednesday thursday friday saturday sunday what which who
          when where how why is are was were does do did has have had can should in on at
          for the according please list tell name soap note if to of with a an and or by
          from give describe explain summarize before after during below above under
          """);

  private static Set<String> words(String listed) {
    return Set.of(listed.strip().split("\\s+"));
  }

  static Question of(String text) {
    List<Name> names = names(text);
    String rest = FILLER.matcher(HOW_GREAT.matcher(text).replaceAll(" ")).replaceAll(" ");
    for (Name name : names) {
      if (name.person()) {
        for (String word : name.words()) {
          rest =
              rest.replaceAll(
                  "(?<!\\p{L})" + Pattern.quote(word) + "(?:['\\u2019]s?)?(?!\\p{L})", " ");
        }
      }
    }
    rest = Concepts.MAY_BE.matcher(PSEUDONYM.matcher(rest).replaceAll(" ")).replaceAll(" ");
    Map<String, Double> terms = new LinkedHashMap<>();
    for (String concept : Concepts.shared().asked(Concepts.tokens(rest))) {
      if (!EMPTY.contains(concept)
          && !(concept.length() < 2 && !Character.isDigit(concept.charAt(0)))) {
        terms.put(concept, weight(concept));
      }
    }
    boolean ofOne = names.stream().anyMatch(Name::person);
    if (order(text, ofOne) != Order.ANY) {
      terms.keySet().removeAll(ORDINALS);
    }
    if (HOW_SEVERE.matcher(text).find() && terms.keySet().stream().anyMatch(PAINS::contains)) {
      terms.keySet().removeAll(SEVERITY);
      terms.put("=pain score", 1.0);
    }
    if (OLD_WHEN.matcher(text).find()) {
      terms.remove("=birth date");
    }
    if (ONSET.matcher(text).find()) {
      terms.remove("=start");
      terms.remove("sinc");
      terms.put("=onset", ONSET_WEIGHT);
    }
    boolean amount =
        AMOUNT.matcher(text).find()
            || WHAT_IS.matcher(text).find() && terms.keySet().stream().anyMatch(MEASURES::contains);
    return new Question(text, terms, names, amount, MANY.matcher(text).find(), kind(rest));
  }

  /**
   * One of the things that a question asks.
   *
   * @param asked its words
   * @param question what they mean, with the persons and the topic of the whole
   */
  record Part(String asked, Question question) {

    /** Never tells the words: they may name a patient. */
    @Override
    public String toString() {
      return "Part[" + question + "]";
    }
  }

  /**
   * What it asks one after the other, each part with the persons of the whole: "When did the attack
   * begin, and what triggered it?" Empty when it asks one thing only.
   */
  List<Part> parts() {
    List<String> texts =
        Stream.of(NEXT_PART.split(text)).map(String::strip).filter(t -> !t.isEmpty()).toList();
    if (texts.size() == 1 && personal()) {
      texts = twoOfOne();
    }
    boolean several =
        texts.size() > 1
            && texts.size() <= MOST_PARTS
            && texts.stream().allMatch(t -> t.split("\\s+").length >= SHORTEST_PART);
    if (!several) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>();
    String topic = "";
    for (String part : texts) {
      boolean refers = !topic.isEmpty() && REFERS.matcher(part).find();
      Question read = of(refers ? part + " (" + topic + ")" : part);
      if (read.terms().isEmpty()) {
        return List.of();
      }
      List<Name> known = new ArrayList<>(names);
      read.names().stream().filter(name -> !known.contains(name)).forEach(known::add);
      parts.add(
          new Part(
              part,
              new Question(
                  read.text(), read.terms(), known, read.amount(), read.many(), read.kind())));
      topic = topic.isEmpty() ? read.topic() : topic;
    }
    return List.copyOf(parts);
  }

  /** "What are her weight and blood type?" asks for two things of one person. */
  private List<String> twoOfOne() {
    Matcher two = TWO_OF_ONE.matcher(text);
    if (!two.matches()) {
      return List.of(text);
    }
    String before = two.group("before");
    String behind = Objects.requireNonNullElse(two.group("behind"), "");
    List<String> both =
        Stream.of(two.group("one"), two.group("other"))
            .map(thing -> before + thing + behind + "?")
            .toList();
    List<Map<String, Double>> terms = both.stream().map(one -> of(one).terms()).toList();
    boolean apart =
        terms.stream().noneMatch(Map::isEmpty)
            && !terms.get(0).keySet().containsAll(terms.get(1).keySet())
            && !terms.get(1).keySet().containsAll(terms.get(0).keySet());
    return apart ? both : List.of(text);
  }

  /** The words that say what it is about. */
  private String topic() {
    return Concepts.tokens(withoutPersons()).stream()
        .filter(token -> token.length() > 2 && !EMPTY.contains(Stem.of(token)))
        .filter(token -> !GENERAL.contains(Stem.of(token)))
        .collect(Collectors.joining(" "));
  }

  /** The first thing after "which" or "what" of which kinds are known. */
  private static @Nullable String kind(String question) {
    Matcher which = WHICH.matcher(question);
    if (!which.find()) {
      return null;
    }
    Concepts concepts = Concepts.shared();
    return concepts.asked(Concepts.tokens(which.group(1))).stream()
        .filter(concepts::hasKinds)
        .findFirst()
        .orElse(null);
  }

  /** Its years: what must be named in the document of an answer. */
  Set<String> years() {
    return terms.keySet().stream()
        .filter(concept -> YEAR.matcher(concept).matches())
        .collect(Collectors.toSet());
  }

  /** Whether a dose is asked for, by that word or as "how much" of a drug. */
  boolean asksDose() {
    return terms.containsKey("=dose")
        || amount && HOW_MUCH.matcher(text).find() && !drugs().isEmpty();
  }

  /** Its drugs: what must be named in the passage of an answer. */
  Set<String> drugs() {
    Set<String> drugs = new HashSet<>(drugs(terms.keySet()));
    Matcher dosed = DOSED.matcher(withoutPersons());
    while (dosed.find()) {
      String thing = Stem.of(dosed.group(1).toLowerCase(Locale.ROOT));
      if (terms.getOrDefault(thing, 0.0) >= 1) {
        drugs.add(thing);
      }
    }
    return drugs;
  }

  /** The drugs among concepts, as far as their names tell. */
  static Set<String> drugs(Set<String> concepts) {
    return concepts.stream()
        .filter(concept -> DRUG.matcher(concept.replace("=", "")).matches())
        .collect(Collectors.toSet());
  }

  /** Whether it is about a person. */
  boolean personal() {
    return names.stream().anyMatch(Name::person);
  }

  /** Which of several values it asks for; a rule about first doses asks for none. */
  Order order() {
    return order(text, personal());
  }

  private static Order order(String text, boolean ofOne) {
    return ofOne || OF_SOMEONE.matcher(text).find() ? Order.askedBy(text) : Order.ANY;
  }

  private static double weight(String concept) {
    return GENERAL.contains(concept) ? .3 : 1;
  }

  /** The question without the names of persons: what is asked about them. */
  String withoutPersons() {
    String rest = text;
    for (Name name : names) {
      if (name.person()) {
        for (String word : name.words()) {
          rest = rest.replaceAll("(?<!\\p{L})" + Pattern.quote(word) + "(?!\\p{L})", "");
        }
        rest = rest.replaceAll("(?i)(?:\\bpatient-*)?\\s*['\\u2019]s\\b", " the patient's");
      }
    }
    return rest.replaceAll("\\s+", " ").strip();
  }

  private static List<Name> names(String text) {
    List<Name> names = new ArrayList<>();
    Matcher pseudonym = PSEUDONYM.matcher(text);
    while (pseudonym.find()) {
      names.add(new Name(List.of("patient", pseudonym.group(1)), true));
    }
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    if (isInTitleCase(words)) {
      return names;
    }
    for (int i = 0; i < words.size(); ) {
      int end = i;
      while (end < words.size() && isPartOfName(words, i, end)) {
        end++;
      }
      if (end > i) {
        add(names, words, i, end);
      }
      i = Math.max(end, i + 1);
    }
    return names;
  }

  /** "What Is The Dose": capitals tell nothing where small words have them, too. */
  private static boolean isInTitleCase(List<String> words) {
    return words.stream()
        .skip(1)
        .anyMatch(
            word ->
                word.length() > 1
                    && Character.isUpperCase(word.charAt(0))
                    && EMPTY.contains(word.toLowerCase(Locale.ROOT)));
  }

  private static boolean isPartOfName(List<String> words, int start, int at) {
    String word = words.get(at);
    if (!isCapital(word) || CAPITAL_BUT_NO_NAME.contains(bare(word).toLowerCase(Locale.ROOT))) {
      return false;
    }
    return at == start || !endsName(words.get(at - 1));
  }

  /** A possessive ends a name: in "Maya Thornton's Urinalysis" the finding is not part of it. */
  private static boolean endsName(String word) {
    return word.matches(".*['\\u2019]s?$");
  }

  private static void add(List<Name> names, List<String> words, int start, int end) {
    List<String> name = new ArrayList<>();
    boolean titled = false;
    for (String word : words.subList(start, end)) {
      String bare = bare(word);
      if (HONORIFIC.matcher(bare.replace(".", "")).matches()) {
        titled = true;
      } else if (bare.replace(".", "").length() > 1) {
        name.add(bare);
      }
    }
    if (name.isEmpty()) {
      return;
    }
    boolean possessive = endsName(words.get(end - 1));
    boolean after = start > 0 && HONORIFIC.matcher(words.get(start - 1).replace(".", "")).matches();
    boolean pair =
        name.size() >= 2
            && name.stream()
                .noneMatch(word -> NOT_OF_PERSONS.contains(word.toLowerCase(Locale.ROOT)))
            && name.stream()
                .allMatch(
                    word ->
                        Concepts.shared().said(word).stream().noneMatch(c -> c.startsWith("=")));
    names.add(new Name(List.copyOf(name), titled || possessive || after || pair));
  }

  private static boolean isCapital(String word) {
    return CAPITAL.matcher(word).matches();
  }

  private static String bare(String word) {
    return word.replaceAll("['\\u2019]s?$", "").replaceAll("\\.$", "");
  }

  /** Never tells the question: it may name a patient. */
  @Override
  public String toString() {
    return "Question[amount=" + amount + ", many=" + many + "]";
  }
}
