package io.unichart.access;

import static io.unichart.access.Role.ADMINISTRATOR;
import static io.unichart.access.Role.AUDITOR;
import static io.unichart.access.Role.CLINICIAN;
import static io.unichart.access.Role.INTEGRATOR;
import static io.unichart.access.Role.READER;
import static io.unichart.access.Role.STEWARD;

import java.util.EnumSet;
import java.util.Set;

/** What a route asks of its caller, and which roles have it. An administrator has every right. */
enum Right {
  /** Nothing: whoever reaches the service. */
  OPEN,
  /** Any role at all. */
  CALL(READER, CLINICIAN, INTEGRATOR, STEWARD, AUDITOR),
  READ(READER, CLINICIAN, INTEGRATOR, STEWARD),
  /** Write documents and say whose they are. */
  WRITE_NOTES(CLINICIAN, INTEGRATOR, STEWARD),
  /** Have facts read out of notes, and coded. */
  EXTRACT(CLINICIAN),
  /** Register patients and organisations, import, embed, follow events and jobs. */
  REGISTER(INTEGRATOR, STEWARD),
  /** Merge, split, link, remove, review, deduplicate. */
  STEWARD_RECORDS(STEWARD),
  AUDIT(AUDITOR),
  ADMINISTER();

  private final Set<Role> roles;

  Right(Role... roles) {
    this.roles = EnumSet.of(ADMINISTRATOR, roles);
  }

  Set<Role> roles() {
    return roles;
  }

  /** Whether one of these roles has it. */
  boolean isOf(Set<Role> held) {
    return held.stream().anyMatch(roles::contains);
  }
}
