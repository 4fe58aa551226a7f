package io.unichart.retrieval.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a question asks for.
 *
 * @param text the question as it was asked
 * @param terms the concepts that an answer must speak of, with their weight
 * @param names proper names in it: of a patient, a drug, a policy
 * @param amount whether the answer is a number, a date or a measure
 * @param many whether several things are asked for
 */
record Question(
    String text, Map<String, Double> terms, List<Name> names, boolean amount, boolean many) {

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
      Set.of(
          "a",
          "an",
          "the",
          "of",
          "in",
          "on",
          "at",
          "to",
          "for",
          "from",
          "by",
          "with",
          "and",
          "or",
          "as",
          "is",
          "are",
          "was",
          "were",
          "be",
          "been",
          "being",
          "am",
          "do",
          "doe",
          "did",
          "done",
          "ha",
          "have",
          "had",
          "will",
          "would",
          "can",
          "could",
          "should",
          "shall",
          "mai",
          "might",
          "must",
          "what",
          "which",
          "who",
          "whom",
          "whose",
          "when",
          "where",
          "how",
          "that",
          "thi",
          "these",
          "those",
          "there",
          "their",
          "they",
          "them",
          "it",
          "its",
          "he",
          "she",
          "hi",
          "her",
          "him",
          "i",
          "my",
          "me",
          "we",
          "our",
          "you",
          "your",
          "if",
          "than",
          "then",
          "so",
          "not",
          "no",
          "ani",
          "some",
          "all",
          "both",
          "into",
          "about",
          "after",
          "befor",
          "dure",
          "while",
          "also",
          "pleas",
          "tell",
          "list",
          "much",
          "mani",
          "us",
          "under",
          "over",
          "per",
          "up",
          "out",
          "off",
          "onli",
          "just",
          "more",
          "most",
          "other",
          "such",
          "same",
          "own",
          "each",
          "everi",
          "s",
          "t",
          "soap",
          "accord",
          "state",
          "mention",
          "describ",
          "document",
          "ye",
          "wa",
          "between",
          "within",
          "until",
          "through",
          "onc",
          "ever",
          "current",
          "first",
          "find",
          "say",
          "said",
          "make",
          "made",
          "look",
          "like",
          "go",
          "went",
          "come",
          "someon",
          "person");
  private static final Set<String> GENERAL =
      Set.of(
          "patient",
          "recommend",
          "guidelin",
          "polici",
          "protocol",
          "hospit",
          "clinic",
          "note",
          "visit",
          "given",
          "give",
          "take",
          "taken",
          "took",
          "get",
          "receiv",
          "us",
          "show",
          "kind",
          "level",
          "valu",
          "result",
          "long",
          "often",
          "number",
          "report",
          "requir",
          "need",
          "call",
          "see",
          "seen",
          "plan",
          "treat",
          "treatment",
          "manag",
          "time",
          "case",
          "appoint",
          "encount",
          "adult",
          "set",
          "place",
          "count",
          "appli",
          "provid",
          "perform",
          "consid",
          "includ",
          "condit",
          "measur",
          "new",
          "old",
          "dai",
          "becom",
          "happen",
          "know",
          "known",
          "advis",
          "instruct",
          "told",
          "ask",
          "discuss",
          "record",
          "order",
          "chang",
          "switch",
          "=reason",
          "=start",
          "=stop",
          "=history",
          "=target",
          "=frequency",
          "=duration",
          "=exam",
          "=clinician");

  private static final Pattern AMOUNT =
      Pattern.compile(
          "\\b(?:how (?:much|many|long|often|old|soon|quickly|fast|high|low|far|late|early|tall)|what"
              + " (?:dose|dosage|percentage|percent|score|number|year|date|age|level|amount|rate|size"
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
  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

  /** The stems of international nonproprietary names, as far as they end a word. */
  private static final Pattern DRUG =
      Pattern.compile(
          "(?!cholesterol)[a-z]{2,}(?:pril|sartan|olol|statin|cillin|mycin|micin|floxacin|cyclin|azol|conazol|"
              + "dipin|formin|gliptin|gliflozin|glutid|glitazon|azepam|zolam|oxetin|tralin|"
              + "talopram|triptylin|azepin|parin|xaban|farin|prazol|tidin|adin|profen|oxicam|"
              + "codon|morphon|adol|caftor|mab|nib|vir|thiazid|semid|lacton|sone|solon|triptan|"
              + "setron|terol|tropium|nison|nisolon|gabalin|gabapentin|naloxon|nitrofurantoin)e?");

  private static final Pattern FILLER =
      Pattern.compile(
          "\\b(?:type|kind|sort|name|names|types|kinds)s? of\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern PSEUDONYM =
      Pattern.compile("\\bpatient(?:\\s|-{1,2})(\\d{1,6})\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}.'\\u2019-]*|\\S");
  private static final Pattern HONORIFIC =
      Pattern.compile("(?i)mr|mrs|ms|miss|dr|doctor|patient|pt|prof");
  private static final Set<String> CAPITAL_BUT_NO_NAME =
      Set.of(
          "i",
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday",
          "what",
          "which",
          "who",
          "when",
          "where",
          "how",
          "why",
          "is",
          "are",
          "was",
          "were",
          "does",
          "do",
          "did",
          "has",
          "have",
          "had",
          "can",
          "should",
          "in",
          "on",
          "at",
          "for",
          "the",
          "according",
          "please",
          "list",
          "tell",
          "name",
          "soap",
          "note",
          "if",
          "to",
          "of",
          "with",
          "a",
          "an",
          "and",
          "or",
          "by",
          "from",
          "give",
          "describe",
          "explain",
          "summarize",
          "before",
          "after",
          "during",
          "below",
          "above",
          "under");

  static Question of(String text) {
    List<Name> names = names(text);
    String rest = FILLER.matcher(text).replaceAll(" ");
    for (Name name : names) {
      if (name.person()) {
        for (String word : name.words()) {
          rest =
              rest.replaceAll(
                  "(?<!\\p{L})" + Pattern.quote(word) + "(?:['\\u2019]s?)?(?!\\p{L})", " ");
        }
      }
    }
    rest = PSEUDONYM.matcher(rest).replaceAll(" ");
    Map<String, Double> terms = new LinkedHashMap<>();
    for (String concept : Concepts.shared().asked(Concepts.tokens(rest))) {
      if (!EMPTY.contains(concept)
          && !(concept.length() < 2 && !Character.isDigit(concept.charAt(0)))) {
        terms.put(concept, weight(concept));
      }
    }
    return new Question(text, terms, names, AMOUNT.matcher(text).find(), MANY.matcher(text).find());
  }

  /** Years and drugs by their name: what must be named where the answer stands. */
  Set<String> musts() {
    return terms.keySet().stream()
        .filter(
            concept ->
                YEAR.matcher(concept).matches() || DRUG.matcher(concept.replace("=", "")).matches())
        .collect(java.util.stream.Collectors.toSet());
  }

  /** Whether it is about a person. */
  boolean personal() {
    return names.stream().anyMatch(Name::person);
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
    long capital = words.stream().filter(Question::isCapital).count();
    long letters = words.stream().filter(word -> Character.isLetter(word.charAt(0))).count();
    if (letters > 5 && capital > letters * .6) {
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
                .allMatch(
                    word ->
                        Concepts.shared().said(word).stream().noneMatch(c -> c.startsWith("=")));
    names.add(new Name(List.copyOf(name), titled || possessive || after || pair));
  }

  private static boolean isCapital(String word) {
    return Character.isUpperCase(word.charAt(0))
            && !word.matches("\\p{Lu}-.*")
            && word.length() > 1
            && word.chars().skip(1).anyMatch(Character::isLowerCase)
        || word.matches("\\p{Lu}\\.");
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
