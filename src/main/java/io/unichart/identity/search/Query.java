package io.unichart.identity.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What somebody asks for: terms joined by AND, OR and NOT. */
sealed interface Query {

  /** The query in the language of PostgreSQL, as forgiving as the tier allows. */
  String render(Tiers tiers, Tier tier);

  /** Tells every term that is wanted; what stands under NOT is not. */
  void eachWanted(Consumer<Term> reader);

  /**
   * A word or a number as it was typed.
   *
   * @param parts its folded parts: {@code o'neil-smith} has two
   * @param compact the parts without anything between them
   * @param mail the whole in lower case when it looks like an e-mail address, else empty
   */
  record Term(List<String> parts, String compact, String mail) implements Query {
    public Term {
      parts = List.copyOf(parts);
    }

    boolean number() {
      return SearchWords.hasDigit(compact);
    }

    @Override
    public String render(Tiers tiers, Tier tier) {
      return tiers.term(this, tier);
    }

    @Override
    public void eachWanted(Consumer<Term> reader) {
      reader.accept(this);
    }
  }

  /** Words that stand side by side, exactly so. */
  record Phrase(Term words) implements Query {
    @Override
    public String render(Tiers tiers, Tier tier) {
      return tiers.phrase(words);
    }

    @Override
    public void eachWanted(Consumer<Term> reader) {
      reader.accept(words);
    }
  }

  /** All of these. */
  record And(List<Query> of) implements Query {
    public And {
      of = List.copyOf(of);
    }

    @Override
    public String render(Tiers tiers, Tier tier) {
      return joined(of, " & ", tiers, tier);
    }

    @Override
    public void eachWanted(Consumer<Term> reader) {
      of.forEach(each -> each.eachWanted(reader));
    }
  }

  /** Any of these. */
  record Or(List<Query> of) implements Query {
    public Or {
      of = List.copyOf(of);
    }

    @Override
    public String render(Tiers tiers, Tier tier) {
      return joined(of, " | ", tiers, tier);
    }

    @Override
    public void eachWanted(Consumer<Term> reader) {
      of.forEach(each -> each.eachWanted(reader));
    }
  }

  /** Not this; it is never read more forgivingly than it was written. */
  record Not(Query of) implements Query {
    @Override
    public String render(Tiers tiers, Tier tier) {
      return "!" + of.render(tiers, Tier.EXACT);
    }

    @Override
    public void eachWanted(Consumer<Term> reader) {
      // what is not wanted finds nothing
    }
  }

  /** Every wanted term, once. */
  default List<Term> wanted() {
    Set<Term> terms = new LinkedHashSet<>();
    eachWanted(terms::add);
    return new ArrayList<>(terms);
  }

  private static String joined(List<Query> of, String by, Tiers tiers, Tier tier) {
    List<String> rendered = of.stream().map(each -> each.render(tiers, tier)).toList();
    return rendered.size() == 1 ? rendered.get(0) : "(" + String.join(by, rendered) + ")";
  }
}
