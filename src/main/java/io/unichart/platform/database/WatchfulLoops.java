package io.unichart.platform.database;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import reactor.netty.resources.LoopResources;

/**
 * Event loops whose connections end when the other side has vanished without a word: its machine
 * failed, or the network between. The system alone gives such a connection up after a quarter of an
 * hour when a statement was under way (tcp_retries2 of Linux), and after two hours when none was;
 * until then it would hold a place in the pool. Works where Netty uses epoll, which is Linux.
 *
 * <p>The loops are lent: disposing of this leaves them running.
 */
record WatchfulLoops(LoopResources loops) implements LoopResources {

  /** How long what was sent may go without being acknowledged. */
  private static final int UNACKNOWLEDGED_MILLIS = 20_000;

  /** How long a connection may be silent before the other side is asked whether it is there. */
  static final int SILENT_SECONDS = 10;

  static final int BETWEEN_PROBES_SECONDS = 5;
  static final int PROBES = 3;

  @Override
  public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
    C channel = loops.onChannel(type, group);
    var config = channel.config();
    config.setOption(EpollChannelOption.TCP_USER_TIMEOUT, UNACKNOWLEDGED_MILLIS);
    config.setOption(EpollChannelOption.TCP_KEEPIDLE, SILENT_SECONDS);
    config.setOption(EpollChannelOption.TCP_KEEPINTVL, BETWEEN_PROBES_SECONDS);
    config.setOption(EpollChannelOption.TCP_KEEPCNT, PROBES);
    return channel;
  }

  @Override
  public <C extends Channel> Class<? extends C> onChannelClass(
      Class<C> type, EventLoopGroup group) {
    return loops.onChannelClass(type, group);
  }

  @Override
  public EventLoopGroup onClient(boolean useNative) {
    return loops.onClient(useNative);
  }

  @Override
  public EventLoopGroup onServer(boolean useNative) {
    return loops.onServer(useNative);
  }

  @Override
  public EventLoopGroup onServerSelect(boolean useNative) {
    return loops.onServerSelect(useNative);
  }

  @Override
  public boolean daemon() {
    return loops.daemon();
  }
}
