package io.unichart.identity.organization;

import io.unichart.audit.AuditAction;
import io.unichart.audit.AuditTrail;
import io.unichart.identity.organization.Organization.Details;
import io.unichart.platform.Problem;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Organisations and their hierarchy, which never has a circle and never loses a part's whole. */
@Component
public class Organizations {

  private static final String ENTITY = "organization";

  private final OrganizationStore store;
  private final AuditTrail audit;
  private final TransactionalOperator transaction;
  private final Clock clock;

  Organizations(
      OrganizationStore store, AuditTrail audit, TransactionalOperator transaction, Clock clock) {
    this.store = store;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  Mono<Organization> add(Details given) {
    return Mono.defer(
        () -> {
          OrganizationRules.check(given);
          OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
          Organization organization =
              new Organization(UUID.randomUUID(), OrganizationRules.standard(given), now, now);
          return wholeKnown(given.partOf())
              .then(store.save(organization))
              .then(record(AuditAction.CREATE, organization.id(), null, organization))
              .thenReturn(organization)
              .as(transaction::transactional);
        });
  }

  /** The organisation; 404 if there is none. */
  public Mono<Organization> find(UUID id) {
    return store
        .find(id)
        .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no organization with this id")));
  }

  /** Those of the organisations that are there. */
  public Mono<Set<UUID>> known(Set<UUID> ids) {
    return Flux.fromIterable(ids)
        .concatMap(id -> store.find(id).map(found -> id))
        .collect(Collectors.toSet());
  }

  Mono<List<Organization>> list(int limit, int offset) {
    return store.list(limit, offset).collectList();
  }

  Mono<Long> count() {
    return store.count();
  }

  Flux<Organization> children(UUID id) {
    return find(id).thenMany(store.children(id));
  }

  /** Replaces an organisation; 409 if it would become a part of itself. */
  Mono<Organization> change(UUID id, Details given) {
    return Mono.defer(
        () -> {
          OrganizationRules.check(given);
          return store
              .lockHierarchy()
              .then(find(id))
              .delayUntil(before -> wholeKnown(given.partOf()))
              .delayUntil(before -> noCircle(id, given.partOf()))
              .flatMap(before -> replace(before, given))
              .as(transaction::transactional);
        });
  }

  private Mono<Organization> replace(Organization before, Details given) {
    Organization after =
        new Organization(
            before.id(),
            OrganizationRules.standard(given),
            before.createdAt(),
            OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS));
    return store
        .save(after)
        .then(record(AuditAction.UPDATE, after.id(), before, after))
        .thenReturn(after);
  }

  /** Removes an organisation; 409 while others are parts of it. */
  Mono<Void> remove(UUID id) {
    return store
        .lockHierarchy()
        .then(find(id))
        .delayUntil(
            organization ->
                store
                    .children(id)
                    .hasElements()
                    .flatMap(
                        has ->
                            has
                                ? Mono.error(
                                    Problem.conflict(
                                        "other organizations are parts of this one; move or"
                                            + " remove them first"))
                                : Mono.empty()))
        .flatMap(
            organization ->
                store.delete(id).then(record(AuditAction.DELETE, id, organization, null)))
        .as(transaction::transactional);
  }

  private Mono<Void> wholeKnown(@Nullable UUID partOf) {
    return partOf == null ? Mono.empty() : find(partOf).then();
  }

  private Mono<Void> noCircle(UUID id, @Nullable UUID partOf) {
    return partOf == null
        ? Mono.empty()
        : store
            .isAtOrAbove(id, partOf)
            .flatMap(
                circle ->
                    circle
                        ? Mono.error(
                            Problem.conflict("the organization would become a part of itself"))
                        : Mono.empty());
  }

  private Mono<Void> record(
      AuditAction action, UUID id, @Nullable Object before, @Nullable Object after) {
    return audit.record(action, ENTITY, id.toString(), null, before, after);
  }
}
