package io.unichart.terminology;

import io.unichart.terminology.Coding.Confidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Codes medicines in RxNorm by ingredient, strength and form: as a clinical drug when the text says
 * enough, else as the ingredient. Extended release only when the text says so, or nothing else
 * exists.
 */
public final class DrugCoder {

  private static final Pattern STRENGTH =
      Pattern.compile(
          "([\\d.,]+)\\s*(mg|mcg|ug|\u00b5g|g|gm|units?|iu|meq|ml|%)?", Pattern.CASE_INSENSITIVE);

  private static final Set<String> SALTS =
      Set.of(
          "hydrochloride",
          "hcl",
          "sodium",
          "potassium",
          "calcium",
          "maleate",
          "tartrate",
          "succinate",
          "sulfate",
          "besylate",
          "mesylate",
          "phosphate",
          "acetate",
          "fumarate",
          "monohydrate",
          "hyclate",
          "propionate",
          "furoate",
          "hydrobromide",
          "magnesium",
          "malate",
          "citrate",
          "oxalate",
          "bromide",
          "bitartrate",
          "trihydrate",
          "carbonate",
          "dihydrate",
          "anhydrous",
          "xinafoate",
          "valerate",
          "acetonide",
          "nitrate",
          "chloride",
          "medoxomil",
          "disoproxil",
          "axetil",
          "etexilate",
          "tromethamine",
          "macrocrystals");

  private static final Pattern SIZE = Pattern.compile("^(\\d{1,4}) ACTUAT ");

  private static final Pattern DELAYED = Pattern.compile("(?i)\\b(?:delayed|dr|ec|enteric)\\b");

  private static final Pattern PER_VOLUME =
      Pattern.compile(
          "(?i)(\\d[\\d,]*(?:\\.\\d+)?)\\s*(mg|mcg|g|units?)\\s*(?:/|per)\\s*(\\d+(?:\\.\\d+)?)\\s*ml\\b");

  private final TermTable table;
  private final @Nullable DrugCoder dictionary;
  private final Map<String, List<DrugProduct>> products = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Concept> ingredients = new HashMap<>();

  public DrugCoder(TermTable table) {
    this(table, null);
  }

  /**
   * Codes by a table.
   *
   * @param dictionary what to ask for a medicine that the table lacks, as an incomplete one does
   */
  DrugCoder(TermTable table, @Nullable DrugCoder dictionary) {
    this.table = table;
    this.dictionary = dictionary;
    for (Concept concept : table.concepts()) {
      switch (concept.kind()) {
        case "IN", "MIN", "PIN" -> learnIngredient(concept);
        case "SCD" -> learnProduct(concept);
        default -> {}
      }
    }
    learnBrands();
    for (Term term : table.terms()) {
      Concept concept = table.concepts().get(term.concept());
      if (term.source() == Term.Source.OWN && !concept.kind().equals("SCD")) {
        names.put(term.text().toLowerCase(Locale.ROOT), key(concept.display()));
      }
    }
  }

  /** Whether this is the dictionary that ships with Unichart. */
  public boolean isBuiltIn() {
    return table.source().equals(BuiltIn.SOURCE);
  }

  /** Whether a name is that of a substance rather than a brand. */
  public boolean isSubstance(String name) {
    return ingredients.containsKey(name.toLowerCase(Locale.ROOT));
  }

  /** Every name of a medicine that can stand in a note, in lower case. */
  public Set<String> names() {
    return Set.copyOf(names.keySet());
  }

  private void learnIngredient(Concept concept) {
    String key = key(concept.display());
    Concept known = ingredients.get(key);
    if (known == null || (known.kind().equals("PIN") && !concept.kind().equals("PIN"))) {
      ingredients.put(key, concept);
    }
    names.putIfAbsent(concept.display().toLowerCase(Locale.ROOT), key);
    names.putIfAbsent(key, key);
  }

  private void learnProduct(Concept concept) {
    DrugProduct product = DrugProduct.parse(concept);
    if (product != null) {
      products
          .computeIfAbsent(key(String.join(" / ", product.ingredients())), k -> new ArrayList<>())
          .add(product);
    }
  }

  /** A branded drug names its brand in brackets, and so tells what the brand contains. */
  private void learnBrands() {
    for (Concept concept : table.concepts()) {
      int open = concept.display().lastIndexOf('[');
      if (concept.kind().equals("SBD") && open > 0) {
        DrugProduct product = DrugProduct.parse(concept);
        String brand =
            concept.display().substring(open + 1).replace("]", "").toLowerCase(Locale.ROOT);
        if (product != null && brand.length() > 2) {
          names.putIfAbsent(brand, key(String.join(" / ", product.ingredients())));
        }
      }
    }
  }

  /** Ingredients without salts, in alphabetical order. */
  private static String key(String display) {
    List<String> parts = new ArrayList<>();
    for (String part : display.toLowerCase(Locale.ROOT).split(" / ")) {
      List<String> words =
          new ArrayList<>(List.of(part.replaceFirst(", monohydrate$", "").split(" ")));
      while (words.size() > 1 && SALTS.contains(words.get(words.size() - 1))) {
        words.remove(words.size() - 1);
      }
      parts.add(String.join(" ", words));
    }
    return parts.stream().sorted().collect(Collectors.joining(" / "));
  }

  /**
   * Codes a medicine.
   *
   * @param name as written: ingredient, ingredients or brand
   * @param strength as written ("500 mg", "80/4.5 mcg"), or empty
   * @param form as written ("tabs", "inhaler"), or empty
   * @param extended true when the text says extended release
   */
  public Coding code(String name, String strength, String form, boolean extended) {
    String asked = name.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    String key = names.get(asked);
    if (key == null) {
      key = names.get(key(asked.replaceAll("\\s*[-/+]\\s*", " / ")));
    }
    if (key == null) {
      return unknown(name, strength, form, extended);
    }
    List<Double> wanted = strengths(perMillilitre(strength));
    List<DrugProduct> fitting = fitting(key, asked, wanted, form, extended);
    Concept ingredient = ingredients.get(key);
    List<Candidate> candidates = new ArrayList<>();
    for (DrugProduct product : fitting) {
      candidates.add(
          new Candidate(
              product.code(),
              product.name(),
              true,
              candidates.isEmpty() ? 1 : 0.9,
              "ingredient, strength and form"));
    }
    if (ingredient != null) {
      candidates.add(
          new Candidate(
              ingredient.code(),
              ingredient.display(),
              true,
              wanted.isEmpty() ? 1 : 0.6,
              "ingredient"));
    }
    if (candidates.isEmpty()) {
      return unknown(name, strength, form, extended);
    }
    boolean said = !fitting.isEmpty() || wanted.isEmpty();
    boolean chosen = isChosen(fitting, name + ' ' + form, extended);
    return new Coding(
        candidates.get(0),
        said ? (chosen ? Confidence.HIGH : Confidence.EXACT) : Confidence.LOW,
        candidates.subList(0, Math.min(5, candidates.size())),
        table.version());
  }

  private Coding unknown(String name, String strength, String form, boolean extended) {
    Coding own = dictionary == null ? null : dictionary.code(name, strength, form, extended);
    return own != null && own.chosen() != null
        ? own
        : new Coding(null, Confidence.NONE, List.of(), table.version());
  }

  /** Whether the product is one of several that the words allow, or says more than they do. */
  private static boolean isChosen(List<DrugProduct> fitting, String words, boolean extended) {
    if (fitting.isEmpty()) {
      return false;
    }
    DrugProduct best = fitting.get(0);
    boolean sizes = fitting.size() > 1 && withoutSize(best).equals(withoutSize(fitting.get(1)));
    boolean delayed = best.isDelayed() && !DELAYED.matcher(words).find();
    boolean lasting = best.isExtended() && !extended;
    boolean forms = DrugForm.of(words).isEmpty() && hasForms(fitting);
    return sizes || delayed || lasting || forms;
  }

  /** Whether it can be swallowed in more than one form. */
  private static boolean hasForms(List<DrugProduct> fitting) {
    return fitting.stream().map(product -> DrugForm.of(product.form())).distinct().count() > 1;
  }

  /** How many puffs an inhaler holds, which notes do not tell: the full size is the usual one. */
  private static int actuations(DrugProduct product) {
    Matcher size = SIZE.matcher(product.name());
    return size.lookingAt() ? Integer.parseInt(size.group(1)) : 0;
  }

  private static String withoutSize(DrugProduct product) {
    return SIZE.matcher(product.name()).replaceFirst("");
  }

  /** "400 mg/5 mL" is 80 mg in each millilitre, which is how RxNorm names a liquid. */
  private static String perMillilitre(String strength) {
    Matcher liquid = PER_VOLUME.matcher(strength);
    if (!liquid.find() || Double.parseDouble(liquid.group(3)) == 0) {
      return strength;
    }
    double amount =
        Double.parseDouble(liquid.group(1).replace(",", "")) / Double.parseDouble(liquid.group(3));
    return amount + " " + liquid.group(2);
  }

  private static List<Double> strengths(String text) {
    List<Double> values = new ArrayList<>();
    Matcher matcher = STRENGTH.matcher(text);
    List<String> units = new ArrayList<>();
    List<Double> raw = new ArrayList<>();
    while (matcher.find()) {
      raw.add(Double.parseDouble(matcher.group(1).replaceAll("[.,]$", "").replace(",", "")));
      units.add(matcher.group(2) == null ? "" : matcher.group(2));
    }
    String last = "";
    for (int i = units.size() - 1; i >= 0; i--) {
      last = units.get(i).isEmpty() ? last : units.get(i);
      values.add(0, DrugProduct.inMilligrams(raw.get(i), last));
    }
    return values;
  }

  private List<DrugProduct> fitting(
      String key, String asked, List<Double> wanted, String form, boolean extended) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<DrugProduct> strong =
        products.getOrDefault(key, List.of()).stream()
            .filter(product -> sameStrength(product, wanted))
            .toList();
    Set<String> salts = salts(asked);
    List<DrugProduct> salted =
        strong.stream()
            .filter(p -> salts.stream().allMatch(p.name().toLowerCase(Locale.ROOT)::contains))
            .toList();
    List<DrugProduct> right = salts.isEmpty() || salted.isEmpty() ? strong : salted;
    String wantedForm = DrugForm.of(form);
    List<DrugProduct> formed =
        right.stream()
            .filter(p -> wantedForm.isEmpty() || DrugForm.of(p.form()).equals(wantedForm))
            .toList();
    List<DrugProduct> released = formed.stream().filter(p -> p.isExtended() == extended).toList();
    List<DrugProduct> chosen = released.isEmpty() ? formed : released;
    return chosen.stream()
        .sorted(
            Comparator.comparingInt((DrugProduct p) -> DrugForm.rank(p))
                .thenComparing(p -> -actuations(p))
                .thenComparing(p -> p.name().length()))
        .limit(5)
        .toList();
  }

  private static Set<String> salts(String asked) {
    Set<String> salts = new HashSet<>(List.of(asked.split("[ /]+")));
    salts.retainAll(SALTS);
    salts.remove("hcl");
    return salts;
  }

  private static boolean sameStrength(DrugProduct product, List<Double> wanted) {
    if (product.strengths().size() != wanted.size()) {
      return wanted.size() == 1
          && close(product.strengths().get(0), wanted.get(0))
          && product.strengths().size() == 1;
    }
    List<Double> have = product.strengths().stream().sorted().toList();
    List<Double> want = wanted.stream().sorted().toList();
    for (int i = 0; i < have.size(); i++) {
      if (!close(have.get(i), want.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= 0.002 * Math.max(a, b);
  }

  /** The ingredients behind a name, when the name is known. */
  public @Nullable String ingredientOf(String name) {
    String known = names.get(name.toLowerCase(Locale.ROOT));
    return known == null && dictionary != null ? dictionary.ingredientOf(name) : known;
  }
}
