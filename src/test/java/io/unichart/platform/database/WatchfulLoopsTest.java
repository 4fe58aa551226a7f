package io.unichart.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpResources;

class WatchfulLoopsTest {

  static boolean epoll() {
    return Epoll.isAvailable();
  }

  @Test
  @EnabledIf(value = "epoll", disabledReason = "only Linux can be told so")
  void aConnectionIsGivenUpSoonAfterTheOtherSideHasVanished() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var connection =
          Objects.requireNonNull(
              TcpClient.create()
                  .runOn(new WatchfulLoops(TcpResources.get()))
                  .host(server.getInetAddress().getHostAddress())
                  .port(server.getLocalPort())
                  .connectNow());
      try {
        var told = connection.channel().config();

        assertThat(told.getOption(EpollChannelOption.TCP_USER_TIMEOUT)).isEqualTo(20_000);
        assertThat(told.getOption(EpollChannelOption.TCP_KEEPIDLE)).isEqualTo(10);
        assertThat(told.getOption(EpollChannelOption.TCP_KEEPINTVL)).isEqualTo(5);
        assertThat(told.getOption(EpollChannelOption.TCP_KEEPCNT)).isEqualTo(3);
      } finally {
        connection.disposeNow();
      }
    }
  }
}
