package io.unichart.identity.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.identity.search.Spellings.Near;
import io.unichart.identity.search.StoredSpellings.Known;
import io.unichart.platform.ServiceTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@ServiceTest
class StoredSpellingsTest {

  private static final String STORE = "insert into search_word (word, keys) values (?, '{}')";

  @Autowired StoredSpellings spellings;
  @Autowired DatabaseClient database;
  @Autowired DataSource dataSource;

  @AfterEach
  void forget() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      run(connection, "delete from search_word where word like '%' || ? || '%'", "quonk");
    }
  }

  @Test
  void anOpenTransactionLetsNoWordBeReadTwice() throws SQLException {
    try (Connection open = dataSource.getConnection();
        Connection quick = dataSource.getConnection()) {
      open.setAutoCommit(false);
      run(open, STORE, "openquonk");
      run(quick, STORE, "earlierquonk");
      Known before = now(spellings);

      Known after = now(spellings);

      assertThat(after.recent()).as("not built anew").isSameAs(before.recent());
      assertThat(near("earlierqounk")).containsExactly("earlierquonk");
      open.rollback();
    }
  }

  @Test
  void aWordOfAnotherProcessIsKnownFromItsCommitOnHoweverLongThatTook() throws SQLException {
    try (Connection slow = dataSource.getConnection();
        Connection quick = dataSource.getConnection()) {
      slow.setAutoCommit(false);
      run(slow, STORE, "slowquonk");
      run(quick, STORE, "quickquonk");

      assertThat(near("quikquonk")).containsExactly("quickquonk");
      assertThat(near("slowqounk")).isEmpty();

      slow.commit();

      assertThat(near("slowqounk")).containsExactly("slowquonk");
      assertThat(near("quikquonk")).containsExactly("quickquonk");
    }
  }

  @Test
  void wordsOfADumpFromAnotherClusterAreReadOnce() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      run(
          connection,
          "insert into search_word (word, keys, written) values (?, '{}', '9000000000000')",
          "dumpquonk");
    }
    StoredSpellings started = new StoredSpellings(database);

    assertThat(now(started).near("dumpqounk", 1)).containsExactly(new Near("dumpquonk", 1));
    assertThat(now(started).recent().words()).doesNotContain("dumpquonk");
  }

  @Test
  void manyWordsAreReadInSeveralGoes() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      run(
          connection,
          "insert into search_word (word, keys)"
              + " select ? || n, '{}' from generate_series(100000, 150001) as n",
          "quonk");
      Known known = now(new StoredSpellings(database));

      assertThat(known.early().words())
          .contains("quonk100000", "quonk149999", "quonk150001")
          .isSorted();
      assertThat(known.near("qounk150001", 1)).containsExactly(new Near("quonk150001", 1));
    }
  }

  private List<String> near(String typed) {
    return now(spellings).near(typed, 1).stream().map(Near::word).toList();
  }

  private static Known now(StoredSpellings spellings) {
    return Objects.requireNonNull(spellings.now().block());
  }

  private static void run(Connection connection, String sql, String word) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, word);
      statement.executeUpdate();
    }
  }
}
