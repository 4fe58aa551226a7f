package io.unichart.platform.web;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/**
 * Asks for the next bytes of a kept-alive connection whenever an answer has been written.
 *
 * <p>Reactor Netty reads on demand. Up to 1.3.7 it forgets to ask again when a request came before
 * the previous one was quite done and was then answered at once: the connection stays open, and
 * what is sent on it is never seen (reactor/reactor-netty#4361). One more request to read does no
 * harm where one is pending. To be removed with Reactor Netty 1.3.8, which needs Netty 4.2.19.
 */
@Component
final class ReadingGoesOn implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    AfterAnAnswer handler = new AfterAnAnswer();
    factory.addServerCustomizers(
        server ->
            server.doOnChannelInit(
                (observer, channel, address) -> install(channel.pipeline(), handler)));
  }

  private static void install(ChannelPipeline pipeline, AfterAnAnswer handler) {
    if (pipeline.get(NettyPipeline.HttpCodec) != null) {
      pipeline.addAfter(NettyPipeline.HttpCodec, "reading-goes-on", handler);
    }
  }

  @ChannelHandler.Sharable
  private static final class AfterAnAnswer extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      ChannelPromise written = promise;
      if (message instanceof LastHttpContent) {
        written = promise.unvoid();
        written.addListener(done -> context.read());
      }
      super.write(context, message, written);
    }
  }
}
