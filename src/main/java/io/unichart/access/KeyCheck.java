package io.unichart.access;

import reactor.core.publisher.Mono;

/** Keys of the service's own, remembered for some seconds. */
final class KeyCheck implements SecretCheck {

  private final ApiKeys keys;
  private final BriefMemory<Caller> memory;

  KeyCheck(ApiKeys keys, BriefMemory<Caller> memory) {
    this.keys = keys;
    this.memory = memory;
  }

  @Override
  public Mono<Caller> caller(String secret) {
    return memory.get(secret, keys.holder(secret).map(ApiKeys.Holder::caller));
  }
}
