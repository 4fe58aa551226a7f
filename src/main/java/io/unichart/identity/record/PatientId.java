package io.unichart.identity.record;

import java.time.Instant;
import java.util.UUID;

/**
 * Ids for new records, as RFC 9562 has them in version 7: the time stands in front, so records that
 * are stored one after the other stand side by side in every index that begins with the id. Random
 * ids would touch another page of each such index for each record.
 */
public final class PatientId {

  private static final long VERSION = 0x7000L;

  private PatientId() {}

  public static UUID at(Instant now) {
    UUID random = UUID.randomUUID();
    return new UUID(
        now.toEpochMilli() << 16 | VERSION | random.getMostSignificantBits() & 0x0fffL,
        random.getLeastSignificantBits());
  }
}
