package io.unichart.platform.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to a server that a test can cut and mend, as a failing network would. */
public final class Wire implements AutoCloseable {

  private final ServerSocket listener;
  private final String host;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Socket> lost = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  public Wire(String host, int target) throws IOException {
    this.host = host;
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "wire");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Drops every connection and refuses new ones. */
  public void cut() {
    cut = true;
    open.forEach(Wire::quietly);
    open.clear();
  }

  /** Keeps every connection open and loses what is sent on it; new ones work. */
  public void loseWhatIsSent() {
    lost.addAll(open);
  }

  public void mend() {
    cut = false;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        if (cut) {
          quietly(near);
          continue;
        }
        Socket far = new Socket(host, target);
        open.add(near);
        open.add(far);
        pump(near, far);
        pump(far, near);
      } catch (IOException e) {
        // the listener is closed, or one connection failed: the other side notices
      }
    }
  }

  private void pump(Socket from, Socket to) {
    Thread pump =
        new Thread(
            () -> {
              try {
                byte[] bytes = new byte[8192];
                for (int n; (n = from.getInputStream().read(bytes)) >= 0; ) {
                  if (!lost.contains(from)) {
                    to.getOutputStream().write(bytes, 0, n);
                  }
                }
              } catch (IOException e) {
                // cut
              }
              quietly(from);
              quietly(to);
            },
            "wire-pump");
    pump.setDaemon(true);
    pump.start();
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // closed already
    }
  }

  @Override
  public void close() throws IOException {
    cut();
    listener.close();
  }
}
