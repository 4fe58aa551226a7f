package io.unichart.identity.registration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.identity.Patient;
import io.unichart.identity.PersonDetails;
import io.unichart.identity.record.Faults;
import io.unichart.platform.Problem;
import io.unichart.platform.ProblemType;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Patients over HTTP. */
@RestController
@RequestMapping("/api/v1/patients")
@Tag(name = "Patients")
class PatientController {

  private static final Pattern ETAG = Pattern.compile("(?:W/)?\"?([0-9]{1,9})\"?");
  private static final Set<String> LINK_TYPES =
      Set.of("replaced-by", "replaces", "refer", "seealso");

  /** A link to make. */
  record LinkRequest(
      @Schema(description = "The other record", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable UUID otherPatientId,
      @com.fasterxml.jackson.annotation.JsonAlias("link_type")
          @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"replaced-by", "replaces", "refer", "seealso"},
              example = "seealso")
          @Nullable String type) {}

  private final PersonIndex index;

  PatientController(PersonIndex index) {
    this.index = index;
  }

  @Operation(
      operationId = "registerPatient",
      summary = "Register a person",
      description =
          "Answers 409 with `matches` when it is certain that the person is registered already,"
              + " unless `on_duplicate` says to `register` anyway, or to register and `queue` the"
              + " likely pairs for review. The new record can be searched and matched at once.")
  @PostMapping
  Mono<ResponseEntity<Patient>> register(
      @RequestParam(name = "on_duplicate", defaultValue = "reject")
          @Schema(
              description = "What to do when the person may be registered already",
              allowableValues = {"reject", "queue", "register"},
              defaultValue = "reject")
          String onDuplicate,
      @RequestBody PersonDetails person) {
    return index
        .register(person, onDuplicate(onDuplicate))
        .map(
            patient ->
                ResponseEntity.created(URI.create("/api/v1/patients/" + patient.id()))
                    .eTag(etag(patient))
                    .body(patient));
  }

  @Operation(
      operationId = "readPatient",
      summary = "Read a person's record",
      description =
          "A merged record stays readable: `active` is false and a link `replaced-by` names its"
              + " survivor. Reading is noted in the audit trail.")
  @GetMapping("/{id}")
  Mono<ResponseEntity<Patient>> read(@PathVariable UUID id) {
    return index.read(id).map(PatientController::withEtag);
  }

  @Operation(
      operationId = "changePatient",
      summary = "Replace a person's record, guarded by If-Match",
      description =
          "The whole record is replaced: what is not sent is gone. A record that was merged into"
              + " another is 409.")
  @PutMapping("/{id}")
  Mono<ResponseEntity<Patient>> change(
      @PathVariable UUID id,
      @RequestHeader(name = "If-Match", required = false)
          @Schema(
              description = "The ETag that was read, or * for any; 428 without, 412 when stale",
              example = "\"1\"")
          @Nullable String ifMatch,
      @RequestBody PersonDetails person) {
    return index.change(id, version(ifMatch), person).map(PatientController::withEtag);
  }

  @Operation(
      operationId = "removePatient",
      summary = "Retire a person's record",
      description = "It is no longer found or matched; nothing is erased.")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> remove(@PathVariable UUID id) {
    return index.remove(id);
  }

  @Operation(operationId = "linkPatients", summary = "Link two records that stay apart")
  @PostMapping("/{id}/links")
  @ResponseStatus(HttpStatus.CREATED)
  Mono<Patient> link(@PathVariable UUID id, @RequestBody LinkRequest request) {
    Faults faults = new Faults();
    UUID other = request.otherPatientId();
    String type = request.type();
    if (other == null) {
      faults.add("other_patient_id", "is required");
    }
    if (type == null) {
      faults.add("type", "is required");
    }
    faults.oneOf("type", type, LINK_TYPES);
    faults.raise();
    return other == null || type == null ? Mono.empty() : index.link(id, other, type);
  }

  @Operation(
      operationId = "unlinkPatients",
      summary = "Remove the links from one record to another")
  @DeleteMapping("/{id}/links/{other_patient_id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> unlink(@PathVariable UUID id, @PathVariable("other_patient_id") UUID otherPatientId) {
    return index.unlink(id, otherPatientId);
  }

  private static OnDuplicate onDuplicate(String word) {
    return switch (word) {
      case "reject" -> OnDuplicate.REJECT;
      case "queue" -> OnDuplicate.QUEUE;
      case "register" -> OnDuplicate.REGISTER;
      default -> throw Problem.badRequest("on_duplicate must be reject, queue or register");
    };
  }

  private static ResponseEntity<Patient> withEtag(Patient patient) {
    return ResponseEntity.ok().eTag(etag(patient)).body(patient);
  }

  private static String etag(Patient patient) {
    return "\"" + patient.version() + "\"";
  }

  /** The version that the caller has seen; null for {@code *}. */
  private static @Nullable Integer version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw Problem.of(
          ProblemType.VERSION_REQUIRED, "send If-Match with the version that you have read");
    }
    if (ifMatch.strip().equals("*")) {
      return null;
    }
    var etag = ETAG.matcher(ifMatch.strip());
    if (!etag.matches()) {
      throw Problem.of(ProblemType.STALE_VERSION, "If-Match must hold the version as ETag gave it");
    }
    return Integer.valueOf(etag.group(1));
  }
}
