package io.unichart.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Requests that follow each other closely on one connection are all answered: one that waits for
 * the database, one that is refused at once, and one that comes after both.
 */
@ServiceTest
class KeepAliveTest {

  @LocalServerPort int port;

  @Test
  void aConnectionIsReadAgainAfterARequestThatCameEarly() throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(20_000);
      for (int round = 0; round < 20; round++) {
        send(socket, request("/api/v1/health/db") + request("/health"));
        assertThat(status(socket)).isEqualTo("HTTP/1.1 200 OK");
        assertThat(status(socket)).isEqualTo("HTTP/1.1 200 OK");
      }
    }
  }

  @Test
  void aLastRequestThatCameEarlyIsAnsweredBeforeTheConnectionIsClosed() throws IOException {
    for (int round = 0; round < 20; round++) {
      try (Socket socket = new Socket("localhost", port)) {
        socket.setSoTimeout(20_000);
        send(
            socket,
            request("/api/v1/health/db") + last("/health") + (round % 2 == 0 ? "" : request("/")));
        assertThat(status(socket)).isEqualTo("HTTP/1.1 200 OK");
        assertThat(status(socket)).isEqualTo("HTTP/1.1 200 OK");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static String last(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads one answer and gives its first line. */
  private static String status(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    String status = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    in.readNBytes(length);
    return status;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
