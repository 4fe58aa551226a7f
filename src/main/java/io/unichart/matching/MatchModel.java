package io.unichart.matching;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything a decision rests on: the fields, their m and u probabilities by level, the relations
 * between different persons, and how many records of one person to expect. Immutable; every link
 * remembers {@link #version()}.
 *
 * <p>The weight of a pair is in bits; adding {@link #priorWeight} for the size of the population
 * gives the log2 odds that the pair is one person, so that one threshold holds from a hundred
 * records to ten million.
 */
public final class MatchModel {

  /** Shares below this are not believed: no value is so rare that it proves anything by itself. */
  static final double LEAST = 1e-9;

  private final String version;
  private final List<Field> fields;
  private final double[][] m;
  private final double[][] u;
  private final double[][] logM;
  private final double[][] logU;
  private final Relations relations;
  private final double duplicates;
  private final int[] impliedBy;

  /**
   * @param version names the model in links and explanations
   * @param fields what is compared
   * @param m by field and level, shares among pairs of one person; index 0 (missing) is unused
   * @param u the same among pairs of different persons
   * @param relations what different persons share
   * @param duplicates expected number of other records of the same person, per record
   */
  public MatchModel(
      String version,
      List<Field> fields,
      double[][] m,
      double[][] u,
      Relations relations,
      double duplicates) {
    this(version, fields, m, u, relations, duplicates, nothingImplied(fields.size()));
  }

  private MatchModel(
      String version,
      List<Field> fields,
      double[][] m,
      double[][] u,
      Relations relations,
      double duplicates,
      int[] impliedBy) {
    if (m.length != fields.size() || u.length != fields.size()) {
      throw new IllegalArgumentException(
          "m and u are needed for each of " + fields.size() + " fields");
    }
    if (!(duplicates > 0)) {
      throw new IllegalArgumentException("duplicates per record lie above 0, not " + duplicates);
    }
    this.version = version;
    this.fields = List.copyOf(fields);
    this.m = copy(m);
    this.u = copy(u);
    this.logM = logs(this.m);
    this.logU = logs(this.u);
    this.relations = relations;
    this.duplicates = duplicates;
    this.impliedBy = impliedBy.clone();
  }

  private static int[] nothingImplied(int fields) {
    int[] none = new int[fields];
    java.util.Arrays.fill(none, -1);
    return none;
  }

  /** The shipped model for some fields: works untrained on small populations. */
  public static MatchModel standard(List<Field> fields) {
    double[][] m = new double[fields.size()][];
    double[][] u = new double[fields.size()][];
    for (int f = 0; f < m.length; f++) {
      m[f] = fields.get(f).role().defaultM();
      u[f] = fields.get(f).role().defaultU();
    }
    return new MatchModel("standard-1", fields, m, u, Relations.usual(), 0.4);
  }

  private static double[][] copy(double[][] from) {
    double[][] to = new double[from.length][];
    for (int f = 0; f < from.length; f++) {
      to[f] = from[f].clone();
    }
    return to;
  }

  private static double[][] logs(double[][] shares) {
    double[][] logs = new double[shares.length][];
    for (int f = 0; f < shares.length; f++) {
      logs[f] = new double[shares[f].length];
      for (int l = 1; l < shares[f].length; l++) {
        logs[f][l] = Evidence.log2(Math.max(LEAST, shares[f][l]));
      }
    }
    return logs;
  }

  public String version() {
    return version;
  }

  public List<Field> fields() {
    return fields;
  }

  public Relations relations() {
    return relations;
  }

  /** Expected number of other records of the same person, per record. */
  public double duplicates() {
    return duplicates;
  }

  public double m(int field, int level) {
    return m[field][level];
  }

  public double u(int field, int level) {
    return u[field][level];
  }

  /**
   * The field whose agreement implies this field's, such as the birth date that implies an age; -1
   * when there is none. Then this field's agreement tells nothing more.
   */
  public int impliedBy(int field) {
    return impliedBy[field];
  }

  double logM(int field, int level) {
    return logM[field][level];
  }

  double logU(int field, int level) {
    return logU[field][level];
  }

  /** Prior log2 odds that two records of a population of this size are one person. */
  public double priorWeight(double population) {
    double share = Math.min(0.5, duplicates / Math.max(2, population - 1));
    return Evidence.log2(share / (1 - share));
  }

  /** Probability of log2 odds. */
  public static double probability(double bits) {
    return 1 / (1 + Evidence.exp2(-bits));
  }

  /** The same model for some of its fields, in another order. */
  MatchModel forFields(List<Field> wanted) {
    if (wanted.equals(fields)) {
      return this;
    }
    double[][] newM = new double[wanted.size()][];
    double[][] newU = new double[wanted.size()][];
    int[] newImplied = nothingImplied(newM.length);
    for (int f = 0; f < newM.length; f++) {
      int from = fields.indexOf(wanted.get(f));
      if (from < 0) {
        throw new IllegalArgumentException(
            "the model " + version + " knows no field " + wanted.get(f).name());
      }
      newM[f] = m[from];
      newU[f] = u[from];
      newImplied[f] = impliedBy[from] < 0 ? -1 : wanted.indexOf(fields.get(impliedBy[from]));
    }
    return new MatchModel(version, wanted, newM, newU, relations, duplicates, newImplied);
  }

  MatchModel with(String newVersion, double[][] newM, double[][] newU) {
    return new MatchModel(newVersion, fields, newM, newU, relations, duplicates, impliedBy);
  }

  MatchModel withImplied(int[] newImplied) {
    return new MatchModel(version, fields, m, u, relations, duplicates, newImplied);
  }

  MatchModel with(Relations newRelations, double newDuplicates) {
    return new MatchModel(version, fields, m, u, newRelations, newDuplicates, impliedBy);
  }

  double[][] mShares() {
    return copy(m);
  }

  double[][] uShares() {
    return copy(u);
  }

  /** The model as JSON. */
  public String toJson() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", "unichart-match-model/1");
    root.put("version", version);
    root.put("duplicates_per_record", duplicates);
    Map<String, Object> rel = new LinkedHashMap<>();
    rel.put("area", relations.area());
    rel.put("household", relations.household());
    rel.put("flatmates", relations.flatmates());
    rel.put("twins", relations.twins());
    rel.put("namesakes", relations.namesakes());
    rel.put("moved_nearby", relations.movedNearby());
    rel.put("moved_away", relations.movedAway());
    root.put("relations", rel);
    List<Object> list = new ArrayList<>();
    for (int f = 0; f < m.length; f++) {
      Map<String, Object> field = new LinkedHashMap<>();
      field.put("name", fields.get(f).name());
      field.put("role", fields.get(f).role().name().toLowerCase(java.util.Locale.ROOT));
      Map<String, Object> levels = new LinkedHashMap<>();
      List<String> names = fields.get(f).role().levels();
      for (int l = 1; l < names.size(); l++) {
        levels.put(names.get(l), List.of(m[f][l], u[f][l]));
      }
      field.put("levels_m_u", levels);
      if (impliedBy[f] >= 0) {
        field.put("implied_by", fields.get(impliedBy[f]).name());
      }
      list.add(field);
    }
    root.put("fields", list);
    return Json.write(root);
  }

  /** Reads what {@link #toJson} wrote; a member that is missing or of the wrong form is named. */
  public static MatchModel fromJson(String json) {
    Json.Node root = Json.read(json);
    if (!root.text("format").equals("unichart-match-model/1")) {
      throw new IllegalArgumentException("not a match model of format unichart-match-model/1");
    }
    List<Field> fields = new ArrayList<>();
    List<double[]> m = new ArrayList<>();
    List<double[]> u = new ArrayList<>();
    List<String> impliedBy = new ArrayList<>();
    for (Json.Node node : root.list("fields")) {
      Role role = Role.valueOf(node.text("role").toUpperCase(java.util.Locale.ROOT));
      fields.add(new Field(node.text("name"), role));
      Json.Node levels = node.member("levels_m_u");
      double[] fm = new double[role.levels().size()];
      double[] fu = new double[fm.length];
      for (int l = 1; l < fm.length; l++) {
        List<Json.Node> pair = levels.list(role.levels().get(l));
        if (pair.size() != 2) {
          throw new IllegalArgumentException("level " + role.levels().get(l) + " needs [m, u]");
        }
        fm[l] = pair.get(0).number();
        fu[l] = pair.get(1).number();
      }
      m.add(fm);
      u.add(fu);
      impliedBy.add(node.has("implied_by") ? node.text("implied_by") : "");
    }
    List<String> names = fields.stream().map(Field::name).toList();
    Json.Node rel = root.member("relations");
    Relations relations =
        new Relations(
            rel.number("area"),
            rel.number("household"),
            rel.number("flatmates"),
            rel.number("twins"),
            rel.number("namesakes"),
            rel.number("moved_nearby"),
            rel.number("moved_away"));
    return new MatchModel(
        root.text("version"),
        fields,
        m.toArray(double[][]::new),
        u.toArray(double[][]::new),
        relations,
        root.number("duplicates_per_record"),
        impliedBy.stream().mapToInt(names::indexOf).toArray());
  }
}
