package dev.salus.core;

import dev.salus.core.identity.password.PasswordHashing;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * How a server runs.
 *
 * @param instances how many of each verticle are deployed, at least 1
 * @param passwords how passwords are hashed
 * @param refreshTokenLife how long a session lasts without being refreshed
 * @param secondFactorRoles whoever has one of these roles has to have a second factor, and can do
 *     nothing but set one up until then; {@code *} for everybody
 * @param clock the server's clock; its milliseconds and UTC count
 * @param random for ids, salts and tokens
 */
public record SalusSettings(
    int instances,
    PasswordHashing passwords,
    Duration refreshTokenLife,
    Set<String> secondFactorRoles,
    Clock clock,
    SecureRandom random) {

  /** Copies the roles; refuses a server without verticles, and sessions that end at once. */
  public SalusSettings {
    secondFactorRoles = Set.copyOf(secondFactorRoles);
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
        2,
        PasswordHashing.DEFAULT,
        Duration.ofDays(30),
        Set.of(),
        Clock.systemUTC(),
        new SecureRandom());
  }

  /** The same with another number of instances. */
  public SalusSettings withInstances(int newInstances) {
    return new SalusSettings(
        newInstances, passwords, refreshTokenLife, secondFactorRoles, clock, random);
  }

  /** The same with passwords hashed otherwise; cheap hashes are for tests. */
  public SalusSettings withPasswords(PasswordHashing newPasswords) {
    return new SalusSettings(
        instances, newPasswords, refreshTokenLife, secondFactorRoles, clock, random);
  }

  /** The same with sessions of another length. */
  public SalusSettings withRefreshTokenLife(Duration newLife) {
    return new SalusSettings(instances, passwords, newLife, secondFactorRoles, clock, random);
  }

  /** The same with a second factor for whoever has one of these roles, {@code *} for everybody. */
  public SalusSettings withSecondFactorFor(Set<String> newRoles) {
    return new SalusSettings(instances, passwords, refreshTokenLife, newRoles, clock, random);
  }

  /** The same with another clock. */
  public SalusSettings withClock(Clock newClock) {
    return new SalusSettings(
        instances, passwords, refreshTokenLife, secondFactorRoles, newClock, random);
  }
}
