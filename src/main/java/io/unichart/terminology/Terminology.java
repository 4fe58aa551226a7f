package io.unichart.terminology;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The code systems as they are in force. The built-in dictionary serves from the first moment; a
 * table from the database takes its place when its index is complete ({@link TableWatch}).
 */
@Component
public class Terminology {

  /** One state of the tables; readers keep the one they began with. */
  private record InForce(
      Map<CodeSystem, TermIndex> indexes,
      ConditionCoder conditions,
      DrugCoder drugs,
      Map<String, Coding> lately) {

    InForce(Map<CodeSystem, TermIndex> indexes, ConditionCoder conditions, DrugCoder drugs) {
      this(indexes, conditions, drugs, Collections.synchronizedMap(new Lately()));
    }

    /** A note says the same thing more than once, and so do notes. */
    Coding condition(String phrase) {
      Coding known = lately.get(phrase);
      if (known == null) {
        known = conditions.code(phrase);
        lately.put(phrase, known);
      }
      return known;
    }

    TermIndex index(CodeSystem system) {
      return Objects.requireNonNull(indexes.get(system));
    }

    InForce with(TermIndex index) {
      CodeSystem system = index.table().system();
      Map<CodeSystem, TermIndex> changed = new EnumMap<>(indexes);
      changed.put(system, index);
      return new InForce(
          changed,
          system == CodeSystem.ICD10CM ? new ConditionCoder(index) : conditions,
          system == CodeSystem.RXNORM ? new DrugCoder(index.table(), Dictionary.DRUGS) : drugs);
    }

    static InForce builtIn() {
      Map<CodeSystem, TermIndex> indexes = new EnumMap<>(CodeSystem.class);
      for (CodeSystem system : CodeSystem.values()) {
        indexes.put(system, new TermIndex(BuiltIn.table(system)));
      }
      TermIndex conditions = Objects.requireNonNull(indexes.get(CodeSystem.ICD10CM));
      return new InForce(indexes, new ConditionCoder(conditions), Dictionary.DRUGS);
    }
  }

  /** The codings asked for last. */
  private static final class Lately extends LinkedHashMap<String, Coding> {
    private static final int MOST = 500;

    Lately() {
      super(MOST, .75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Coding> eldest) {
      return size() > MOST;
    }
  }

  /** Read when it is wanted first. */
  private static final class Dictionary {
    static final DrugCoder DRUGS = new DrugCoder(BuiltIn.table(CodeSystem.RXNORM));
  }

  private final NlmCoding nlm;
  private volatile @Nullable InForce inForce;

  /** With the tables alone. */
  Terminology() {
    this(null);
  }

  @Autowired
  Terminology(@Nullable Nlm nlm) {
    this.nlm = new NlmCoding(nlm);
  }

  /** What is in force; the built-in dictionary is indexed when somebody asks first. */
  private InForce inForce() {
    InForce now = inForce;
    return now == null ? indexed() : now;
  }

  private synchronized InForce indexed() {
    InForce now = inForce;
    if (now == null) {
      now = InForce.builtIn();
      inForce = now;
    }
    return now;
  }

  /** Brings another table of a system into force; who is searching goes on with the former. */
  synchronized void install(TermTable table) {
    inForce = indexed().with(new TermIndex(table));
  }

  TermIndex index(CodeSystem system) {
    return inForce().index(system);
  }

  /**
   * Runs work that codes phrases. Where {@code TERMINOLOGY_NLM} allows it, the services of the
   * National Library of Medicine are asked before for what the work will want to know; otherwise it
   * simply runs.
   */
  public <T> Mono<T> informed(Supplier<T> work) {
    return nlm.informed(work);
  }

  /** The concepts whose names fit a phrase, best first. */
  public List<Candidate> search(CodeSystem system, String phrase, int limit, boolean billable) {
    TermIndex index = index(system);
    List<Candidate> local = index.search(phrase, limit, billable && system == CodeSystem.ICD10CM);
    return nlm.joined(system, phrase, local, index, limit);
  }

  /** What a condition's name means in ICD-10-CM. */
  public Coding codeCondition(String phrase) {
    InForce now = inForce();
    return nlm.joined(
        CodeSystem.ICD10CM, phrase, now.condition(phrase), now.index(CodeSystem.ICD10CM));
  }

  /** What a medicine means in RxNorm. */
  public Coding codeDrug(String name, String strength, String form, boolean extendedRelease) {
    InForce now = inForce();
    Coding local = now.drugs().code(name, strength, form, extendedRelease);
    String words = String.join(" ", name, strength, form).replaceAll("\\s+", " ").strip();
    return nlm.joined(CodeSystem.RXNORM, words, local, now.index(CodeSystem.RXNORM));
  }

  public DrugCoder drugs() {
    return inForce().drugs();
  }
}
