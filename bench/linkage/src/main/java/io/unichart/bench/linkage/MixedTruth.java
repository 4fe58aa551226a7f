package io.unichart.bench.linkage;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A small file of persons and organisations together, as three offices that know different things would
 * write them: a register of customers, a reference list and a watch list. Most fields are empty in most records.
 */
final class MixedTruth {

  private static final String[] COLUMNS = {
    "full_name", "given_name", "family_name", "gender", "birth_date", "street", "city", "state", "postal_code", "phone", "email",
    "ssn", "licence", "passport", "website"
  };
  private static final String[] GIVEN =
      ("robert elizabeth edward william margaret jose mohammed ivan patrick katherine james wei daniel susan thomas anna michael maria george helen "
              + "david linda charles olga fatima samuel rebecca antonio christopher jennifer")
          .split(" ");
  private static final String[] FAMILY =
      ("fisk moreau lang castor thorne villalba rashid sokolov quill weiss holloway chen smith jones brown miller garcia lopez novak khan berg dubois "
              + "rossi tanaka kim patel osei lindqvist farrell mcdonald o'brien vandermeer castellano hughes wolf petrov")
          .split(" ");
  private static final String[] FIRM =
      "northgate silver harbor bluefern kestrel orchid granite meridian atlas pioneer juniper cobalt summit lantern heron".split(" ");
  private static final String[] TRADE = "trading shipping analytics export consulting logistics foods energy".split(" ");
  private static final String[] FORM = "company|co|company ltd;limited|ltd|;inc|incorporated|;llc||;gmbh|g.m.b.h.|".split(";");

  private MixedTruth() {}

  static void write(Path folder) throws IOException {
    Damage d = new Damage(new SplittableRandom(159));
    List<String> lines = new ArrayList<>();
    int entity = 0;
    while (lines.size() < 159) {
      boolean person = d.chance(0.75);
      Map<String, String> whole = whole(d, person);
      String given = GIVEN[d.upTo(GIVEN.length)];
      String family = FAMILY[d.upTo(FAMILY.length)];
      String second = GIVEN[d.upTo(GIVEN.length)];
      String firm = FIRM[d.upTo(FIRM.length)] + " " + TRADE[d.upTo(TRADE.length)];
      String[] forms = FORM[d.upTo(FORM.length)].split("\\|", -1);
      int n = d.chance(0.45) ? 1 : 2 + d.upTo(5);
      for (int r = 0; r < n && lines.size() < 159; r++) {
        String name = person ? person(d, given, second, family) : firm(d, firm, forms);
        lines.add("E" + entity + "," + record(d, whole, name, person));
      }
      entity++;
    }
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(folder.resolve("mixed159.csv")))) {
      out.println("person," + String.join(",", COLUMNS));
      lines.forEach(out::println);
    }
    Files.writeString(folder.resolve("mixed159.yaml"), "id: row\nfull_name: full_name\ngiven_name: given_name\nfamily_name: family_name\n"
        + "gender: gender\nbirth_date: birth_date\nstreet: street\ncity: city\nstate: state\npostal_code: postal_code\nphone: phone\n"
        + "email: email\nidentifiers: {ssn: ssn, dl: licence, passport: passport}\nother: {website: website}\n");
  }

  private static String person(Damage d, String given, String second, String family) {
    return switch (d.upTo(10)) {
      case 0, 1 -> d.nickname(given) + " " + family;
      case 2 -> given.charAt(0) + " " + family;
      case 3 -> given + " " + second.charAt(0) + " " + family;
      case 4 -> family + ", " + given;
      case 5 -> given + " " + family + (d.chance(0.5) ? " jr" : "");
      case 6 -> given + " " + d.word(family, 0.3);
      case 7 -> d.word(given, 0.3) + " " + second + " " + family;
      default -> given + " " + family;
    };
  }

  private static String firm(Damage d, String firm, String[] forms) {
    String name = firm + " " + forms[d.upTo(forms.length)];
    return (d.chance(0.2) ? d.word(name, 0.3) : d.chance(0.1) ? firm.split(" ")[0] : name).strip();
  }

  private static Map<String, String> whole(Damage d, boolean person) {
    Map<String, String> v = new LinkedHashMap<>();
    String[] towns = {"Las Vegas|NV|891", "Henderson|NV|890", "Reno|NV|895", "Austin|TX|787", "Miami|FL|331"};
    String[] town = towns[d.upTo(towns.length)].split("\\|");
    v.put("street", (1 + d.upTo(1900)) + " " + new String[] {"Main Street", "Adela Lane", "Oak Avenue", "Sunset Blvd", "W 5th St"}[d.upTo(5)]);
    v.put("city", town[0]);
    v.put("state", town[1]);
    v.put("postal_code", town[2] + String.format("%02d", d.upTo(40)));
    v.put("phone", "702-" + (200 + d.upTo(700)) + "-" + (1000 + d.upTo(8999)));
    v.put("email", "user" + d.upTo(10_000) + "@" + new String[] {"work.com", "mail.com", "firm.org"}[d.upTo(3)]);
    if (person) {
      v.put("gender", d.chance(0.5) ? "M" : "F");
      v.put("birth_date", (1 + d.upTo(12)) + "/" + (1 + d.upTo(28)) + "/" + (1940 + d.upTo(65)));
      v.put("ssn", (100 + d.upTo(700)) + "-" + (10 + d.upTo(89)) + "-" + (1000 + d.upTo(8999)));
      v.put("licence", "" + (100_000 + d.upTo(900_000)));
      v.put("passport", "P" + (1_000_000 + d.upTo(9_000_000)));
    } else {
      v.put("website", "site" + d.upTo(10_000) + ".com");
    }
    return v;
  }

  private static String record(Damage d, Map<String, String> whole, String name, boolean person) {
    double[] known = {.45, .45, .45, .45, .45, .35, .3, .15, .12, .1, .2};
    Map<String, String> v = new LinkedHashMap<>();
    int words = name.split(" ").length;
    boolean split = person && words == 2 && !name.contains(",") && d.chance(0.6);
    v.put(split ? "given_name" : "full_name", split ? name.split(" ")[0] : name);
    if (split) {
      v.put("family_name", name.split(" ")[1]);
    }
    boolean home = d.chance(0.55);
    for (String c : COLUMNS) {
      String value = whole.get(c);
      if (value == null) {
        continue;
      }
      double share =
          switch (c) {
            case "gender" -> .4;
            case "birth_date" -> .6;
            case "street", "city" -> home ? 1 : 0;
            case "state", "postal_code" -> home ? .8 : .1;
            case "phone", "email" -> known[9 - 4] + .1;
            case "website" -> .5;
            default -> .2;
          };
      if (d.chance(share)) {
        v.put(c, d.chance(0.15) && !c.equals("gender") ? d.digits(value) : value);
      }
    }
    String date = v.get("birth_date");
    if (date != null && d.chance(0.2)) {
      String[] p = date.split("/");
      v.put("birth_date", d.chance(0.5) ? p[1 % p.length] + "/" + p[0] + "/" + p[p.length - 1] : p[p.length - 1]);
    }
    List<String> line = new ArrayList<>();
    for (String c : COLUMNS) {
      String value = v.getOrDefault(c, "");
      line.add(value.contains(",") ? '"' + value + '"' : value);
    }
    return String.join(",", line);
  }
}
