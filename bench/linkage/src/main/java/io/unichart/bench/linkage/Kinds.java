package io.unichart.bench.linkage;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Populations of quite different kinds, each with its truth in the column {@code person}: nothing in the
 * product was fitted to any one of them. Usage: {@code Kinds FOLDER [NAME ...]}.
 */
public final class Kinds {

  /**
   * @param records how many records
   * @param most the most records of a person; each number from {@code least} on is equally likely
   * @param error probability that a value of a record is damaged
   * @param missing probability that it is absent
   * @param families persons share homes, family names and phones
   * @param columns what the file has
   */
  record Kind(String name, int records, int least, int most, double single, double error, double missing, boolean families, String columns) {}

  private static final List<Kind> ALL =
      List.of(
          new Kind("heavy10k", 10_000, 2, 11, .2, .35, .35, false, "given_name family_name birth_date city email"),
          new Kind("heavyhome10k", 10_000, 1, 6, .3, .35, .15, true, "given_name family_name birth_date street house_number city postal_code"),
          new Kind("wholename10k", 10_000, 1, 7, .3, .25, .2, false, "full_name birth_year city occupation"),
          new Kind("nodate10k", 10_000, 1, 5, .3, .2, .15, true, "given_name family_name street house_number city postal_code phone"),
          new Kind("town20k", 20_000, 1, 3, .4, .12, .05, true, "given_name middle_name family_name birth_date gender street house_number age"),
          new Kind("clinic20k", 20_000, 1, 8, .4, .25, .2, true, "given_name family_name birth_date gender street house_number city postal_code phone email"),
          new Kind("many20k", 20_000, 5, 20, 0, .3, .3, false, "given_name family_name birth_date postal_code birth_place occupation"),
          new Kind("names10k", 10_000, 1, 2, .8, .2, 0, false, "given_name family_name birth_date"),
          new Kind("scan5k", 5_000, 1, 6, .3, .6, .1, false, "given_name family_name birth_date city postal_code ssn"),
          new Kind("tiny150", 150, 1, 6, .4, .3, .4, true, "given_name family_name birth_date street house_number city postal_code phone email"));

  private final Map<String, String[]> words = new HashMap<>();
  private final SplittableRandom random;
  private final Damage damage;
  private final Kind kind;
  private final String[] towns;

  private Kinds(Kind kind) throws IOException {
    this.kind = kind;
    random = new SplittableRandom(kind.name().hashCode());
    damage = new Damage(random);
    try (InputStream in = getClass().getResourceAsStream("/io/unichart/matching/population.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        int equal = line.indexOf('=');
        if (equal > 0 && !line.startsWith("#")) {
          words.put(line.substring(0, equal).strip(), line.substring(equal + 1).strip().split(" "));
        }
      }
    }
    towns = new String[Math.max(20, kind.records() / 60)];
    for (int i = 0; i < towns.length; i++) {
      towns[i] = even("townheads") + even("townends");
    }
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    for (Kind kind : ALL) {
      if (args.length == 1 || List.of(args).contains(kind.name())) {
        new Kinds(kind).write(folder);
      }
    }
    MixedTruth.write(folder);
  }

  private void write(Path folder) throws IOException {
    String[] columns = kind.columns().split(" ");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(folder.resolve(kind.name() + ".csv")))) {
      out.println("person," + String.join(",", columns));
      int written = 0;
      int person = 0;
      while (written < kind.records()) {
        for (Map<String, String> p : family()) {
          person++;
          int n = damage.chance(kind.single()) ? 1 : kind.least() + damage.upTo(kind.most() - kind.least() + 1);
          Map<String, String> now = p;
          for (int r = 0; r < n && written < kind.records(); r++, written++) {
            if (kind.families() && damage.chance(0.12)) {
              now = moved(now);
            }
            out.println("P" + person + "," + record(now, columns, r));
          }
        }
      }
    }
    StringBuilder yaml = new StringBuilder("id: row\n");
    StringBuilder other = new StringBuilder();
    for (String c : columns) {
      switch (c) {
        case "birth_year" -> yaml.append("birth_date: {year: birth_year}\n");
        case "ssn" -> yaml.append("identifiers: {ssn: ssn}\n");
        case "age", "birth_place" -> other.append(other.isEmpty() ? "" : ", ").append(c).append(": ").append(c);
        default -> yaml.append(c).append(": ").append(c).append('\n');
      }
    }
    Files.writeString(folder.resolve(kind.name() + ".yaml"), yaml + (other.isEmpty() ? "" : "other: {" + other + "}\n"));
  }

  private String record(Map<String, String> p, String[] columns, int number) {
    Map<String, String> v = new LinkedHashMap<>(p);
    double severity = kind.error() * (0.4 + 1.2 * random.nextDouble());
    if (damage.chance(0.1 * severity * 4)) {
      String given = v.get("given_name");
      v.put("given_name", v.get("family_name"));
      v.put("family_name", given);
    }
    if (damage.chance(severity * 0.4)) {
      String given = v.get("given_name");
      v.put("given_name", damage.chance(0.5) ? damage.nickname(given) : damage.chance(0.5) ? given.substring(0, 1) : v.get("middle_name").isEmpty() ? given : v.get("middle_name"));
    }
    v.put("full_name", (v.get("given_name") + " " + (damage.chance(0.4) ? v.get("middle_name") : "") + " " + v.get("family_name")).replace("  ", " ").strip());
    if (damage.chance(severity * 0.3)) {
      v.put("full_name", v.get("family_name") + ", " + v.get("given_name"));
    }
    List<String> line = new ArrayList<>();
    for (String c : columns) {
      String value = v.getOrDefault(c, "");
      if (damage.chance(kind.missing() * (c.contains("name") ? 0.25 : 1))) {
        value = "";
      } else if (damage.chance(number == 0 ? severity / 2 : severity)) {
        value = damaged(c, value, severity);
      }
      line.add(value.contains(",") ? '"' + value + '"' : value);
    }
    return String.join(",", line);
  }

  private String damaged(String column, String value, double severity) {
    if (value.isEmpty()) {
      return value;
    }
    return switch (column) {
      case "birth_date" -> damage.date(value);
      case "birth_year" -> damage.chance(0.6) ? String.valueOf(Integer.parseInt(value) + damage.upTo(5) - 2) : damage.digits(value);
      case "postal_code" -> damage.chance(0.4) ? value.substring(0, 3) + String.format("%02d", damage.upTo(100)) : damage.digits(value);
      case "phone" -> damage.chance(0.5) ? phone() : damage.digits(value);
      case "house_number", "ssn", "age" -> damage.digits(value);
      case "gender" -> damage.chance(0.1) ? (value.equals("m") ? "f" : "m") : value;
      case "email" -> damage.chance(0.5) ? damage.typed(value) : value.replaceFirst("@.*", "@" + even("mail"));
      case "occupation" -> damage.chance(0.6) ? occupation() : damage.word(value, severity);
      case "birth_place", "city" -> damage.chance(0.25) ? even(towns) : damage.word(value, severity);
      default -> damage.word(value, severity);
    };
  }

  private List<Map<String, String>> family() {
    String culture = damage.chance(0.7) ? "anglo" : damage.chance(0.5) ? "hispanic" : "german";
    Map<String, String> home = home();
    String family = name(culture);
    int size = kind.families() ? 1 + damage.upTo(5) : 1;
    List<Map<String, String>> out = new ArrayList<>();
    int year = 1930 + damage.upTo(60);
    String twin = "";
    for (int i = 0; i < size; i++) {
      boolean male = damage.chance(0.5);
      Map<String, String> p = new HashMap<>(home);
      p.put("given_name", pick(culture + (male ? ".male" : ".female")));
      p.put("middle_name", damage.chance(0.5) ? pick(culture + (male ? ".male" : ".female")) : "");
      p.put("family_name", i == 1 && damage.chance(0.2) ? name(culture) : family);
      int born = i < 2 ? year + damage.upTo(6) : year + 22 + damage.upTo(16);
      String date = twin.isEmpty() ? Damage.iso(born, 1 + damage.upTo(12), 1 + damage.upTo(28)) : twin;
      twin = i >= 2 && twin.isEmpty() && damage.chance(0.04) ? date : "";
      p.put("birth_date", date);
      p.put("birth_year", date.substring(0, 4));
      p.put("age", String.valueOf(2026 - Integer.parseInt(date.substring(0, 4))));
      p.put("gender", male ? "m" : "f");
      if (damage.chance(0.5)) {
        p.put("phone", phone());
      }
      p.put("email", damage.chance(0.6) ? p.get("given_name") + "." + p.get("family_name") + (damage.chance(0.5) ? "" + damage.upTo(100) : "") + "@" + even("mail") : damage.chance(0.5) ? even("clinic") : "");
      p.put("ssn", String.valueOf(100_000_000 + damage.upTo(800_000_000)));
      p.put("birth_place", damage.chance(0.8) ? even(towns) : towns[0]);
      p.put("occupation", occupation());
      out.add(p);
    }
    return out;
  }

  private Map<String, String> moved(Map<String, String> p) {
    Map<String, String> now = new HashMap<>(p);
    home().forEach((k, v) -> now.put(k, k.equals("phone") && damage.chance(0.6) ? p.get(k) : v));
    return now;
  }

  private Map<String, String> home() {
    Map<String, String> home = new HashMap<>();
    int town = (int) (towns.length * Math.pow(random.nextDouble(), 1.6));
    home.put("street", pick("streets") + " " + even("streetkinds"));
    home.put("house_number", String.valueOf(1 + damage.upTo(400)));
    home.put("city", towns[town]);
    home.put("postal_code", String.format(Locale.ROOT, "%05d", 10_000 + town * 17 % 80_000 + damage.upTo(6)));
    home.put("phone", phone());
    return home;
  }

  private String phone() {
    return String.format(Locale.ROOT, "0%d%08d", 1 + damage.upTo(9), damage.upTo(100_000_000));
  }

  private String name(String culture) {
    return damage.chance(0.6) ? pick(culture + ".family") : even("townheads") + even("townends");
  }

  private String occupation() {
    String[] all = "teacher nurse driver clerk farmer engineer cook painter lawyer carpenter mechanic student writer soldier".split(" ");
    return all[(int) (all.length * Math.pow(random.nextDouble(), 1.7))];
  }

  private String pick(String list) {
    String[] w = words.get(list);
    double n = Math.log((w.length + 6.0) / 6.0);
    return w[Math.min(w.length - 1, (int) (6 * Math.exp(random.nextDouble() * n) - 6))];
  }

  private String even(String list) {
    return even(words.get(list));
  }

  private String even(String[] list) {
    return list[damage.upTo(list.length)];
  }
}
