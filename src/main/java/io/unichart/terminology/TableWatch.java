package io.unichart.terminology;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.unichart.terminology.TableVersions.Version;
import io.unichart.terminology.load.TableFolder;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps this process on the versions of the code tables that the database says are in force, so
 * that all replicas code alike: asks every few seconds, and when there is another version, builds
 * its index in the background while the present one serves.
 */
@Component
class TableWatch {

  private static final Logger LOG = LoggerFactory.getLogger(TableWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** A version that is said to be loading for longer was left behind by a process that died. */
  private static final Duration LONGEST_IMPORT = Duration.ofMinutes(30);

  /** What became of a system's table. */
  enum State {
    @JsonProperty("ready")
    READY,
    @JsonProperty("loading")
    LOADING,
    @JsonProperty("failed")
    FAILED
  }

  /**
   * How a system stands in this process.
   *
   * @param version the version in memory; null for the built-in dictionary
   */
  record Standing(State state, @Nullable Version version) {}

  private final Terminology terminology;
  private final TableVersions versions;
  private final DataSource database;
  private final Clock clock;
  private final @Nullable Path folder;
  private final Map<CodeSystem, Version> serving = new EnumMap<>(CodeSystem.class);
  private volatile Map<CodeSystem, Standing> standings;
  private volatile @Nullable Map<CodeSystem, String> wanted;
  private volatile boolean folderFailed;
  private @Nullable Disposable watching;

  TableWatch(
      Terminology terminology,
      TableVersions versions,
      DataSource database,
      TerminologyProperties properties,
      Clock clock) {
    this.terminology = terminology;
    this.versions = versions;
    this.database = database;
    this.clock = clock;
    this.folder = properties.folder();
    Map<CodeSystem, Standing> first = new EnumMap<>(CodeSystem.class);
    for (CodeSystem system : CodeSystem.values()) {
      first.put(system, new Standing(folder == null ? State.READY : State.LOADING, null));
    }
    this.standings = first;
  }

  Standing standing(CodeSystem system) {
    return Objects.requireNonNull(standings.get(system));
  }

  @EventListener(ApplicationReadyEvent.class)
  void watch() {
    if (folder != null) {
      Schedulers.boundedElastic().schedule(() -> readFolder(folder));
    }
    watching =
        Flux.interval(Duration.ZERO, PAUSE)
            .onBackpressureDrop()
            .concatMap(tick -> look().onErrorResume(e -> Mono.empty()), 1)
            .subscribe();
  }

  @PreDestroy
  void stop() {
    if (watching != null) {
      watching.dispose();
    }
  }

  private void readFolder(Path from) {
    try {
      Map<CodeSystem, String> found = new EnumMap<>(CodeSystem.class);
      for (CodeSystem system : CodeSystem.values()) {
        String checksum = new TableFolder(from).checksum(system);
        if (checksum != null) {
          found.put(system, checksum);
        }
      }
      wanted = found;
    } catch (IOException | UncheckedIOException e) {
      folderFailed = true;
    }
  }

  /** Asks the database once, and follows it. */
  Mono<Void> look() {
    return versions
        .all()
        .collectList()
        .publishOn(Schedulers.boundedElastic())
        .doOnNext(this::follow)
        .then();
  }

  private synchronized void follow(List<Version> known) {
    tell(known);
    for (CodeSystem system : CodeSystem.values()) {
      Version newest = inForce(known, system);
      if (newest != null && isOther(newest, serving.get(system))) {
        load(newest);
        tell(known);
      }
    }
  }

  private static @Nullable Version inForce(List<Version> known, CodeSystem system) {
    return known.stream()
        .filter(version -> version.system() == system && version.isReady())
        .findFirst()
        .orElse(null);
  }

  private static boolean isOther(Version newest, @Nullable Version present) {
    return present == null || present.id() != newest.id();
  }

  private void load(Version version) {
    TermTable.Builder builder =
        TermTable.builder(version.system(), version.name(), version.source());
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      TableRows.read(connection, version.id(), builder);
      connection.rollback();
    } catch (SQLException | IOException e) {
      LOG.warn(
          "The code table {} could not be read from the database ({}); trying again",
          version.system().slug(),
          e.getClass().getSimpleName());
      return;
    }
    if (builder.size() == 0) {
      return; // retired between two looks
    }
    terminology.install(BuiltIn.completed(builder));
    serving.put(version.system(), version);
    LOG.info(
        "Code table {}: {} concepts, version {}",
        version.system().slug(),
        builder.size(),
        version.name());
  }

  private void tell(List<Version> known) {
    Map<CodeSystem, Standing> now = new EnumMap<>(CodeSystem.class);
    for (CodeSystem system : CodeSystem.values()) {
      now.put(system, new Standing(state(known, system), serving.get(system)));
    }
    standings = now;
  }

  private State state(List<Version> known, CodeSystem system) {
    Version newest = inForce(known, system);
    if (newest != null && isOther(newest, serving.get(system))) {
      return State.LOADING;
    }
    if (folderFailed) {
      return State.FAILED;
    }
    if (isAwaited(known, system)) {
      return State.LOADING;
    }
    return known.stream()
        .filter(version -> version.system() == system)
        .max(Comparator.comparing(Version::begunAt))
        .map(this::state)
        .orElse(State.READY);
  }

  /** Whether the folder holds something that nobody has begun to read. */
  private boolean isAwaited(List<Version> known, CodeSystem system) {
    Map<CodeSystem, String> inFolder = wanted;
    if (folder == null || inFolder == null) {
      return folder != null;
    }
    String checksum = inFolder.get(system);
    return checksum != null
        && known.stream().noneMatch(v -> v.system() == system && v.checksum().equals(checksum));
  }

  private State state(Version lastBegun) {
    return switch (lastBegun.state()) {
      case "failed" -> State.FAILED;
      case "loading" ->
          lastBegun.begunAt().isBefore(OffsetDateTime.now(clock).minus(LONGEST_IMPORT))
              ? State.FAILED
              : State.LOADING;
      default -> State.READY;
    };
  }
}
