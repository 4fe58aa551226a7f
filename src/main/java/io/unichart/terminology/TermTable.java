package io.unichart.terminology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One version of a code system with all names of its concepts; immutable once built. */
public final class TermTable {

  private final CodeSystem system;
  private final String version;
  private final String source;
  private final List<Concept> concepts;
  private final List<Term> terms;
  private final Map<String, Integer> byCode;

  private TermTable(Builder builder) {
    this.system = builder.system;
    this.version = builder.version;
    this.source = builder.source;
    this.concepts = List.copyOf(builder.concepts);
    this.terms = List.copyOf(builder.terms);
    this.byCode = Map.copyOf(builder.byCode);
  }

  public static Builder builder(CodeSystem system, String version, String source) {
    return new Builder(system, version, source);
  }

  public CodeSystem system() {
    return system;
  }

  public String version() {
    return version;
  }

  /** Where the table comes from: "built-in", or the publisher's file. */
  public String source() {
    return source;
  }

  public List<Concept> concepts() {
    return concepts;
  }

  public List<Term> terms() {
    return terms;
  }

  public @Nullable Concept concept(String code) {
    Integer place = byCode.get(code);
    return place == null ? null : concepts.get(place);
  }

  /** Collects concepts and names; a code that comes twice is kept once. */
  public static final class Builder {
    private final CodeSystem system;
    private final String version;
    private final String source;
    private final List<Concept> concepts = new ArrayList<>();
    private final List<Term> terms = new ArrayList<>();
    private final Map<String, Integer> byCode = new HashMap<>();

    private Builder(CodeSystem system, String version, String source) {
      this.system = system;
      this.version = version;
      this.source = source;
    }

    public Builder concept(Concept concept) {
      if (byCode.putIfAbsent(concept.code(), concepts.size()) == null) {
        terms.add(new Term(concepts.size(), concept.display(), Term.Source.TITLE));
        if (system == CodeSystem.ICD10CM && concept.display().indexOf('(') > 0) {
          String bare = concept.display().replaceAll("\\s*\\([^)]*\\)", "");
          terms.add(new Term(concepts.size(), bare, Term.Source.TITLE));
        }
        concepts.add(concept);
      }
      return this;
    }

    /** Adds a name to a known code; names of unknown codes are left out. */
    public Builder name(String code, String text, Term.Source from) {
      Integer place = byCode.get(code);
      if (place != null && !text.isBlank()) {
        terms.add(new Term(place, text.strip(), from));
      }
      return this;
    }

    CodeSystem system() {
      return system;
    }

    public boolean knows(String code) {
      return byCode.containsKey(code);
    }

    public int size() {
      return concepts.size();
    }

    public TermTable build() {
      return new TermTable(this);
    }
  }
}
