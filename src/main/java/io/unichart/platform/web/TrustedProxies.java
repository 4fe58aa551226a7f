package io.unichart.platform.web;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.unichart.platform.PlatformProperties;
import io.unichart.platform.StartRefused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * Whose address a request has, for limits and for the audit, and whether it came over TLS: as the
 * connection tells, unless the peer is a proxy that {@code SECURITY_TRUSTED_PROXIES} names. Then
 * the address is the last in {@code X-Forwarded-For} that no such proxy has, and the scheme is what
 * {@code X-Forwarded-Proto} says of the connection from there: what stands further left is the
 * caller's own word. Without the setting both headers mean nothing, wherever the service runs.
 * {@code X-Forwarded-Host} is never read.
 */
@Component(WebHttpHandlerBuilder.FORWARDED_HEADER_TRANSFORMER_BEAN_NAME)
final class TrustedProxies extends ForwardedHeaderTransformer {

  private static final String FOR = "X-Forwarded-For";
  private static final String PROTO = "X-Forwarded-Proto";
  private static final String PLAIN = "http:";
  private static final String TLS = "https:";

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
    if (peer == null || peer.getAddress() == null || !trusts(peer.getAddress())) {
      return request;
    }
    List<InetAddress> way = way(peer.getAddress(), words(request, FOR));
    InetAddress caller = way.get(way.size() - 1);
    int proxies = (int) way.stream().filter(this::trusts).count();
    boolean moved = !caller.equals(peer.getAddress());
    String uri = request.getURI().toString();
    boolean overTls = overTls(words(request, PROTO), proxies) && uri.startsWith(PLAIN);
    if (!moved && !overTls) {
      return request;
    }
    ServerHttpRequest.Builder told = request.mutate();
    if (moved) {
      told.remoteAddress(new InetSocketAddress(caller, 0));
    }
    if (overTls) {
      told.uri(URI.create(TLS + uri.substring(PLAIN.length())));
    }
    return told.build();
  }

  /** The values of a header that every proxy may have added one to, the nearest one's last. */
  private static List<String> words(ServerHttpRequest request, String header) {
    List<String> words = new ArrayList<>();
    for (String line : request.getHeaders().getOrEmpty(header)) {
      for (String word : line.split(",")) {
        words.add(word.strip());
      }
    }
    return words;
  }

  /** From the peer back to the caller, as long as who speaks is trusted and names somebody. */
  private List<InetAddress> way(InetAddress peer, List<String> hops) {
    List<InetAddress> way = new ArrayList<>(List.of(peer));
    InetAddress last = peer;
    for (int i = hops.size() - 1; i >= 0 && trusts(last); i--) {
      InetAddress before = hop(hops.get(i));
      if (before == null) {
        break;
      }
      last = before;
      way.add(last);
    }
    return way;
  }

  /** What the outermost proxy on the way said; where proxies say it once for all, that. */
  private static boolean overTls(List<String> schemes, int proxies) {
    return !schemes.isEmpty()
        && schemes.get(Math.max(0, schemes.size() - proxies)).equalsIgnoreCase("https");
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
