package io.unichart.matching;

import java.util.List;

/**
 * What a field of a record means: decides how two values are compared and which levels can come of
 * it. The levels stand in order of falling agreement where they can be ordered; level 0 is always
 * {@code missing}.
 *
 * <p>The default m and u are what the shipped model starts from: the share of each level among
 * pairs of records of one person, and among pairs of different persons. Training moves them to the
 * data at hand; with little data they carry the decision alone.
 */
public enum Role {
  GIVEN_NAME(
      "exact variant near part similar faint different swapped swapped_near",
      ".72 .06 .09 .035 .03 .02 .03 .015 .005",
      ".007 .004 .004 .006 .012 .05 .906 .008 .003"),
  FAMILY_NAME(
      "exact variant near part similar faint different swapped swapped_near",
      ".74 .01 .10 .025 .03 .02 .055 .015 .005",
      ".002 .0005 .0015 .002 .006 .03 .947 .008 .003"),
  MIDDLE_NAME(
      "exact variant near part similar different",
      ".60 .02 .06 .12 .02 .18",
      ".015 .004 .004 .06 .02 .897"),
  BIRTH_DATE(
      "exact coarse partial transposed slip two_parts close same_year near_year different",
      ".78 .02 .025 .01 .085 .035 .012 .010 .006 .010",
      ".00004 .0003 .0004 .0001 .0008 .0022 .0025 .011 .05 .9327"),
  GENDER("same implied different", ".60 .38 .02", ".50 .01 .49"),
  STREET(
      "exact near contained similar different",
      ".62 .10 .05 .04 .19",
      ".0008 .0008 .002 .006 .9904"),
  HOUSE_NUMBER("exact near different", ".70 .08 .22", ".012 .05 .938"),
  CITY("exact near contained similar different", ".70 .09 .03 .02 .16", ".01 .004 .006 .02 .96"),
  STATE("exact near different", ".88 .02 .10", ".2 .01 .79"),
  POSTAL_CODE("exact near area similar different", ".68 .09 .06 .02 .15", ".002 .006 .03 .04 .922"),
  COUNTRY("exact near different", ".95 .01 .04", ".7 .01 .29"),
  PHONE("exact near different", ".62 .08 .30", ".00004 .0002 .99976"),
  EMAIL(
      "exact near user similar different",
      ".66 .13 .03 .03 .15",
      ".00002 .00005 .0003 .0015 .99813"),
  IDENTIFIER("exact near partial different", ".84 .08 .02 .06", ".000002 .00002 .0004 .999578"),
  TEXT("exact near contained similar different", ".60 .08 .06 .06 .20", ".02 .004 .01 .02 .946");

  private final List<String> levels;
  private final double[] m;
  private final double[] u;

  Role(String levels, String m, String u) {
    this.levels = List.of(("missing " + levels).split(" "));
    this.m = shares(m);
    this.u = shares(u);
    if (this.m.length != this.levels.size() || this.u.length != this.m.length) {
      throw new IllegalStateException(name() + ": as many shares as levels are needed");
    }
  }

  private static double[] shares(String text) {
    String[] parts = text.split(" ");
    double[] out = new double[parts.length + 1];
    double sum = 0;
    for (int i = 0; i < parts.length; i++) {
      out[i + 1] = Double.parseDouble(parts[i]);
      sum += out[i + 1];
    }
    for (int i = 1; i < out.length; i++) {
      out[i] /= sum;
    }
    return out;
  }

  /** Names of the levels; index 0 is {@code missing}. */
  public List<String> levels() {
    return levels;
  }

  /** Default m probabilities by level; index 0 is unused. */
  public double[] defaultM() {
    return m.clone();
  }

  /** Default u probabilities by level; index 0 is unused. */
  public double[] defaultU() {
    return u.clone();
  }

  /** Whether a value's own frequency replaces the average u where the values agree exactly. */
  public boolean usesFrequency() {
    return this != GENDER && this != COUNTRY;
  }

  /** The level at which the values simply differ. */
  int different() {
    return levels.indexOf("different");
  }

  /** One of the parts of a person's name. */
  boolean isName() {
    return this == GIVEN_NAME || this == MIDDLE_NAME || this == FAMILY_NAME;
  }

  /** Belongs to where a person lives: such fields change together when people move. */
  public boolean isPlace() {
    return isArea() || this == STREET || this == HOUSE_NUMBER;
  }

  /** Says in which region a person lives: neighbours share it. */
  public boolean isArea() {
    return this == CITY || this == STATE || this == POSTAL_CODE || this == COUNTRY;
  }
}
