package io.unichart.access;

import reactor.core.publisher.Mono;

/** Finds out whose the secret in a header is; one for each way of proving that. */
interface SecretCheck {

  /** The caller; empty when the secret is worth nothing; an error when that cannot be found out. */
  Mono<Caller> caller(String secret);
}
