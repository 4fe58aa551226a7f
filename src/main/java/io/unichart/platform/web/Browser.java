package io.unichart.platform.web;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What a request tells about the browser that may have sent it. */
public final class Browser {

  private static final String TLS = "https";

  private Browser() {}

  /** Whether it speaks TLS, if only to a trusted proxy in front. */
  public static boolean overTls(ServerHttpRequest request) {
    return TLS.equalsIgnoreCase(request.getURI().getScheme());
  }

  /** Whether it asks for a page by name; programs that take anything do not. */
  public static boolean wantsHtml(ServerHttpRequest request) {
    try {
      return request.getHeaders().getAccept().stream()
          .anyMatch(type -> !type.isWildcardType() && type.isCompatibleWith(MediaType.TEXT_HTML));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
