package io.unichart.identity.organization;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Organisations over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations")
@Tag(name = "Organizations")
class OrganizationController {

  record Listing(List<Organization> organizations, long total, int limit, int offset) {}

  private final Organizations organizations;

  OrganizationController(Organizations organizations) {
    this.organizations = organizations;
  }

  @Operation(operationId = "listOrganizations", summary = "List organizations, oldest first")
  @GetMapping
  Mono<Listing> list(
      @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
      @RequestParam(defaultValue = "0") @Min(0) int offset) {
    return organizations
        .list(limit, offset)
        .zipWith(organizations.count())
        .map(found -> new Listing(found.getT1(), found.getT2(), limit, offset));
  }

  @Operation(operationId = "addOrganization", summary = "Add an organization")
  @PostMapping
  Mono<ResponseEntity<Organization>> add(@RequestBody Organization.Details details) {
    return organizations
        .add(details)
        .map(
            added ->
                ResponseEntity.created(URI.create("/api/v1/organizations/" + added.id()))
                    .body(added));
  }

  @Operation(operationId = "readOrganization", summary = "Read an organization")
  @GetMapping("/{id}")
  Mono<Organization> read(@PathVariable UUID id) {
    return organizations.find(id);
  }

  @Operation(operationId = "changeOrganization", summary = "Replace an organization")
  @PutMapping("/{id}")
  Mono<Organization> change(@PathVariable UUID id, @RequestBody Organization.Details details) {
    return organizations.change(id, details);
  }

  @Operation(operationId = "removeOrganization", summary = "Remove an organization without parts")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> remove(@PathVariable UUID id) {
    return organizations.remove(id);
  }

  @Operation(
      operationId = "partsOfOrganization",
      summary = "The organizations that are parts of one")
  @GetMapping("/{id}/children")
  Flux<Organization> children(@PathVariable UUID id) {
    return organizations.children(id);
  }
}
