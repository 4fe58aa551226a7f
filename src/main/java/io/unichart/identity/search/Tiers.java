package io.unichart.identity.search;

import io.unichart.identity.search.Query.And;
import io.unichart.identity.search.Query.Term;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a query out in tiers, each more forgiving than the one before.
 *
 * @param others what else a typed word may mean, by word: stored words with the tier that admits
 *     them
 */
record Tiers(Map<String, Map<String, Tier>> others) {

  /** A word that short is begun by half of all words: it is an initial. */
  private static final int BEGUN_FROM = 2;

  /**
   * The tiers, without those that read the query no differently from the one before.
   *
   * @param year a year of birth that everybody found must have
   */
  List<Step> steps(Query query, @Nullable Integer year) {
    List<Step> steps = new ArrayList<>();
    String whole = joined(query);
    for (Tier tier : Tier.values()) {
      String rendered = query.render(this, tier);
      if (whole != null && tier.compareTo(Tier.EXACT) >= 0) {
        rendered = "(" + rendered + " | " + whole + ")";
      }
      if (year != null) {
        rendered = rendered + " & " + quoted(SearchWords.YEAR + year);
      }
      if (steps.isEmpty() || !steps.get(steps.size() - 1).query().equals(rendered)) {
        steps.add(new Step(tier, rendered));
      }
    }
    return steps;
  }

  /** One tier's reading of a query, in the language of PostgreSQL. */
  record Step(Tier tier, String query) {}

  /** {@code van der berg} may be stored as {@code vanderberg}, and a number in pieces as one. */
  private static @Nullable String joined(Query query) {
    if (!(query instanceof And and)
        || and.of().size() > 4
        || !and.of().stream().allMatch(Term.class::isInstance)) {
      return null;
    }
    return quoted(
        and.of().stream().map(each -> ((Term) each).compact()).collect(Collectors.joining()));
  }

  String term(Term term, Tier tier) {
    Set<String> ways = new LinkedHashSet<>();
    if (!term.mail().isEmpty()) {
      ways.add(quoted(term.mail()) + (tier.compareTo(Tier.BEGUN) >= 0 ? ":*" : ""));
      return one(ways);
    }
    if (term.number()) {
      numbers(term, tier, ways);
    } else {
      String all =
          term.parts().stream().map(part -> word(part, tier)).collect(Collectors.joining(" & "));
      ways.add(term.parts().size() > 1 ? "(" + all + ")" : all);
      if (term.parts().size() > 1) {
        ways.add(word(term.compact(), tier));
      }
    }
    return one(ways);
  }

  private void numbers(Term term, Tier tier, Set<String> ways) {
    String begun = tier.compareTo(Tier.BEGUN) >= 0 ? ":*" : "";
    ways.add(quoted(term.compact()) + begun);
    for (String date : BirthDates.readings(term.parts())) {
      ways.add(quoted(date));
    }
    if (term.parts().size() > 1 && tier.compareTo(Tier.EXACT) >= 0) {
      ways.add(
          term.parts().stream().map(Tiers::quoted).collect(Collectors.joining(" & ", "(", ")")));
    }
  }

  private String word(String word, Tier tier) {
    if (tier == Tier.NAME) {
      return quoted(SearchWords.NAME + word);
    }
    Set<String> ways = new LinkedHashSet<>();
    ways.add(quoted(word));
    String brief = SearchWords.brief(word);
    if (!brief.equals(word)) {
      ways.add(quoted(brief));
    }
    if (tier.compareTo(Tier.BEGUN) >= 0) {
      if (word.codePointCount(0, word.length()) < BEGUN_FROM && word.charAt(0) < 128) {
        ways.add(quoted(SearchWords.INITIAL + word));
      } else {
        ways.add(quoted(word) + ":*");
      }
    }
    others
        .getOrDefault(word, Map.of())
        .forEach(
            (other, from) -> {
              if (tier.compareTo(from) >= 0) {
                ways.add(quoted(other));
              }
            });
    return one(ways);
  }

  String phrase(Term words) {
    Set<String> ways = new LinkedHashSet<>();
    if (!words.mail().isEmpty()) {
      ways.add(quoted(words.mail()));
    }
    String chain = words.parts().stream().map(Tiers::quoted).collect(Collectors.joining(" <-> "));
    ways.add(words.parts().size() > 1 ? "(" + chain + ")" : chain);
    if (words.parts().size() > 1 && words.number()) {
      ways.add(quoted(words.compact()));
    }
    return one(ways);
  }

  private static String one(Set<String> ways) {
    return ways.size() == 1 ? ways.iterator().next() : "(" + String.join(" | ", ways) + ")";
  }

  private static String quoted(String word) {
    return "'" + SearchWords.escaped(word) + "'";
  }
}
