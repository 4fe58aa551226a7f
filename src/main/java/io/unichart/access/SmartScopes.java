package io.unichart.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SMART App Launch scopes (versions 1 and 2) in terms of our roles. A role is given only when the
 * scopes cover all it could reach and do: patients and documents alike, and their deletion where
 * the role deletes. A scope for one patient, or for a part of a resource's records, cannot be
 * honoured here and gives nothing, rather than too much.
 */
final class SmartScopes {

  private static final Pattern SCOPE =
      Pattern.compile(
          "(patient|user|system)/(\\*|[A-Za-z]+)\\.(read|write|\\*|c?r?u?d?s?)(\\?.*)?");
  private static final String PROGRAM = "system/";
  private static final String PATIENT = "Patient";
  private static final String DOCUMENT = "DocumentReference";

  private final Set<String> read = new HashSet<>();
  private final Set<String> written = new HashSet<>();
  private final Set<String> deleted = new HashSet<>();

  private SmartScopes() {}

  /**
   * The roles of a program that works for itself. {@code user/} scopes say which part of what a
   * person may do a program may do for the person; what that is they do not say.
   */
  static Set<Role> ofTheProgram(Collection<String> scopes) {
    Set<Role> roles = limit(scopes.stream().filter(scope -> scope.startsWith(PROGRAM)).toList());
    return roles == null ? Set.of() : roles;
  }

  /** The most that a program may do, whosoever it works for; null without any SMART scope. */
  static @Nullable Set<Role> limit(Collection<String> scopes) {
    SmartScopes known = new SmartScopes();
    boolean any = false;
    for (String scope : scopes) {
      Matcher parts = SCOPE.matcher(scope);
      if (parts.matches()) {
        any = true;
        known.add(parts);
      }
    }
    return any ? known.roles() : null;
  }

  private void add(Matcher parts) {
    if (parts.group(1).equals("patient") || parts.group(4) != null) {
      return;
    }
    String resource = parts.group(2);
    String acts = parts.group(3);
    if (acts.equals("*") || acts.equals("read") || acts.contains("r") && acts.contains("s")) {
      read.add(resource);
    }
    boolean allWrites = acts.equals("*") || acts.equals("write");
    if (allWrites || acts.contains("c") && acts.contains("u")) {
      written.add(resource);
    }
    if (allWrites || !acts.equals("read") && acts.contains("d")) {
      deleted.add(resource);
    }
  }

  private Set<Role> roles() {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    boolean reader = covers(read, PATIENT) && covers(read, DOCUMENT);
    boolean writer = covers(written, DOCUMENT) && covers(deleted, DOCUMENT);
    if (reader) {
      roles.add(Role.READER);
    }
    if (reader && writer) {
      roles.add(Role.CLINICIAN);
    }
    if (reader && writer && covers(written, PATIENT)) {
      roles.add(Role.INTEGRATOR);
    }
    if (read.contains("AuditEvent")) {
      roles.add(Role.AUDITOR);
    }
    return roles;
  }

  private static boolean covers(Set<String> resources, String resource) {
    return resources.contains("*") || resources.contains(resource);
  }
}
