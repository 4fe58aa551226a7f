package io.unichart.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.unichart.platform.TestDatabase;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/** Connections of JDBC whose other side has vanished without a word. */
class ShortStatementsTest {

  private Wire wire;
  private HikariDataSource pool;
  private ShortStatements brief;

  @BeforeEach
  void aPoolOverAWire() throws Exception {
    DatabaseAddress real = TestDatabase.fresh();
    wire = new Wire(real.host(), real.port());
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + wire.port() + "/" + real.database());
    config.setDataSourceProperties(real.jdbcProperties());
    config.setMaximumPoolSize(1);
    pool = new HikariDataSource(config);
    brief = new ShortStatements(pool, Duration.ofSeconds(2));
  }

  @AfterEach
  void bothGo() throws Exception {
    pool.close();
    wire.close();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aStatementThatGetsNoAnswerEndsAndTheNextOneGetsAnotherConnection() {
    assertThat(answer()).isEqualTo(1);

    assertThatThrownBy(
            () -> {
              try (Connection connection = brief.getConnection()) {
                wire.loseWhatIsSent();
                connection.createStatement().execute("select 1");
              }
            })
        .isInstanceOf(SQLException.class);

    assertThat(answer()).isEqualTo(1);
  }

  @Test
  void otherStatementsOfThePoolMayTakeTheirTime() throws SQLException {
    try (Connection connection = brief.getConnection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(2_000);
    }
    try (Connection connection = pool.getConnection()) {
      assertThat(connection.getNetworkTimeout()).isZero();
    }
  }

  @Test
  void aSilentDatabaseIsAskedSoonWhetherItIsThere() throws Exception {
    assertThat(TestDatabase.fresh().jdbcProperties())
        .containsEntry("socketFactory", WatchfulSockets.class.getName());
    try (Socket socket = new WatchfulSockets().createSocket("127.0.0.1", wire.port())) {
      assertThat(socket.getKeepAlive()).isTrue();
      if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(10);
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(5);
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
      }
    }
  }

  private int answer() {
    return new JdbcTemplate(brief).queryForObject("select 1", Integer.class);
  }
}
