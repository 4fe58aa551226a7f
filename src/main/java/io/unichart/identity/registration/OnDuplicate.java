package io.unichart.identity.registration;

/** What becomes of a registration when the person may be registered already. */
public enum OnDuplicate {
  /** Refused with the matches when it is certain that the person is registered already. */
  REJECT,
  /** Registered, and each likely pair is put up for review. */
  QUEUE,
  /** Registered: the caller knows better. */
  REGISTER
}
