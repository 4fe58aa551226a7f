package io.unichart.platform.database;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** The nulls of SQL on their way in and out. */
public final class Nulls {

  private Nulls() {}

  /** The statement with a value that may be null. */
  public static <T> GenericExecuteSpec bind(
      GenericExecuteSpec statement, String name, @Nullable T value, Class<T> type) {
    return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
  }

  /** The value of a column that is never null. */
  public static <T> T required(Readable row, String column, Class<T> type) {
    T value = row.get(column, type);
    if (value == null) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return value;
  }
}
