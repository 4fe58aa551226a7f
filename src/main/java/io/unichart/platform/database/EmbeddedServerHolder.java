package io.unichart.platform.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps the embedded server, if there is one, and stops it after everything that uses it. */
final class EmbeddedServerHolder implements AutoCloseable {

  private @Nullable EmbeddedServer server;

  EmbeddedServer start(Path directory) {
    EmbeddedServer started = EmbeddedServer.start(directory);
    server = started;
    return started;
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
