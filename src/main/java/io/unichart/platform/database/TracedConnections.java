package io.unichart.platform.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.Wrapped;
import io.unichart.platform.telemetry.Spans;
import io.unichart.platform.telemetry.Step;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Connections whose statements stand in the trace of the request or job that sends them, by kind
 * and table. Neither a statement's text nor what is bound to it is told.
 */
final class TracedConnections implements ConnectionFactory, Wrapped<ConnectionFactory> {

  private final ConnectionFactory driver;
  private final Spans spans;
  private final StatementNames names = new StatementNames();

  TracedConnections(ConnectionFactory driver, Spans spans) {
    this.driver = driver;
    this.spans = spans;
  }

  @Override
  public Mono<Connection> create() {
    return Mono.from(driver.create()).map(this::traced);
  }

  @Override
  public ConnectionFactoryMetadata getMetadata() {
    return driver.getMetadata();
  }

  @Override
  public ConnectionFactory unwrap() {
    return driver;
  }

  private Connection traced(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class, Wrapped.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("unwrap") && method.getParameterCount() == 0) {
                return connection;
              }
              try {
                Object result = method.invoke(connection, arguments);
                return result instanceof Statement statement
                    ? new Traced(statement, step((String) arguments[0]), spans)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Step<Result> step(String sql) {
    StatementNames.Name name = names.of(sql);
    Step<Result> step =
        Step.<Result>within(name.summary())
            .elsewhere()
            .with("db.system.name", "postgresql")
            .with("db.operation.name", name.operation())
            .failing(StatementNames::fault);
    return name.table() == null ? step : step.with("db.collection.name", name.table());
  }

  /** A result that tells when reading it fails, for that is how most statements fail. */
  private record Watched(Result result, Consumer<Throwable> failed) implements Result {

    @Override
    public Publisher<Long> getRowsUpdated() {
      return Flux.from(result.getRowsUpdated()).doOnError(failed);
    }

    @Override
    public <T> Publisher<T> map(BiFunction<Row, RowMetadata, ? extends T> mapping) {
      return Flux.<T>from(result.map(mapping)).doOnError(failed);
    }

    @Override
    public <T> Publisher<T> map(Function<? super Readable, ? extends T> mapping) {
      return Flux.<T>from(result.map(mapping)).doOnError(failed);
    }

    @Override
    public Result filter(Predicate<Segment> wanted) {
      return new Watched(result.filter(wanted), failed);
    }

    @Override
    public <T> Publisher<T> flatMap(Function<Segment, ? extends Publisher<? extends T>> mapping) {
      return Flux.<T>from(result.flatMap(mapping)).doOnError(failed);
    }
  }

  /** A statement that tells when it is executed and when its last row has been read. */
  private record Traced(Statement statement, Step<Result> step, Spans spans) implements Statement {

    @Override
    public Publisher<? extends Result> execute() {
      Flux<Result> results = Flux.from(statement.execute());
      return spans.around(step, failed -> results.map(result -> new Watched(result, failed)));
    }

    @Override
    public Statement add() {
      statement.add();
      return this;
    }

    @Override
    public Statement bind(int index, Object value) {
      statement.bind(index, value);
      return this;
    }

    @Override
    public Statement bind(String name, Object value) {
      statement.bind(name, value);
      return this;
    }

    @Override
    public Statement bindNull(int index, Class<?> type) {
      statement.bindNull(index, type);
      return this;
    }

    @Override
    public Statement bindNull(String name, Class<?> type) {
      statement.bindNull(name, type);
      return this;
    }

    @Override
    public Statement returnGeneratedValues(String... columns) {
      statement.returnGeneratedValues(columns);
      return this;
    }

    @Override
    public Statement fetchSize(int rows) {
      statement.fetchSize(rows);
      return this;
    }

    /** Values may be bound to it. */
    @Override
    public String toString() {
      return "Traced[" + step.name() + "]";
    }
  }
}
