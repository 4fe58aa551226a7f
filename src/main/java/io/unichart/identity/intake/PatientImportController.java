package io.unichart.identity.intake;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.identity.intake.RecordLines.Line;
import io.unichart.identity.job.Job;
import io.unichart.platform.PlatformProperties;
import io.unichart.platform.Problem;
import java.net.URI;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many patients at once, over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/patients/import", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Patients")
class PatientImportController {

  private static final MediaType CSV = MediaType.valueOf("text/csv");

  private final PatientImport imports;
  private final ImportJob job;
  private final PlatformProperties platform;

  PatientImportController(PatientImport imports, ImportJob job, PlatformProperties platform) {
    this.imports = imports;
    this.job = job;
    this.platform = platform;
  }

  @Operation(
      operationId = "importPatients",
      summary = "Take in many patients, one a line",
      description =
          "As application/x-ndjson a patient a line, with an optional external_id; as text/csv a"
              + " header that names the columns in the words of a mapping file (id or external_id,"
              + " given_name, middle_name, family_name or full_name, birth_date, gender,"
              + " house_number, street or line1, line2, city, state, postal_code, country, phone,"
              + " email, ssn, mrn, dl, npi, ppn, tax, tax_id, identifier.NAME), others are left"
              + " out. A line whose external_id (else MRN, else whole text) came before changes"
              + " that record, or is skipped when it says the same. Lines that cannot be stored"
              + " are told with their number; the others are stored. MAX_REQUEST_SIZE bounds a"
              + " line, not the body.",
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                    schema =
                        @Schema(
                            type = "string",
                            description = "a patient a line",
                            example =
                                "{\"external_id\":\"a-1\",\"name\":{\"family\":\"Halvorsen\","
                                    + "\"given\":[\"Ingrid\"]},\"birth_date\":\"1987-03-04\"}")),
                @Content(
                    mediaType = "text/csv",
                    schema =
                        @Schema(
                            type = "string",
                            description = "a header and a patient a record",
                            example =
                                "id,given_name,family_name,birth_date\n"
                                    + "a-1,Ingrid,Halvorsen,1987-03-04\n"))
              }),
      responses = {
        @ApiResponse(
            responseCode = "200",
            description = "What came of the lines",
            content = @Content(schema = @Schema(implementation = ImportResult.class))),
        @ApiResponse(
            responseCode = "202",
            description = "The job that goes on with them",
            content = @Content(schema = @Schema(implementation = Job.class)))
      })
  @PostMapping
  Mono<ResponseEntity<?>> take(
      @Parameter(description = "answer as soon as the lines have arrived; watch the job")
          @RequestParam(name = "async", defaultValue = "false")
          boolean later,
      @Parameter(hidden = true) ServerHttpRequest request) {
    boolean csv = csv(request);
    long longest = platform.maxRequestSize().toBytes();
    Flux<Line> lines =
        csv
            ? RecordLines.ofCsv(request.getBody(), longest)
            : RecordLines.ofJson(request.getBody(), longest);
    return later
        ? job.begin(lines, csv).map(PatientImportController::accepted)
        : imports.lines(lines, csv).map(ResponseEntity::ok);
  }

  private static ResponseEntity<?> accepted(Job job) {
    return ResponseEntity.accepted().location(URI.create("/api/v1/jobs/" + job.id())).body(job);
  }

  private static boolean csv(ServerHttpRequest request) {
    try {
      MediaType type = request.getHeaders().getContentType();
      if (type != null && CSV.isCompatibleWith(type)) {
        return true;
      }
      if (type != null && MediaType.APPLICATION_NDJSON.isCompatibleWith(type)) {
        return false;
      }
    } catch (InvalidMediaTypeException e) {
      // said below
    }
    throw Problem.unsupportedMediaType("an import reads application/x-ndjson or text/csv");
  }
}
