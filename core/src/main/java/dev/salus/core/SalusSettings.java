package dev.salus.core;

import dev.salus.core.identity.password.PasswordHashing;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/**
 * How a server runs.
 *
 * @param instances how many of each verticle are deployed, at least 1
 * @param passwords how passwords are hashed
 * @param refreshTokenLife how long a session lasts without being refreshed
 * @param clock the server's clock; its milliseconds and UTC count
 * @param random for ids, salts and tokens
 */
public record SalusSettings(
    int instances,
    PasswordHashing passwords,
    Duration refreshTokenLife,
    Clock clock,
    SecureRandom random) {

  /** Refuses a server without verticles, and sessions that end at once. */
  public SalusSettings {
    if (instances < 1) {
      throw new IllegalArgumentException("a server needs an instance of each verticle");
    }
    if (refreshTokenLife.toMillis() < 1) {
      throw new IllegalArgumentException("a refresh token has to live");
    }
  }

  /**
   * Two instances of each verticle, passwords by {@link PasswordHashing#DEFAULT}, sessions of 30
   * days, the system's clock and randomness.
   */
  public static SalusSettings defaults() {
    return new SalusSettings(
        2, PasswordHashing.DEFAULT, Duration.ofDays(30), Clock.systemUTC(), new SecureRandom());
  }

  /** The same with another number of instances. */
  public SalusSettings withInstances(int newInstances) {
    return new SalusSettings(newInstances, passwords, refreshTokenLife, clock, random);
  }

  /** The same with passwords hashed otherwise; cheap hashes are for tests. */
  public SalusSettings withPasswords(PasswordHashing newPasswords) {
    return new SalusSettings(instances, newPasswords, refreshTokenLife, clock, random);
  }

  /** The same with sessions of another length. */
  public SalusSettings withRefreshTokenLife(Duration newLife) {
    return new SalusSettings(instances, passwords, newLife, clock, random);
  }

  /** The same with another clock. */
  public SalusSettings withClock(Clock newClock) {
    return new SalusSettings(instances, passwords, refreshTokenLife, newClock, random);
  }

  /** The same with another source of randomness. */
  public SalusSettings withRandom(SecureRandom newRandom) {
    return new SalusSettings(instances, passwords, refreshTokenLife, clock, newRandom);
  }
}
