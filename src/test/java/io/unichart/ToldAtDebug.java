package io.unichart;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** A test during which everything is logged that the shipped settings let through at DEBUG. */
interface ToldAtDebug {

  @BeforeEach
  default void tellEverything() {
    root().setLevel(Level.DEBUG);
  }

  @AfterEach
  default void tellLess() {
    root().setLevel(Level.INFO);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
