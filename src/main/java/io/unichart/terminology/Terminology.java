package io.unichart.terminology;

import io.unichart.terminology.load.TableFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Schedulers;

/**
 * The code systems as they are in force. The built-in dictionary serves from the first moment;
 * tables from a folder are read in the background and take its place when they are complete.
 */
@Component
@EnableConfigurationProperties(TerminologyProperties.class)
public class Terminology {

  private static final Logger LOG = LoggerFactory.getLogger(Terminology.class);

  /** What became of loading a system's table. */
  enum State {
    READY,
    LOADING,
    FAILED
  }

  /** One state of the tables; readers keep the one they began with. */
  private record InForce(
      Map<CodeSystem, TermIndex> indexes, ConditionCoder conditions, DrugCoder drugs) {

    static InForce of(Map<CodeSystem, TermIndex> indexes) {
      return new InForce(
          new EnumMap<>(indexes),
          new ConditionCoder(Objects.requireNonNull(indexes.get(CodeSystem.ICD10CM))),
          new DrugCoder(Objects.requireNonNull(indexes.get(CodeSystem.RXNORM)).table()));
    }
  }

  private final TerminologyProperties properties;
  private final Map<CodeSystem, State> states = new ConcurrentHashMap<>();
  private volatile InForce inForce;

  Terminology(TerminologyProperties properties) {
    this.properties = properties;
    Map<CodeSystem, TermIndex> indexes = new EnumMap<>(CodeSystem.class);
    for (CodeSystem system : CodeSystem.values()) {
      indexes.put(system, new TermIndex(BuiltIn.table(system)));
      states.put(system, hasFolder() ? State.LOADING : State.READY);
    }
    this.inForce = InForce.of(indexes);
  }

  private boolean hasFolder() {
    return properties.dir() != null && !properties.dir().isBlank();
  }

  @EventListener(ApplicationReadyEvent.class)
  void loadInTheBackground() {
    if (hasFolder()) {
      Schedulers.boundedElastic().schedule(this::load);
    }
  }

  private void load() {
    TableFolder folder = new TableFolder(Path.of(String.valueOf(properties.dir())));
    for (CodeSystem system : CodeSystem.values()) {
      try {
        load(folder, system);
        states.put(system, State.READY);
      } catch (IOException | RuntimeException e) {
        states.put(system, State.FAILED);
        LOG.warn(
            "The code table {} could not be read from TERMINOLOGY_DIR; the built-in one stays in force",
            system.slug(),
            e);
      }
    }
  }

  private void load(TableFolder folder, CodeSystem system) throws IOException {
    TermTable.Builder builder =
        TermTable.builder(system, "sha256:" + folder.checksum(), "TERMINOLOGY_DIR");
    folder.read(system, builder);
    if (builder.size() == 0) {
      return;
    }
    if (system != CodeSystem.ICD10CM) {
      BuiltIn.table(system).concepts().stream()
          .filter(own -> !builder.knows(own.code()))
          .forEach(builder::concept);
    }
    BuiltIn.addNames(system, builder);
    Map<CodeSystem, TermIndex> indexes = new EnumMap<>(inForce.indexes());
    TermIndex index = new TermIndex(builder.build());
    indexes.put(system, index);
    inForce = InForce.of(indexes);
    LOG.info(
        "Code table {}: {} concepts, {} names, {}",
        system.slug(),
        index.table().concepts().size(),
        index.table().terms().size(),
        index.table().version());
  }

  TermIndex index(CodeSystem system) {
    return Objects.requireNonNull(inForce.indexes().get(system));
  }

  State state(CodeSystem system) {
    return states.getOrDefault(system, State.READY);
  }

  /** The concepts whose names fit a phrase, best first. */
  public List<Candidate> search(CodeSystem system, String phrase, int limit, boolean billable) {
    return index(system).search(phrase, limit, billable && system == CodeSystem.ICD10CM);
  }

  /** What a condition's name means in ICD-10-CM. */
  public Coding codeCondition(String phrase) {
    return inForce.conditions().code(phrase);
  }

  /** What a medicine means in RxNorm. */
  public Coding codeDrug(String name, String strength, String form, boolean extendedRelease) {
    return inForce.drugs().code(name, strength, form, extendedRelease);
  }

  public DrugCoder drugs() {
    return inForce.drugs();
  }
}
