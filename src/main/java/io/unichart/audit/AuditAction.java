package io.unichart.audit;

import java.util.Locale;

/** What was done to a record. */
public enum AuditAction {
  CREATE,
  READ,
  UPDATE,
  DELETE,
  MERGE,
  UNMERGE,
  LINK,
  UNLINK;

  /** As the API writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
