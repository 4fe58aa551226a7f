package io.unichart.platform.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets of JDBC that ask a silent database soon whether it is still there, so that a long
 * statement ends half a minute after the database's machine has failed; by itself Linux would ask
 * after two hours. What was sent and never acknowledged this does not shorten: see {@link
 * ShortStatements}. Public and with a constructor for all, because the driver makes it by its name.
 */
public final class WatchfulSockets extends SocketFactory {

  private final SocketFactory plain = SocketFactory.getDefault();

  @Override
  public Socket createSocket() throws IOException {
    return watched(plain.createSocket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return watched(plain.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return watched(plain.createSocket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return watched(plain.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return watched(plain.createSocket(host, port, from, fromPort));
  }

  private static Socket watched(Socket socket) throws IOException {
    socket.setKeepAlive(true);
    set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, WatchfulLoops.SILENT_SECONDS);
    set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, WatchfulLoops.BETWEEN_PROBES_SECONDS);
    set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, WatchfulLoops.PROBES);
    return socket;
  }

  private static void set(Socket socket, SocketOption<Integer> option, int value)
      throws IOException {
    if (socket.supportedOptions().contains(option)) {
      socket.setOption(option, value);
    }
  }
}
