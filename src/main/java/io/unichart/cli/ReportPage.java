package io.unichart.cli;

import io.unichart.matching.Field;
import io.unichart.matching.Linked;
import io.unichart.matching.MatchModel;
import io.unichart.matching.Score;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * One page about a linkage: what the model believes, why sample pairs scored as they did, what
 * blocking left out. It needs nothing from elsewhere and shows fields, levels and ids, no values.
 */
final class ReportPage {

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--line:#8884;--for:#2a7f62;--against:#b5483a;--soft:#4a78b5}
      body{font:15px/1.5 system-ui,sans-serif;max-width:68rem;margin:2rem auto;padding:0 1rem}
      table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}
      th,td{padding:.2rem .6rem;border-bottom:1px solid var(--line);text-align:left}
      td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
      .bar{display:inline-block;height:.8em;background:var(--soft);vertical-align:middle}
      .for{background:var(--for)}.against{background:var(--against)}
      .scale{width:40%}.half{display:inline-block;width:50%}.left{text-align:right}
      h2{margin-top:2.5rem}p{max-width:46rem}
      """;

  private final Linked linked;
  private final List<String> sampleIds;
  private final int[] samples;
  private final StringBuilder out = new StringBuilder(1 << 16);

  /**
   * @param samples numbers of kept pairs to explain
   * @param sampleIds how their two records are called, two for each pair
   */
  ReportPage(Linked linked, int[] samples, List<String> sampleIds) {
    this.linked = linked;
    this.samples = samples;
    this.sampleIds = sampleIds;
  }

  /** Up to twelve kept pairs from the least to the most likely. */
  static int[] samples(Linked linked) {
    int[] best = new int[12];
    double[] distance = new double[12];
    java.util.Arrays.fill(best, -1);
    for (int p = 0; p < linked.pairs(); p++) {
      double odds = linked.weight(p) + linked.priorWeight();
      for (int s = 0; s < 12; s++) {
        double off = Math.abs(odds - (-5 + 3 * s));
        if (off < 1.5 && (best[s] < 0 || off < distance[s])) {
          best[s] = p;
          distance[s] = off;
        }
      }
    }
    return java.util.Arrays.stream(best).filter(p -> p >= 0).toArray();
  }

  String html() {
    out.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<title>Linkage report</title><style>")
        .append(STYLE)
        .append("</style><h1>Linkage report</h1>");
    summary();
    completeness();
    weights();
    waterfalls();
    histogram();
    clusterSizes();
    keys();
    return out.append("</html>\n").toString();
  }

  private void summary() {
    MatchModel model = linked.model();
    int clusters = 0;
    for (int r = 0; r < linked.records(); r++) {
      clusters += linked.cluster(r) == r ? 1 : 0;
    }
    out.append(
        format(
            "<p>%,d records are %,d persons; %,d pairs were kept. Model %s expects %.2f further records"
                + " of a person per record, so a pair begins at %.1f bits. %.1f %% of the records are so"
                + " poor that even an exact copy would not be recognised.</p>",
            linked.records(),
            clusters,
            linked.pairs(),
            text(model.version()),
            model.duplicates(),
            linked.priorWeight(),
            100 * linked.unlinkable()));
  }

  private void completeness() {
    head("Completeness", "Share of records that hold a value.", "field", "filled", "");
    for (int f = 0; f < fields().size(); f++) {
      double filled = linked.filled(f);
      row(text(fields().get(f).name()), format("%.1f %%", 100 * filled), bar(filled * 100, ""));
    }
    out.append("</table>");
  }

  private void weights() {
    head(
        "Match weights",
        "m: how often a level occurs among records of one person; u: among two persons; weight: log2"
            + " m/u in bits. An exact agreement counts with the value's own frequency instead of u.",
        "field",
        "level",
        "m",
        "u",
        "weight",
        "against one person | for it");
    MatchModel model = linked.model();
    for (int f = 0; f < fields().size(); f++) {
      List<String> levels = fields().get(f).role().levels();
      int by = model.impliedBy(f);
      String name =
          text(fields().get(f).name())
              + (by < 0 ? "" : " (follows from " + text(fields().get(by).name()) + ")");
      for (int l = 1; l < levels.size(); l++) {
        double bits = Math.log(model.m(f, l) / model.u(f, l)) / Math.log(2);
        row(
            l == 1 ? name : "",
            levels.get(l),
            format("%.4f", model.m(f, l)),
            format("%.6f", model.u(f, l)),
            format("%+.1f", bits),
            scale(bits, 25));
      }
    }
    out.append("</table>");
  }

  private void waterfalls() {
    out.append("<h2>Sample pairs</h2><p>Each line adds its bits; the last line is their sum.</p>");
    for (int s = 0; s < samples.length; s++) {
      int pair = samples[s];
      Score score = linked.explain(linked.from(pair), linked.to(pair));
      out.append(
          format(
              "<h3>%s and %s: %.1f %%</h3><table>",
              text(sampleIds.get(2 * s)),
              text(sampleIds.get(2 * s + 1)),
              100 * score.probability()));
      row("prior", "", format("%+.1f", score.priorWeight()), scale(score.priorWeight(), 40));
      double sum = score.priorWeight();
      for (Score.Part part : score.parts()) {
        sum += part.weight();
        row(
            text(part.field()),
            text(part.level()),
            format("%+.1f", part.weight()),
            scale(part.weight(), 40));
      }
      row("<b>together</b>", "", format("<b>%+.1f</b>", sum), scale(sum, 40));
      out.append("</table>");
    }
  }

  private void histogram() {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (int p = 0; p < linked.pairs(); p++) {
      double odds = linked.weight(p) + linked.priorWeight();
      counts.merge(2 * (int) Math.floor(Math.min(60, odds) / 2), 1, Integer::sum);
    }
    head("Kept pairs by log2 odds", "0 is even; 7 bits are 99 %.", "bits from", "pairs", "");
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    counts.forEach(
        (bits, n) ->
            row(
                String.valueOf(bits),
                format("%,d", n),
                bar(100.0 * n / most, bits < 0 ? "against" : "for")));
    out.append("</table>");
  }

  private void clusterSizes() {
    int[] size = new int[linked.records()];
    for (int r = 0; r < size.length; r++) {
      size[linked.cluster(r)]++;
    }
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (int n : size) {
      if (n > 0) {
        counts.merge(n, 1, Integer::sum);
      }
    }
    head("Persons by number of records", "", "records", "persons", "");
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    counts.forEach(
        (n, persons) ->
            row(String.valueOf(n), format("%,d", persons), bar(100.0 * persons / most, "")));
    out.append("</table>");
  }

  private void keys() {
    head(
        "Blocking keys",
        "Records that agree on a key are compared. Larger blocks than the cap are left out under that"
            + " key; their records meet under stricter keys. Files of up to 2,800 records are compared"
            + " completely.",
        "key",
        "blocks",
        "pairs",
        "cap",
        "blocks left out",
        "records in them");
    for (Linked.Key k : linked.keys()) {
      row(
          text(k.name()),
          format("%,d", k.blocks()),
          format("%,d", k.pairs()),
          format("%,d", k.cap()),
          format("%,d", k.blocksLeftOut()),
          format("%,d", k.recordsLeftOut()));
    }
    out.append("</table>");
  }

  private List<Field> fields() {
    return linked.model().fields();
  }

  private void head(String title, String about, String... columns) {
    out.append("<h2>").append(title).append("</h2><p>").append(about).append("</p><table><tr>");
    for (String column : columns) {
      out.append("<th>").append(column).append("</th>");
    }
    out.append("</tr>");
  }

  private void row(String... cells) {
    out.append("<tr>");
    for (String cell : cells) {
      boolean wide = cell.startsWith("<span");
      out.append(wide ? "<td class=\"scale\">" : "<td>").append(cell).append("</td>");
    }
    out.append("</tr>");
  }

  private static String bar(double percent, String kind) {
    return format("<span class=\"bar %s\" style=\"width:%.1f%%\"></span>", kind, percent);
  }

  /** A bar to the right of the middle for what speaks for one person, to the left otherwise. */
  private static String scale(double bits, double most) {
    String bar = bar(Math.min(100, 100 * Math.abs(bits) / most), bits < 0 ? "against" : "for");
    String left = bits < 0 ? bar : "";
    String right = bits < 0 ? "" : bar;
    return "<span class=\"half left\">" + left + "</span><span class=\"half\">" + right + "</span>";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
