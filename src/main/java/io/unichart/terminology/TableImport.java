package io.unichart.terminology;

import io.unichart.terminology.load.TableFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes code tables from a folder into the database, each system for itself and each content once.
 *
 * <p>A version is first announced in a transaction of its own, so that everybody sees it loading;
 * then its rows are written in one transaction that holds the lock on the announcement. When the
 * process dies, the lock goes and the rows with it, and the next one who comes begins anew. Until
 * the last row is there, the older version stays in force.
 */
public final class TableImport {

  /** How many versions of a system keep their rows: the one in force and the one before it. */
  private static final int KEPT = 2;

  /** What came of one system. */
  public enum Result {
    LOADED,
    IN_FORCE_ALREADY,
    FAILED,
    ELSEWHERE
  }

  /**
   * One system's outcome.
   *
   * @param version as people call it; null when the folder could not be read
   * @param why the reason of a failure, in words for operators
   */
  public record Outcome(
      CodeSystem system,
      Result result,
      @Nullable String version,
      int concepts,
      @Nullable String why) {}

  private final DataSource database;

  public TableImport(DataSource database) {
    this.database = database;
  }

  /**
   * Imports whatever the folder holds.
   *
   * @param source where it comes from, as {@code GET /terminology} will tell
   * @param again whether content that was in force earlier comes into force again
   * @param progress is told of each system as it ends
   */
  public List<Outcome> run(Path folder, String source, boolean again, Consumer<Outcome> progress)
      throws SQLException {
    List<Outcome> outcomes = new ArrayList<>();
    for (CodeSystem system : CodeSystem.values()) {
      Outcome outcome = run(new TableFolder(folder), system, source, again);
      if (outcome != null) {
        outcomes.add(outcome);
        progress.accept(outcome);
      }
    }
    return outcomes;
  }

  private @Nullable Outcome run(TableFolder folder, CodeSystem system, String source, boolean again)
      throws SQLException {
    String checksum;
    String version;
    try {
      checksum = folder.checksum(system);
      if (checksum == null) {
        return null;
      }
      version = folder.version(system, checksum);
    } catch (IOException | UncheckedIOException e) {
      return new Outcome(system, Result.FAILED, null, 0, "the folder cannot be read");
    }
    long id = announce(system, version, checksum, source);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      String state = claim(connection, id);
      if (state == null) {
        return new Outcome(system, Result.ELSEWHERE, version, 0, null);
      }
      Outcome outcome =
          state.equals("loading") ? null : known(connection, id, system, version, again, state);
      if (outcome == null) {
        outcome = load(connection, id, folder, system, version, source);
      }
      connection.commit();
      return outcome;
    }
  }

  /** Makes the version known, or tells that its reading begins anew; never waits for a reader. */
  private long announce(CodeSystem system, String version, String checksum, String source)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into terminology_version (system, version, checksum, source, state)
                values (?, ?, ?, ?, 'loading')
                on conflict (system, checksum) do nothing
                """);
        PreparedStatement renew =
            connection.prepareStatement(
                """
                update terminology_version set state = 'loading', begun_at = clock_timestamp()
                where id in (select id from terminology_version
                             where system = ? and checksum = ? and state in ('failed', 'loading')
                             for update skip locked)
                """);
        PreparedStatement select =
            connection.prepareStatement(
                "select id from terminology_version where system = ? and checksum = ?")) {
      insert.setString(1, system.slug());
      insert.setString(2, version);
      insert.setString(3, checksum);
      insert.setString(4, source);
      insert.executeUpdate();
      renew.setString(1, system.slug());
      renew.setString(2, checksum);
      renew.executeUpdate();
      select.setString(1, system.slug());
      select.setString(2, checksum);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** The state of the announced version, which is now ours; null while somebody else has it. */
  private static @Nullable String claim(Connection connection, long id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select state from terminology_version where id = ? for update skip locked")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  /** What was read before; null when its rows are gone and it has to be read again. */
  private static @Nullable Outcome known(
      Connection connection,
      long id,
      CodeSystem system,
      String version,
      boolean again,
      String state)
      throws SQLException {
    if (again && state.equals("retired")) {
      return null;
    }
    if (again) {
      comeIntoForce(connection, id, -1);
    }
    return new Outcome(system, Result.IN_FORCE_ALREADY, version, concepts(connection, id), null);
  }

  private static Outcome load(
      Connection connection,
      long id,
      TableFolder folder,
      CodeSystem system,
      String version,
      String source)
      throws SQLException {
    TermTable.Builder builder = TermTable.builder(system, version, source);
    try {
      folder.read(system, builder);
    } catch (IOException | RuntimeException e) {
      return failed(connection, id, system, version, "a file has not the form it should have");
    }
    if (builder.size() == 0) {
      return failed(connection, id, system, version, "the files hold no codes");
    }
    TermTable table = builder.build();
    execute(connection, "delete from terminology_concept where version_id = ?", id);
    execute(connection, "delete from terminology_name where version_id = ?", id);
    try {
      TableRows.write(connection, id, table);
    } catch (IOException e) {
      throw new SQLException("the code table could not be written", e);
    }
    comeIntoForce(connection, id, table.concepts().size());
    retireOlder(connection, system);
    return new Outcome(system, Result.LOADED, version, table.concepts().size(), null);
  }

  private static Outcome failed(
      Connection connection, long id, CodeSystem system, String version, String why)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update terminology_version set state = 'failed', failure = ? where id = ?")) {
      update.setString(1, why);
      update.setLong(2, id);
      update.executeUpdate();
    }
    return new Outcome(system, Result.FAILED, version, 0, why);
  }

  private static void comeIntoForce(Connection connection, long id, int concepts)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update terminology_version
            set state = 'ready',
                failure = null,
                in_force_at = clock_timestamp(),
                concepts = case when ? < 0 then concepts else ? end
            where id = ?
            """)) {
      update.setInt(1, concepts);
      update.setInt(2, concepts);
      update.setLong(3, id);
      update.executeUpdate();
    }
  }

  private static void retireOlder(Connection connection, CodeSystem system) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            with retired as (
              update terminology_version set state = 'retired'
              where id in (select id from terminology_version
                           where system = ? and state = 'ready'
                           order by in_force_at desc offset ?)
              returning id),
            concepts_gone as (
              delete from terminology_concept where version_id in (select id from retired))
            delete from terminology_name where version_id in (select id from retired)
            """)) {
      update.setString(1, system.slug());
      update.setInt(2, KEPT);
      update.executeUpdate();
    }
  }

  private static int concepts(Connection connection, long id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select concepts from terminology_version where id = ?")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  private static void execute(Connection connection, String sql, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      statement.executeUpdate();
    }
  }
}
