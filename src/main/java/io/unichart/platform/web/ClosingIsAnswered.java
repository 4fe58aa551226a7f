package io.unichart.platform.web;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/**
 * Answers a last request ({@code Connection: close}) that comes early on a kept-alive connection.
 *
 * <p>A client may send it as soon as it has read the body of the answer before, which is a moment
 * before Reactor Netty counts that answer as done. The request is then queued; its wish to close is
 * noted at once for the whole connection, and when its turn comes it is thrown away because the
 * connection is to be closed: the client waits for ever. So the wish of any request but a
 * connection's first is kept from Reactor Netty, and fulfilled here, after the answer to it.
 */
@Component
final class ClosingIsAnswered implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    factory.addServerCustomizers(
        server ->
            server.doOnChannelInit((observer, channel, address) -> install(channel.pipeline())));
  }

  private static void install(ChannelPipeline pipeline) {
    if (pipeline.get(NettyPipeline.HttpCodec) != null) {
      pipeline.addAfter(NettyPipeline.HttpCodec, "closing-is-answered", new Connection());
    }
  }

  /** Counts requests and answers of one connection; everything happens on its event loop. */
  private static final class Connection extends ChannelDuplexHandler {

    private long requests;
    private long answers;
    private long last = -1;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      if (message instanceof HttpRequest request) {
        requests++;
        if (requests > 1
            && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
            && !HttpUtil.isKeepAlive(request)) {
          HttpUtil.setKeepAlive(request, true);
          last = requests;
        }
      }
      super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      boolean closing = last == answers + 1;
      if (message instanceof HttpResponse response && closing) {
        HttpUtil.setKeepAlive(response, false);
      }
      ChannelPromise written = promise;
      if (message instanceof LastHttpContent && !onTheWay(message)) {
        answers++;
        if (closing) {
          written = promise.unvoid();
          written.addListener(ChannelFutureListener.CLOSE);
        }
      }
      super.write(context, message, written);
    }

    /** 100 Continue is no answer yet. */
    private static boolean onTheWay(Object message) {
      return message instanceof HttpResponse response
          && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
  }
}
