package io.unichart.identity.job;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Long jobs, watched and cancelled over HTTP. */
@RestController
@RequestMapping("/api/v1/jobs")
@Tag(name = "Jobs")
class JobController {

  private final JobLedger jobs;

  JobController(JobLedger jobs) {
    this.jobs = jobs;
  }

  @Operation(
      operationId = "readJob",
      summary = "How far a job is",
      description =
          "Its status, the share that is done, and what it has done so far: for an import created,"
              + " updated, skipped and failed lines; for a deduplication patients_scanned,"
              + " auto_merged and queued_for_review.")
  @GetMapping("/{id}")
  Mono<Job> read(@PathVariable UUID id) {
    return jobs.find(id);
  }

  @Operation(
      operationId = "cancelJob",
      summary = "Cancel a running job",
      description =
          "The job stops at its next report; what it has done until then stays. A job that has"
              + " ended is answered with 409.")
  @DeleteMapping("/{id}")
  Mono<Job> cancel(@PathVariable UUID id) {
    return jobs.cancel(id);
  }
}
