package io.unichart.matching;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes up populations with known truth: families that share homes, names and phones, twins, sons
 * named like their fathers, people who move and marry; and, for some, further records with what
 * goes wrong in registration. Nobody in it exists.
 */
public final class Population {

  /** The columns of a record, in order. */
  public static final List<String> COLUMNS =
      List.of(
          "id",
          "person",
          "household",
          "given_name",
          "middle_name",
          "family_name",
          "birth_date",
          "gender",
          "street",
          "house_number",
          "city",
          "state",
          "postal_code",
          "phone",
          "email",
          "ssn",
          "mrn");

  /** Takes the records one by one, values in the order of {@link #COLUMNS}. */
  public interface Sink {
    void record(String[] values) throws IOException;
  }

  private final long size;
  private final double duplicates;
  private final double errors;
  private final SplittableRandom random;
  private final Mistakes mistakes;
  private final WordLists words = new WordLists();
  private final int towns;
  private long record;
  private long person;
  private long household;

  /**
   * @param size number of records
   * @param duplicates share of records that are further records of a person
   * @param seed the same seed gives the same population
   * @param errors how much goes wrong in further records; 1 is usual
   */
  public Population(long size, double duplicates, long seed, double errors) {
    if (size < 1 || !(duplicates >= 0 && duplicates < 0.95) || !(errors >= 0 && errors <= 5)) {
      throw new IllegalArgumentException(
          "size from 1, duplicates from 0 below .95, errors from 0 to 5");
    }
    this.size = size;
    this.duplicates = duplicates;
    this.errors = errors;
    this.random = new SplittableRandom(seed);
    this.mistakes = new Mistakes(random);
    this.towns = (int) Math.max(12, Math.min(4000, size / 400));
  }

  private record Home(
      String street, String number, String city, String state, String postal, String phone) {}

  private record Person(
      String id,
      String household,
      String given,
      String middle,
      String family,
      LocalDate born,
      boolean male,
      Home home,
      String phone,
      String email,
      String ssn,
      String mrn) {}

  /** Makes the records, those of a person not far from each other. */
  public void write(Sink sink) throws IOException {
    List<String[]> waiting = new ArrayList<>();
    while (record + waiting.size() < size) {
      for (Person p : family()) {
        waiting.add(values(p));
        while (random.nextDouble() < duplicates) {
          waiting.add(further(p));
        }
      }
      if (waiting.size() > 50_000) {
        flush(waiting, waiting.size() - 10_000, sink);
      }
    }
    flush(waiting, waiting.size(), sink);
  }

  private void flush(List<String[]> waiting, int count, Sink sink) throws IOException {
    for (int i = waiting.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      String[] other = waiting.set(i, waiting.get(j));
      waiting.set(j, other);
    }
    for (int i = 0; i < count && record < size; i++) {
      String[] values = waiting.get(i);
      values[0] = "R" + (++record);
      sink.record(values);
    }
    waiting.subList(0, Math.min(count, waiting.size())).clear();
  }

  private List<Person> family() {
    household++;
    Home home = home();
    String culture = words.culture(random);
    String family = words.family(culture, random);
    List<Person> members = new ArrayList<>();
    int dice = random.nextInt(100);
    int adults = dice < 32 ? 1 : dice < 94 ? 2 : 3;
    int children =
        adults == 1
            ? (random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0)
            : random.nextInt(100) < 55 ? 1 + random.nextInt(3) : 0;
    int year = 1930 + random.nextInt(75);
    boolean firstMale = random.nextBoolean();
    String fatherName = "";
    for (int a = 0; a < adults; a++) {
      boolean male = a == 0 ? firstMale : random.nextInt(20) == 0 ? firstMale : !firstMale;
      String own =
          a == 0 || random.nextInt(100) < 72 ? family : words.family(words.culture(random), random);
      Person p = person(culture, male, own, date(year + random.nextInt(7) - 3), home);
      if (male && fatherName.isEmpty()) {
        fatherName = p.given();
      }
      members.add(p);
    }
    int childYear = Math.min(2024, year + 22 + random.nextInt(14));
    for (int c = 0; c < children && childYear <= 2025; c++) {
      boolean male = random.nextBoolean();
      LocalDate born = date(childYear);
      Person p = person(culture, male, family, born, home);
      if (male && !fatherName.isEmpty() && random.nextInt(100) < 4) {
        p = renamed(p, fatherName);
      }
      members.add(p);
      if (random.nextInt(1000) < 16) {
        boolean alsoMale = random.nextInt(100) < 66 ? male : !male;
        members.add(person(culture, alsoMale, family, born, home));
      }
      childYear += 1 + random.nextInt(4);
    }
    return members;
  }

  private Person renamed(Person p, String given) {
    return new Person(
        p.id(),
        p.household(),
        given,
        p.middle(),
        p.family(),
        p.born(),
        p.male(),
        p.home(),
        p.phone(),
        p.email(),
        p.ssn(),
        p.mrn());
  }

  private Person person(String culture, boolean male, String family, LocalDate born, Home home) {
    person++;
    String given = words.given(culture, male, random);
    String middle = random.nextInt(100) < 45 ? words.given(culture, male, random) : "";
    boolean adult = born.getYear() < 2008;
    String phone =
        random.nextInt(100) < 8 ? "" : adult && random.nextInt(100) < 65 ? phone() : home.phone();
    String email = "";
    if (adult && random.nextInt(100) < 60 || random.nextInt(100) < 8) {
      email = email(given, family, born);
    } else if (random.nextInt(100) < 6) {
      email = words.draw("clinic", random);
    }
    String ssn =
        random.nextInt(100) < 30
            ? String.format(
                "%03d-%02d-%04d",
                100 + random.nextInt(799), 1 + random.nextInt(98), 1 + random.nextInt(9998))
            : "";
    String mrn = "M" + (10_000_000 + random.nextInt(89_999_999));
    return new Person(
        "P" + person,
        "H" + household,
        given,
        middle,
        family,
        born,
        male,
        home,
        phone,
        email,
        ssn,
        mrn);
  }

  private String email(String given, String family, LocalDate born) {
    String domain = words.draw("mail", random);
    return switch (random.nextInt(4)) {
      case 0 -> given + "." + family + "@" + domain;
      case 1 -> given.charAt(0) + family + born.getYear() % 100 + "@" + domain;
      case 2 -> given + random.nextInt(1000) + "@" + domain;
      default -> family + "." + given.charAt(0) + random.nextInt(100) + "@" + domain;
    };
  }

  private String phone() {
    return String.format(
        "(%03d) %03d-%04d",
        201 + random.nextInt(780), 200 + random.nextInt(799), random.nextInt(10_000));
  }

  private LocalDate date(int year) {
    return LocalDate.of(year, 1, 1).plusDays(random.nextInt(365));
  }

  private Home home() {
    int town = (int) (towns * Math.pow(random.nextDouble(), 1.7));
    SplittableRandom fixed = new SplittableRandom(town * 7919L + 13);
    String city = words.even("townheads", fixed) + words.even("townends", fixed);
    String state = words.draw("states", fixed);
    int postal = 10_000 + fixed.nextInt(89_000) + random.nextInt(4);
    String street = words.draw("streets", random) + " " + words.draw("streetkinds", random);
    return new Home(
        street,
        String.valueOf(1 + random.nextInt(random.nextInt(5) == 0 ? 9000 : 400)),
        city,
        state,
        String.valueOf(postal),
        phone());
  }

  private String[] values(Person p) {
    Home h = p.home();
    return new String[] {
      "",
      p.id(),
      p.household(),
      title(p.given()),
      title(p.middle()),
      title(p.family()),
      p.born().toString(),
      p.male() ? "M" : "F",
      title(h.street()),
      h.number(),
      title(h.city()),
      h.state().toUpperCase(java.util.Locale.ROOT),
      h.postal(),
      p.phone(),
      p.email(),
      p.ssn(),
      p.mrn()
    };
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      if (i == 0 || out.charAt(i - 1) == ' ') {
        out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
      }
    }
    return out.toString();
  }

  /** One more record of a person, made elsewhere or later, with its share of mistakes. */
  private String[] further(Person p) {
    Person now = p;
    boolean moved = mistakes.chance(0.13 * errors);
    if (moved || !p.male() && mistakes.chance(0.03 * errors)) {
      Home home = moved ? home() : p.home();
      String family =
          !p.male() && p.born().getYear() < 2003 && mistakes.chance(0.12)
              ? words.family(words.culture(random), random)
              : p.family();
      String phone = mistakes.chance(0.3) ? home.phone() : p.phone();
      now =
          new Person(
              p.id(),
              p.household(),
              p.given(),
              p.middle(),
              family,
              p.born(),
              p.male(),
              home,
              phone,
              p.email(),
              p.ssn(),
              p.mrn());
    }
    String[] v = values(now);
    v[16] = mistakes.chance(0.75) ? "M" + (10_000_000 + random.nextInt(89_999_999)) : v[16];
    wrong(v);
    missing(v);
    return v;
  }

  private void wrong(String[] v) {
    double e = errors;
    v[3] =
        mistakes.chance(0.06 * e)
            ? title(mistakes.given(lower(v[3])))
            : mistakes.chance(0.08 * e) ? title(mistakes.word(lower(v[3]))) : v[3];
    if (!v[4].isEmpty()) {
      v[4] =
          mistakes.chance(0.4)
              ? v[4].substring(0, 1)
              : mistakes.chance(0.05 * e) ? mistakes.word(v[4]) : v[4];
    }
    v[5] = mistakes.chance(0.08 * e) ? title(mistakes.word(lower(v[5]))) : v[5];
    if (mistakes.chance(0.02 * e)) {
      String given = v[3];
      v[3] = v[5];
      v[5] = given;
    }
    v[6] = mistakes.chance(0.06 * e) ? mistakes.date(v[6]) : v[6];
    v[7] = mistakes.chance(0.008 * e) ? (v[7].equals("M") ? "F" : "M") : v[7];
    v[8] =
        mistakes.chance(0.08 * e)
            ? mistakes.word(lower(v[8]))
            : mistakes.chance(0.15) ? shorter(v[8]) : v[8];
    v[9] = mistakes.chance(0.04 * e) ? mistakes.number(v[9]) : v[9];
    v[10] = mistakes.chance(0.05 * e) ? mistakes.word(lower(v[10])) : v[10];
    v[12] = mistakes.chance(0.04 * e) ? mistakes.number(v[12]) : v[12];
    v[13] =
        mistakes.chance(0.2 * e)
            ? phone()
            : mistakes.chance(0.03 * e) ? mistakes.number(v[13]) : v[13];
    v[14] =
        mistakes.chance(0.2 * e) ? "" : mistakes.chance(0.04 * e) ? mistakes.typed(v[14]) : v[14];
    v[15] = mistakes.chance(0.03 * e) ? mistakes.number(v[15].replace("-", "")) : v[15];
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  private static String shorter(String street) {
    return street
        .replace("Street", "St")
        .replace("Avenue", "Ave")
        .replace("Road", "Rd")
        .replace("Drive", "Dr")
        .replace("Lane", "Ln");
  }

  private void missing(String[] v) {
    double[] share = {
      0, 0, 0, .012, .25, .006, .03, .03, .04, .05, .03, .04, .05, .15, .25, .35, 0
    };
    for (int c = 3; c < v.length; c++) {
      if (mistakes.chance(Math.min(0.8, share[c] * errors))) {
        v[c] = "";
      }
    }
    if (mistakes.chance(0.01 * errors)) {
      v[15] = "000-00-0000";
    }
  }
}
