package io.unichart.bench.linkage;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Hard populations of other kinds than the product's own generator makes: historical persons with
 * many records each, titles, years for dates and much missing; and address-book records with dense
 * typing errors, corrupt fields and values in wrong columns. Usage: {@code HardPopulations FOLDER}.
 */
public final class HardPopulations {

  private final Map<String, String[]> words = new HashMap<>();
  private final SplittableRandom random;

  private HardPopulations(long seed) throws IOException {
    random = new SplittableRandom(seed);
    try (InputStream in = getClass().getResourceAsStream("/io/unichart/matching/population.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        int equal = line.indexOf('=');
        if (equal > 0 && !line.startsWith("#")) {
          words.put(line.substring(0, equal).strip(), line.substring(equal + 1).strip().split(" "));
        }
      }
    }
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    new HardPopulations(5).historical(folder.resolve("historical.csv"), 5000, 50_000);
    new HardPopulations(6).addressBook(folder.resolve("book20k.csv"), 20_000, 0.5, 1.6, 4);
    new HardPopulations(7).addressBook(folder.resolve("book10k.csv"), 10_000, 0.6, 2.6, 9);
    new HardPopulations(8).addressBook(folder.resolve("small159.csv"), 159, 0.4, 1.5, 3);
  }

  private boolean chance(double p) {
    return random.nextDouble() < p;
  }

  private String pick(String list) {
    String[] w = words.get(list);
    double n = Math.log((w.length + 6.0) / 6.0);
    return w[Math.min(w.length - 1, (int) (6 * Math.exp(random.nextDouble() * n) - 6))];
  }

  private String even(String list) {
    String[] w = words.get(list);
    return w[random.nextInt(w.length)];
  }

  private String typo(String s) {
    if (s.length() < 2) {
      return s;
    }
    int i = random.nextInt(s.length());
    char c = "abcdefghijklmnopqrstuvwxyz".charAt(random.nextInt(26));
    return switch (random.nextInt(4)) {
      case 0 -> s.substring(0, i) + s.substring(i + 1);
      case 1 -> s.substring(0, i) + c + s.substring(i);
      case 2 -> s.substring(0, i) + c + s.substring(i + 1);
      default -> i + 1 < s.length() ? s.substring(0, i) + s.charAt(i + 1) + s.charAt(i) + s.substring(i + 2) : s + c;
    };
  }

  private String number(String s) {
    if (s.isEmpty()) {
      return s;
    }
    int i = random.nextInt(s.length());
    return s.substring(0, i) + random.nextInt(10) + s.substring(i + 1);
  }

  private String town() {
    return even("townheads") + even("townends");
  }

  private void historical(Path file, int persons, int records) throws IOException {
    String[] occupations = "politician painter cricketer writer botanist clergyman lawyer soldier engineer architect poet actor judge physician merchant musician historian explorer printer diplomat".split(" ");
    String[] counties = new String[45];
    for (int i = 0; i < counties.length; i++) {
      counties[i] = town() + "shire";
    }
    String[] places = new String[600];
    String[] areas = new String[600];
    for (int i = 0; i < places.length; i++) {
      places[i] = town();
      areas[i] = "" + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(20)) + (1 + random.nextInt(30));
    }
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println("person,full_name,first_name,surname,dob,birth_place,postcode,gender,occupation");
      int written = 0;
      for (int p = 0; written < records; p++) {
        boolean male = random.nextInt(100) < 82;
        String given = pick(male ? "anglo.male" : "anglo.female");
        String middle = chance(0.5) ? pick(male ? "anglo.male" : "anglo.female") : "";
        String family = chance(0.6) ? pick("anglo.family") : town();
        String other = chance(0.2) ? town() : family;
        boolean noble = chance(0.12);
        int year = 1550 + (int) (Math.sqrt(random.nextDouble()) * 380);
        boolean yearOnly = chance(0.33);
        String dob = yearOnly ? year + "-01-01" : String.format("%d-%02d-%02d", year, 1 + random.nextInt(12), 1 + random.nextInt(28));
        int place = (int) (places.length * Math.pow(random.nextDouble(), 2));
        String area = areas[place];
        String postcode = area + " " + random.nextInt(10) + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26));
        String occupation = occupations[(int) (occupations.length * Math.pow(random.nextDouble(), 1.6))];
        int n = 2 + random.nextInt(17);
        for (int r = 0; r < n && written < records; r++, written++) {
          double e = random.nextDouble() * 1.6;
          String g = chance(0.1 * e) ? (chance(0.3) ? given.substring(0, 1) : io.unichart.matching.text.Nicknames.root(given)) : given;
          g = chance(0.12 * e) && !middle.isEmpty() ? middle : g;
          g = chance(0.16 * e) ? typo(g) : g;
          String f = chance(0.5) ? family : chance(0.4) ? other : family;
          f = chance(0.16 * e) ? typo(f) : f;
          String m = chance(0.3) ? middle : "";
          String full = (g + " " + m + " " + f).replace("  ", " ");
          if (noble && chance(0.5)) {
            full = chance(0.5) ? "sir " + full : full + ", 1st baronet of " + places[place];
          }
          if (chance(0.04 * e)) {
            g = noble ? "sir" : "";
          }
          if (chance(0.03 * e)) {
            String s = g;
            g = f;
            f = s;
          }
          f = chance(0.03 * e) ? "" : f;
          if (chance(0.12 * e)) {
            full = chance(0.3) ? "" : (g + " " + f).strip();
          }
          String d = chance(0.22 * e) ? "" : chance(0.12 * e) ? year + "-01-01" : dob;
          if (!d.isEmpty() && chance(0.12 * e)) {
            d = chance(0.4) ? String.format("%d-%s", year + random.nextInt(5) - 2, d.substring(5)) : number(d);
          }
          if (d.endsWith("-")) {
            d = "";
          }
          String b = chance(0.25 * e) ? counties[place % counties.length] : places[place];
          b = chance(0.06 * e) ? "city of " + b : chance(0.06 * e) ? typo(b) : chance(0.18 * e) ? "" : b;
          String pc = chance(0.35 * e) ? area + " " + random.nextInt(10) + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26)) : postcode;
          pc = chance(0.22 * e) ? "" : chance(0.05 * e) ? number(pc) : pc;
          String sex = chance(0.12 * e) ? "" : chance(0.01) ? (male ? "female" : "male") : male ? "male" : "female";
          String o = chance(0.3 * e) ? "" : chance(0.1 * e) ? even2(occupations) : occupation;
          out.println(String.join(",", "H" + p, '"' + full + '"', g, f, d, b, pc, sex, o));
        }
      }
    }
    Files.writeString(file.resolveSibling("historical.yaml"),
        "id: row\nfull_name: full_name\ngiven_name: first_name\nfamily_name: surname\nbirth_date: dob\npostal_code: postcode\n"
            + "gender: gender\noccupation: occupation\nother: {birth_place: birth_place}\n");
  }

  private String even2(String[] list) {
    return list[random.nextInt(list.length)];
  }

  private void addressBook(Path file, int records, double duplicates, double errors, int most) throws IOException {
    String[] suburbs = new String[Math.max(40, records / 20)];
    for (int i = 0; i < suburbs.length; i++) {
      suburbs[i] = chance(0.3) ? town() + " " + even("townends") : town();
    }
    String[] states = "nsw vic qld wa sa tas act nt".split(" ");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println("person,given_name,surname,street_number,address_1,address_2,suburb,postcode,state,date_of_birth,phone,soc_sec_id");
      int written = 0;
      for (int p = 0; written < records; p++) {
        boolean male = chance(0.5);
        String[] v = {
          "B" + p, pick(male ? "anglo.male" : "anglo.female"),
          chance(0.6) ? pick("anglo.family") : town(),
          "" + (1 + random.nextInt(250)),
          pick("streets") + " " + even("streetkinds"),
          chance(0.4) ? even("townheads") + " " + even("streets") : "",
          suburbs[random.nextInt(suburbs.length)], "" + (2000 + random.nextInt(5000)), states[(int) (8 * Math.pow(random.nextDouble(), 2))],
          chance(0.12) ? "" : String.format("%d%02d%02d", 1900 + random.nextInt(100), 1 + random.nextInt(12), 1 + random.nextInt(28)),
          chance(0.3) ? "" : String.format("0%d %08d", 2 + random.nextInt(7), random.nextInt(100_000_000)),
          "" + (1_000_000 + random.nextInt(9_000_000))
        };
        int n = chance(duplicates) ? 2 + (int) (most * Math.pow(random.nextDouble(), 2)) : 1;
        for (int r = 0; r < n && written < records; r++, written++) {
          String[] w = v.clone();
          int slips = r == 0 ? 0 : 1 + (int) (random.nextDouble() * 4 * errors);
          for (int s = 0; s < slips; s++) {
            damage(w);
          }
          out.println(String.join(",", w));
        }
      }
    }
    Files.writeString(Path.of(file.toString().replace(".csv", ".yaml")),
        "id: row\ngiven_name: given_name\nfamily_name: surname\nbirth_date: {column: date_of_birth, pattern: yyyyMMdd}\n"
            + Quality.PLACE + "phone: phone\nidentifiers: {ssn: soc_sec_id}\n");
  }

  private void damage(String[] w) {
    int c = 1 + random.nextInt(w.length - 1);
    switch (random.nextInt(12)) {
      case 0, 1 -> w[c] = "";
      case 2 -> {
        String s = w[1];
        w[1] = w[2];
        w[2] = s;
      }
      case 3 -> {
        int place = 3 + random.nextInt(4);
        String s = w[place];
        w[place] = w[place + 1];
        w[place + 1] = s;
      }
      case 4 -> w[c] = c == 1 ? io.unichart.matching.text.Nicknames.root(w[c]) : c == 2 ? pick("anglo.family") : w[c];
      case 5 -> w[1] = w[1].isEmpty() ? "" : w[1].substring(0, 1);
      case 6 -> w[c] = c > 8 || c == 3 || c == 7 ? number(w[c]) : w[c].replace(" ", "");
      case 7 -> w[9] = w[9].length() == 8 ? w[9].substring(0, 4) + w[9].substring(6) + w[9].substring(4, 6) : w[9];
      default -> w[c] = c > 8 || c == 3 || c == 7 ? number(w[c]) : typo(w[c]);
    }
  }
}
