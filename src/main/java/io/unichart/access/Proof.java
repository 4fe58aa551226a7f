package io.unichart.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * What a request brings to show who calls; and, once it has been checked, the caller. The secret
 * itself is dropped then, and never printed.
 */
final class Proof extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  /** How the secret came. */
  enum Kind {
    /** {@code X-API-Key} or {@code Authorization: Bearer}. */
    HEADER,
    /** The cookie of a login. */
    SESSION
  }

  private final Kind kind;
  private final transient @Nullable String secret;
  private final transient @Nullable Caller caller;

  private Proof(Kind kind, @Nullable String secret, @Nullable Caller caller) {
    super(List.of());
    this.kind = kind;
    this.secret = secret;
    this.caller = caller;
    setAuthenticated(caller != null);
  }

  static Proof offered(Kind kind, String secret) {
    return new Proof(kind, secret, null);
  }

  static Proof accepted(Kind kind, Caller caller) {
    return new Proof(kind, null, caller);
  }

  Kind kind() {
    return kind;
  }

  String secret() {
    return secret == null ? "" : secret;
  }

  @Nullable Caller caller() {
    return caller;
  }

  @Override
  public String getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return caller == null ? "" : caller.name();
  }

  @Override
  public String getName() {
    return caller == null ? "" : caller.name();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "Proof[" + kind + ", " + getName() + "]";
  }
}
