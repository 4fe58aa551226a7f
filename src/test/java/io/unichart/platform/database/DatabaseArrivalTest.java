package io.unichart.platform.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.platform.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DatabaseArrivalTest {

  @Test
  @Timeout(30)
  void aServerThatTakesTheConnectionAndSaysNothingIsNotWaitedForLongerThanAsked()
      throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      DatabaseAddress address =
          DatabaseAddress.parse(
              "postgresql://unichart@127.0.0.1:"
                  + silent.getLocalPort()
                  + "/unichart?sslmode=disable",
              null);

      assertThatThrownBy(() -> new DatabaseArrival(address, Duration.ofSeconds(1)).await())
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("did not answer within 1 s");
    }
  }
}
