package io.unichart.identity.record;

import io.unichart.audit.AuditAction;
import io.unichart.audit.AuditTrail;
import io.unichart.audit.AuditTrail.Act;
import io.unichart.events.Outbox;
import io.unichart.identity.Patient;
import io.unichart.platform.database.Writes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Stores new records with everything that belongs to them in one statement: their first version,
 * what they are found by, audit entries and events. Most of the cost of a registration was the way
 * to the database and back, ten times over.
 */
@Component
public class NewPatients {

  private final PatientStore store;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final DatabaseClient database;

  NewPatients(PatientStore store, AuditTrail audit, Outbox outbox, DatabaseClient database) {
    this.store = store;
    this.audit = audit;
    this.outbox = outbox;
    this.database = database;
  }

  /** Stores them; inside the caller's transaction. */
  public Mono<Void> store(List<Patient> patients) {
    Writes together = new Writes();
    List<Act> acts =
        patients.stream().map(patient -> new Act(patient.id(), null, patient)).toList();
    outbox.addAll("patient.created", told(patients), together);
    return store
        .insert(patients, together)
        .then(audit.recordAll(AuditAction.CREATE, acts, together))
        .then(Mono.defer(() -> together.run(database)));
  }

  /** What a subscriber is told of each record. */
  public static Map<String, Map<String, ?>> told(List<Patient> patients) {
    Map<String, Map<String, ?>> told = new LinkedHashMap<>();
    for (Patient patient : patients) {
      told.put(patient.id().toString(), Map.of("id", patient.id(), "version", patient.version()));
    }
    return told;
  }
}
