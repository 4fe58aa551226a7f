package io.unichart.identity.search;

import io.unichart.identity.PersonDetails;
import io.unichart.identity.PersonDetails.PersonName;
import io.unichart.identity.PersonDetails.PostalAddress;
import io.unichart.identity.search.Query.Term;
import io.unichart.matching.WordForms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shows where a record answers a query, by reading it as the search index did. */
final class Highlighter {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}'\u2019\u02bc`]+");
  private static final int MOST = 50;

  private final List<Term> terms;
  private final Map<String, Map<String, Tier>> others;
  private final Tier tier;
  private final List<Highlight> found = new ArrayList<>();

  private Highlighter(List<Term> terms, Map<String, Map<String, Tier>> others, Tier tier) {
    this.terms = terms;
    this.others = others;
    this.tier = tier;
  }

  /**
   * The places in a record that answer the terms, in the order of its members.
   *
   * @param shown the record as the reader will see it: masked members get no offsets
   * @param tier how forgivingly the record was found
   */
  static List<Highlight> of(
      List<Term> terms,
      Map<String, Map<String, Tier>> others,
      Tier tier,
      PersonDetails record,
      PersonDetails shown) {
    Highlighter highlighter = new Highlighter(terms, others, tier);
    List<Member> seen = members(shown);
    List<Member> members = members(record);
    for (int i = 0; i < members.size() && highlighter.found.size() < MOST; i++) {
      Member member = members.get(i);
      highlighter.look(member, Objects.equals(member.text(), seen.get(i).text()));
    }
    return highlighter.found;
  }

  private record Member(String field, @Nullable String text, boolean number) {}

  private void look(Member member, boolean visible) {
    String text = member.text();
    if (text == null) {
      return;
    }
    String whole = member.number() ? whole(text) : null;
    if (whole != null) {
      found.add(
          new Highlight(member.field(), visible ? 0 : null, visible ? text.length() : null, whole));
      return;
    }
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      String how = word(WordForms.words(word.group()));
      if (how != null) {
        found.add(
            new Highlight(
                member.field(), visible ? word.start() : null, visible ? word.end() : null, how));
      }
    }
  }

  /** How a number answers, however it is written. */
  private @Nullable String whole(String text) {
    String compact = WordForms.compact(text);
    String best = null;
    for (Term term : terms) {
      String asked = term.compact();
      if (!term.number() && term.mail().isEmpty()) {
        continue;
      }
      if (compact.equals(asked)
          || asked.length() >= 4 && compact.endsWith(asked)
          || BirthDates.readings(term.parts()).contains(compact)) {
        return "exact";
      }
      if (asked.length() >= 2 && compact.startsWith(asked)) {
        best = "begun";
      }
    }
    return best;
  }

  private @Nullable String word(String folded) {
    String best = null;
    for (Term term : terms) {
      for (String part : term.parts()) {
        if (folded.equals(part) || folded.equals(term.compact())) {
          return "exact";
        }
        if (tier.compareTo(Tier.BEGUN) >= 0 && part.length() > 1 && folded.startsWith(part)) {
          best = "begun";
        } else if (best == null) {
          Tier from = others.getOrDefault(part, Map.of()).get(folded);
          best = from != null && tier.compareTo(from) >= 0 ? "close" : null;
        }
      }
    }
    return best;
  }

  private static List<Member> members(PersonDetails person) {
    List<Member> all = new ArrayList<>();
    name("name", person.name(), all);
    List<PersonName> names = orNone(person.additionalNames());
    for (int i = 0; i < names.size(); i++) {
      name("additional_names[" + i + "]", names.get(i), all);
    }
    for (int i = 0; i < orNone(person.identifiers()).size(); i++) {
      String value = orNone(person.identifiers()).get(i).value();
      all.add(new Member("identifiers[" + i + "].value", value, true));
    }
    all.add(new Member("birth_date", person.birthDate(), true));
    all.add(new Member("tax_id", person.taxId(), true));
    for (int i = 0; i < orNone(person.documents()).size(); i++) {
      String number = orNone(person.documents()).get(i).number();
      all.add(new Member("documents[" + i + "].number", number, true));
    }
    for (int i = 0; i < orNone(person.telecom()).size(); i++) {
      String value = orNone(person.telecom()).get(i).value();
      all.add(new Member("telecom[" + i + "].value", value, true));
    }
    List<PostalAddress> addresses = orNone(person.addresses());
    for (int i = 0; i < addresses.size(); i++) {
      String field = "addresses[" + i + "].";
      PostalAddress address = addresses.get(i);
      all.add(new Member(field + "line1", address.line1(), false));
      all.add(new Member(field + "line2", address.line2(), false));
      all.add(new Member(field + "city", address.city(), false));
      all.add(new Member(field + "state", address.state(), false));
      all.add(new Member(field + "postal_code", address.postalCode(), true));
      all.add(new Member(field + "country", address.country(), false));
    }
    return all;
  }

  private static void name(String field, @Nullable PersonName name, List<Member> all) {
    if (name == null) {
      return;
    }
    several(field + ".prefix", name.prefix(), all);
    several(field + ".given", name.given(), all);
    all.add(new Member(field + ".family", name.family(), false));
    several(field + ".suffix", name.suffix(), all);
  }

  private static void several(String field, @Nullable List<String> texts, List<Member> all) {
    for (int i = 0; i < orNone(texts).size(); i++) {
      all.add(new Member(field + "[" + i + "]", orNone(texts).get(i), false));
    }
  }

  private static <T> List<T> orNone(@Nullable List<T> values) {
    return values == null ? List.of() : values;
  }
}
