package io.unichart.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a caller is to the service. A caller may have several roles. */
public enum Role {
  /** Reads documents and patients, and asks. */
  READER,
  /** Also writes notes and has facts read out of them. */
  CLINICIAN,
  /** Registers and imports patients and documents, and follows the events. */
  INTEGRATOR,
  /** Also merges, reviews, and looks for duplicates. */
  STEWARD,
  /** Reads the audit trail only. */
  AUDITOR,
  /** Everything, keys included. */
  ADMINISTRATOR;

  /** The role as the API writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that word, or null. */
  public static @Nullable Role of(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    return null;
  }
}
