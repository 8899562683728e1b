package dev.salus.core.identity.throttle;

import java.time.Duration;

/** How many there may be at once, and in what time they come back one by one. */
enum LoginLimit {
  /** Failures of one login in one network. */
  LOGIN_IN_NETWORK(5, Duration.ofMinutes(1)),
  /** The same, in the long run. */
  LOGIN_IN_NETWORK_LONG(20, Duration.ofHours(1)),
  /** Failures of one login, from wherever it has not worked before. */
  LOGIN(100, Duration.ofMinutes(10)),
  /** Failures for one purpose in one network, of logins that have not worked there before. */
  NETWORK(100, Duration.ofMinutes(4)),
  /** Failures with one device token; beyond, it is as if there were none. */
  DEVICE(10, Duration.ofHours(1)),
  /** Wrong codes of one login after its right password; those of known devices apart. */
  CODE(10, Duration.ofHours(1)),
  /** Right passwords of one login without a code that it needs; those of known devices apart. */
  PASSED(180, Duration.ofMinutes(10)),
  /** Attempts of one login that went well. */
  SUCCESSES(180, Duration.ofMinutes(10));

  private final int atOnce;
  private final Duration period;

  LoginLimit(int atOnce, Duration period) {
    this.atOnce = atOnce;
    this.period = period;
  }

  int atOnce() {
    return atOnce;
  }

  /** In which all of them come back. */
  Duration period() {
    return period;
  }
}
