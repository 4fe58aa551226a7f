package io.unichart.access;

import io.unichart.platform.StartRefused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which roles a token gives. The claims that the operator names hold the person's roles; SMART
 * scopes say what the person's program may do and narrow them. A token of a program that works for
 * itself ({@code system/}) and has no claim of roles has those that its scopes amount to.
 */
final class TokenRoles {

  private final List<String> claims;
  private final Map<String, Role> names = new HashMap<>();

  /**
   * Reads the settings.
   *
   * @param claims names of claims; dots lead into objects
   * @param meanings {@code name=role}
   */
  TokenRoles(List<String> claims, List<String> meanings) {
    this.claims = List.copyOf(claims);
    for (Role role : Role.values()) {
      names.put(role.word(), role);
    }
    for (String meaning : meanings) {
      int equal = meaning.lastIndexOf('=');
      Role role = equal < 1 ? null : Role.of(meaning.substring(equal + 1).strip());
      if (role == null) {
        throw new StartRefused(
            "SECURITY_OIDC_ROLES must look like their-name=role,… where role is reader, clinician,"
                + " integrator, steward, auditor or administrator");
      }
      names.put(meaning.substring(0, equal).strip(), role);
    }
  }

  /** Who calls with a token of these claims. */
  Caller caller(String subject, Map<String, Object> token) {
    List<String> scopes = scopes(token);
    Set<Role> limit = SmartScopes.limit(scopes);
    Set<Role> held = EnumSet.noneOf(Role.class);
    boolean claimed = false;
    for (String claim : claims) {
      Object value = find(token, claim);
      claimed |= value != null;
      for (String name : words(value)) {
        Role role = names.getOrDefault(name, names.get(name.toLowerCase(Locale.ROOT)));
        if (role != null) {
          held.add(role);
        }
      }
    }
    if (!claimed) {
      held.addAll(SmartScopes.ofTheProgram(scopes));
    }
    return new Caller(subject, held, limit);
  }

  private static List<String> scopes(Map<String, Object> token) {
    List<String> scopes = new ArrayList<>(words(token.get("scope")));
    scopes.addAll(words(token.get("scp")));
    return scopes;
  }

  /** The claim of that very name, else the one that its dots lead to. */
  private static @Nullable Object find(Map<?, ?> token, String claim) {
    Object there = token.get(claim);
    int dot = claim.indexOf('.');
    if (there != null || dot < 0) {
      return there;
    }
    return token.get(claim.substring(0, dot)) instanceof Map<?, ?> inner
        ? find(inner, claim.substring(dot + 1))
        : null;
  }

  private static List<String> words(@Nullable Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).toList();
    }
    return value instanceof String text && !text.isBlank()
        ? List.of(text.strip().split("[ ,]+"))
        : List.of();
  }
}
