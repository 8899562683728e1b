package dev.salus.core.identity;

import dev.salus.core.identity.password.PasswordHasher;
import dev.salus.core.identity.password.PasswordHashing;
import dev.salus.core.identity.secondfactor.SecondFactorPolicy;
import dev.salus.core.identity.throttle.LoginThrottle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * What all instances of the identity verticle in one process share: the workers that hash
 * passwords, the counts of failed attempts, clock and randomness. To be closed after the verticles
 * have stopped.
 */
public final class IdentityEnvironment {

  private final PasswordHasher hasher;
  private final LoginThrottle throttle;
  private final Duration refreshTokenLife;
  private final SecondFactorPolicy secondFactors;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * @param passwords how passwords are hashed
   * @param refreshTokenLife how long a session lasts without being refreshed
   * @param secondFactorRoles whoever has one of these roles has to have a second factor; {@code *}
   *     for everybody
   * @param clock the server's clock
   * @param random for ids, salts and tokens
   */
  public IdentityEnvironment(
      Vertx vertx,
      PasswordHashing passwords,
      Duration refreshTokenLife,
      Set<String> secondFactorRoles,
      Clock clock,
      SecureRandom random) {
    this.hasher = new PasswordHasher(vertx, passwords, random);
    this.throttle = new LoginThrottle(clock, random);
    this.refreshTokenLife = refreshTokenLife;
    this.secondFactors = new SecondFactorPolicy(secondFactorRoles);
    this.clock = clock;
    this.random = random;
  }

  /** Stops the workers; idempotent. */
  public Future<Void> close() {
    return hasher.close();
  }

  PasswordHasher hasher() {
    return hasher;
  }

  LoginThrottle throttle() {
    return throttle;
  }

  Duration refreshTokenLife() {
    return refreshTokenLife;
  }

  SecondFactorPolicy secondFactors() {
    return secondFactors;
  }

  Clock clock() {
    return clock;
  }

  SecureRandom random() {
    return random;
  }
}
