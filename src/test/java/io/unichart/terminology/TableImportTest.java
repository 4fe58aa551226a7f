package io.unichart.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.unichart.terminology.TableImport.Outcome;
import io.unichart.terminology.TableImport.Result;
import io.unichart.terminology.TableWatch.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.test.StepVerifier;

class TableImportTest {

  private static final Path TABLES = Path.of("../shared/data/terminology");

  private static PGSimpleDataSource database;
  private static DatabaseClient client;

  @TempDir private Path folder;

  private final Terminology terminology = new Terminology();

  @BeforeAll
  static void migrate() {
    TerminologyDatabase fresh = TerminologyDatabase.migrated();
    database = fresh.source();
    client = fresh.client();
  }

  @BeforeEach
  void forget() throws SQLException {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("truncate terminology_version cascade");
    }
  }

  private TableWatch watch(Terminology followed) {
    return new TableWatch(
        followed,
        new TableVersions(client),
        database,
        TerminologyDatabase.settings(TerminologyProperties.Nlm.OFF, "http://nowhere.test"),
        Clock.systemUTC());
  }

  private List<Outcome> run(boolean again) throws SQLException {
    return new TableImport(database).run(folder, "a test", again, outcome -> {});
  }

  private static void look(TableWatch watch) {
    StepVerifier.create(watch.look()).expectComplete().verify(Duration.ofSeconds(60));
  }

  private void loincTable(String display) throws IOException {
    Files.writeString(
        folder.resolve("loinc_2026.tsv"),
        "loinc\tdisplay\tkind\tucum\n8867-4\t" + display + "\tvital\t/min\n");
  }

  @Test
  void aTableComesIntoForceInEveryProcessThatWatches() throws Exception {
    Terminology other = new Terminology();
    TableWatch watch = watch(terminology);
    TableWatch watchOfAnother = watch(other);
    loincTable("Beats of the heart, tab\\and line");

    List<Outcome> outcomes = run(false);
    look(watch);
    look(watchOfAnother);

    assertThat(outcomes).extracting(Outcome::result).containsExactly(Result.LOADED);
    assertThat(outcomes.get(0).version()).startsWith("2026 sha256:");
    for (Terminology each : List.of(terminology, other)) {
      TermTable table = each.index(CodeSystem.LOINC).table();
      assertThat(table.concept("8867-4").display()).isEqualTo("Beats of the heart, tab\\and line");
      assertThat(table.version()).isEqualTo(outcomes.get(0).version());
      assertThat(table.source()).isEqualTo("a test");
      assertThat(table.concepts()).as("our own stay known").hasSizeGreaterThan(50);
    }
    assertThat(watch.standing(CodeSystem.LOINC).state()).isEqualTo(State.READY);
    assertThat(watch.standing(CodeSystem.LOINC).version().checksum()).hasSize(64);
  }

  @Test
  void theSameContentIsReadOnce() throws Exception {
    loincTable("Heart rate");

    assertThat(run(false)).extracting(Outcome::result).containsExactly(Result.LOADED);
    assertThat(run(false)).extracting(Outcome::result).containsExactly(Result.IN_FORCE_ALREADY);
  }

  @Test
  void whatWasInForceEarlierReturnsOnlyWhenAsked() throws Exception {
    TableWatch watch = watch(terminology);
    for (String display : List.of("First", "Second", "Third", "Fourth")) {
      loincTable(display);
      run(false);
    }
    loincTable("First");

    run(false);
    look(watch);
    String before = terminology.index(CodeSystem.LOINC).table().concept("8867-4").display();
    run(true);
    look(watch);

    assertThat(before).isEqualTo("Fourth");
    assertThat(terminology.index(CodeSystem.LOINC).table().concept("8867-4").display())
        .isEqualTo("First");
  }

  @Test
  void aTableThatCannotBeReadLeavesTheFormerInForce() throws Exception {
    TableWatch watch = watch(terminology);
    loincTable("Heart rate");
    run(false);
    Files.writeString(folder.resolve("Loinc.csv"), "nothing,of,the,kind\n1,2,3,4\n");

    List<Outcome> outcomes = run(false);
    look(watch);

    assertThat(outcomes).extracting(Outcome::result).containsExactly(Result.FAILED);
    assertThat(watch.standing(CodeSystem.LOINC).state()).isEqualTo(State.FAILED);
    assertThat(terminology.index(CodeSystem.LOINC).table().concept("8867-4").display())
        .isEqualTo("Heart rate");
  }

  @Test
  void anImportThatDiedHalfwayIsTakenUpByTheNext() throws Exception {
    loincTable("Heart rate");
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      String checksum =
          new io.unichart.terminology.load.TableFolder(folder).checksum(CodeSystem.LOINC);
      statement.execute(
          """
          insert into terminology_version (system, version, checksum, source, state)
          values ('loinc', 'x', '%s', 'died', 'loading')
          """
              .formatted(checksum));
    }
    TableWatch watch = watch(terminology);
    look(watch);

    assertThat(watch.standing(CodeSystem.LOINC).state()).isEqualTo(State.LOADING);
    assertThat(run(false)).extracting(Outcome::result).containsExactly(Result.LOADED);
  }

  @Test
  void oneWhoIsReadingKeepsAnotherAway() throws Exception {
    loincTable("Heart rate");
    run(false);
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select 1 from terminology_version for update");

      assertThat(new TableImport(database).run(folder, "another", true, outcome -> {}))
          .extracting(Outcome::result)
          .containsExactly(Result.ELSEWHERE);
    }
  }

  @Test
  void theFullTablesCodeWhatTheDictionaryDoesNotKnow() throws Exception {
    assumeThat(TABLES).as("the full code tables").isDirectory();
    TableWatch watch = watch(terminology);
    assertThat(terminology.codeDrug("flavoxate", "100 mg", "tablet", false).chosen()).isNull();

    List<Outcome> outcomes =
        new TableImport(database).run(TABLES, "the full tables", false, outcome -> {});
    look(watch);

    assertThat(outcomes).extracting(Outcome::result).containsOnly(Result.LOADED);
    assertThat(terminology.index(CodeSystem.ICD10CM).table().concepts()).hasSizeGreaterThan(90_000);
    assertThat(terminology.codeCondition("Classical cholera").chosen().code()).isEqualTo("A00.0");
    assertThat(terminology.codeDrug("flavoxate", "100 mg", "tablet", false).chosen()).isNotNull();
  }
}
