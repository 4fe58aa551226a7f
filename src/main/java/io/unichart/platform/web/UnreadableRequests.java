package io.unichart.platform.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.unichart.platform.ProblemType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a problem what cannot be read as a request at all (a path such as {@code /%zz}, a
 * line or a header that is too long). The server would refuse it before any filter, with an empty
 * body.
 */
@Component
final class UnreadableRequests
    implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

  private final byte[] body;

  UnreadableRequests(JsonMapper json) {
    ProblemType type = ProblemType.BAD_REQUEST;
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", ProblemWriter.TYPE + type.slug());
    problem.put("title", type.title());
    problem.put("status", type.status().value());
    problem.put("detail", "the path or a header of the request cannot be read");
    this.body = json.writeValueAsBytes(problem);
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    Refusal refusal = new Refusal();
    factory.addServerCustomizers(
        server ->
            server.doOnChannelInit(
                (observer, channel, address) -> install(channel.pipeline(), refusal)));
  }

  private static void install(ChannelPipeline pipeline, Refusal refusal) {
    if (pipeline.get(NettyPipeline.HttpCodec) != null) {
      pipeline.addAfter(NettyPipeline.HttpCodec, "unreadable-requests", refusal);
    }
  }

  static boolean readable(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return false;
    }
    String target = request.uri();
    String host = request.headers().get(HttpHeaderNames.HOST, "localhost");
    try {
      new URI(target.startsWith("/") ? "http://" + host + target : target);
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  @ChannelHandler.Sharable
  private final class Refusal extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request && !readable(request)) {
        ReferenceCountUtil.release(message);
        context.writeAndFlush(response()).addListener(ChannelFutureListener.CLOSE);
      } else {
        context.fireChannelRead(message);
      }
    }

    private FullHttpResponse response() {
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST, Unpooled.wrappedBuffer(body));
      response
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
          .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
          .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      return response;
    }
  }
}
