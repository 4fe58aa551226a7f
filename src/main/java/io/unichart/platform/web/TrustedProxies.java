package io.unichart.platform.web;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.unichart.platform.PlatformProperties;
import io.unichart.platform.StartRefused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * Whose address a request has, for limits and for the audit: the peer's, unless the peer is a proxy
 * that {@code SECURITY_TRUSTED_PROXIES} names. Then it is the last in {@code X-Forwarded-For} that
 * no such proxy has: what stands further left is the caller's own word. Without the setting the
 * header means nothing, wherever the service runs.
 */
@Component(WebHttpHandlerBuilder.FORWARDED_HEADER_TRANSFORMER_BEAN_NAME)
final class TrustedProxies extends ForwardedHeaderTransformer {

  private static final String HEADER = "X-Forwarded-For";

  /** An address, perhaps with a port; IPv6 then stands in brackets. */
  private static final Pattern HOP =
      Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::\\d+)?|([0-9.]+)(?::\\d+)?|([0-9A-Fa-f:.]+)");

  private final List<IpSubnetFilterRule> networks;

  TrustedProxies(PlatformProperties properties) {
    networks = properties.trustedProxies().stream().map(TrustedProxies::network).toList();
  }

  private static IpSubnetFilterRule network(String text) {
    String[] parts = text.strip().split("/", 2);
    InetAddress start = literal(parts[0]);
    if (start != null) {
      int most = start.getAddress().length * Byte.SIZE;
      boolean number = parts.length > 1 && parts[1].matches("\\d{1,3}");
      int bits = parts.length == 1 ? most : number ? Integer.parseInt(parts[1]) : -1;
      if (bits >= 0 && bits <= most) {
        return new IpSubnetFilterRule(start, bits, IpFilterRuleType.ACCEPT);
      }
    }
    throw new StartRefused(
        "SECURITY_TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, separated by"
            + " commas");
  }

  /** An address that is written out; no name is ever looked up. */
  private static @Nullable InetAddress literal(String text) {
    return NetUtil.createInetAddressFromIpAddressString(text);
  }

  private boolean trusts(InetAddress address) {
    return networks.stream()
        .anyMatch(network -> network.matches(new InetSocketAddress(address, 0)));
  }

  @Override
  public ServerHttpRequest apply(ServerHttpRequest request) {
    InetSocketAddress peer = request.getRemoteAddress();
    if (networks.isEmpty() || peer == null || peer.getAddress() == null) {
      return request;
    }
    InetAddress caller = caller(peer.getAddress(), request.getHeaders().getOrEmpty(HEADER));
    return caller.equals(peer.getAddress())
        ? request
        : request.mutate().remoteAddress(new InetSocketAddress(caller, 0)).build();
  }

  /** Walks back from the peer as long as who speaks is trusted and names somebody. */
  private InetAddress caller(InetAddress peer, List<String> headers) {
    List<String> hops = new ArrayList<>();
    headers.forEach(line -> Collections.addAll(hops, line.split(",")));
    InetAddress caller = peer;
    for (int i = hops.size() - 1; i >= 0 && trusts(caller); i--) {
      InetAddress before = hop(hops.get(i).strip());
      if (before == null) {
        break;
      }
      caller = before;
    }
    return caller;
  }

  private static @Nullable InetAddress hop(String text) {
    Matcher parts = HOP.matcher(text);
    if (text.length() > 64 || !parts.matches()) {
      return null;
    }
    for (int group = 1; group <= 3; group++) {
      String address = parts.group(group);
      if (address != null) {
        return literal(address);
      }
    }
    return null;
  }
}
