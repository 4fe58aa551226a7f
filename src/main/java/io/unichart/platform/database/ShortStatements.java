package io.unichart.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections for statements that take moments. One that is silent for longer was cut off: it is
 * closed, and the next statement gets another. By its rule tcp_retries2 Linux would wait for a
 * quarter of an hour, and Java has no option for that.
 */
public final class ShortStatements extends DelegatingDataSource {

  private final int silence;

  /**
   * @param pool takes the limit back when a connection is returned, as HikariCP does
   * @param silence how long the database may take to answer
   */
  public ShortStatements(DataSource pool, Duration silence) {
    super(pool);
    this.silence = Math.toIntExact(silence.toMillis());
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    connection.setNetworkTimeout(Runnable::run, silence);
    return connection;
  }
}
