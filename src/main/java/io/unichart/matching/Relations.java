package io.unichart.matching;

/**
 * What two <em>different</em> persons may have in common, as shares of all pairs or as numbers of
 * partners per record. Fields are not independent among persons who share a home, so the
 * denominator of a match weight is not one product of u but a mixture over these kinds of pairs: a
 * latent class model as in M. D. Larsen, D. B. Rubin, <em>Iterative automated record linkage using
 * mixture models</em>, JASA 96 (2001), with tied parameters: in each class a field behaves either
 * as among records of one person (m) or as among strangers (u).
 *
 * @param area share of all pairs who live in the same area beyond what chance per field gives
 * @param household persons per record with the same home and family name
 * @param flatmates persons per record with the same home and another name
 * @param twins persons per record with the same home, family name and birth date
 * @param namesakes persons per record with the same home and the same whole name (father and son)
 * @param movedNearby share of true pairs with another home in the same area
 * @param movedAway share of true pairs whose place of living differs as a whole
 */
public record Relations(
    double area,
    double household,
    double flatmates,
    double twins,
    double namesakes,
    double movedNearby,
    double movedAway) {

  public Relations {
    for (double rate :
        new double[] {area, household, flatmates, twins, namesakes, movedNearby, movedAway}) {
      if (!(rate >= 0)) {
        throw new IllegalArgumentException("rates are 0 or more, not " + rate);
      }
    }
    if (area >= 1 || movedNearby + movedAway >= 1) {
      throw new IllegalArgumentException("shares lie below 1");
    }
  }

  /** What the shipped model assumes. */
  public static Relations usual() {
    return new Relations(0.005, 0.6, 0.3, 0.03, 0.02, 0.05, 0.07);
  }
}
