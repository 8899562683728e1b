package dev.salus.core.identity.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.salus.api.TooManyRequests;
import dev.salus.core.identity.throttle.LoginCounters.CounterKey;
import dev.salus.core.testkit.MovableClock;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That nobody makes the server forget what was counted by bringing more than it keeps (T12). */
class LoginThrottleTest {

  /** More than there are counters for. */
  private static final int FLOOD = 400;

  private final MovableClock clock = new MovableClock();
  private final LoginThrottle throttle = new LoginThrottle(clock, new byte[16], 1_000);

  private static LoginAttempt from(int network, String login) {
    return LoginAttempt.of("log-in", login, "2001:db8:" + Integer.toHexString(network) + "::1");
  }

  private void flood() {
    for (int i = 0; i < FLOOD; i++) {
      throttle.failed(from(10_000 + i, "nobody-" + i));
    }
  }

  private void refusesCode(LoginAttempt attempt) {
    assertThatExceptionOfType(TooManyRequests.class).isThrownBy(() -> throttle.checkCode(attempt));
  }

  private void refuses(LoginAttempt attempt) {
    assertThatExceptionOfType(TooManyRequests.class).isThrownBy(() -> throttle.check(attempt));
  }

  @Test
  void t11_wrongCodesAreNotForgottenHoweverManyStrangersFail() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 3; i++) {
        throttle.failedCode(from(round, "jon"));
      }
      flood();
    }
    throttle.failedCode(from(9, "jon"));

    refusesCode(from(10, "jon"));
  }

  @Test
  void t12_guessesOfALoginAreNotForgottenHoweverManyStrangersFail() {
    for (int i = 0; i < 99; i++) {
      throttle.failed(from(i, "jon"));
    }
    flood();
    assertThatCode(() -> throttle.check(from(200, "jon"))).doesNotThrowAnyException();
    throttle.failed(from(200, "jon"));

    refuses(from(201, "jon"));
  }

  /** By ten thousand failures at once, of a server that keeps a thousand counters. */
  @Test
  void t25_whoFailedNeverIsLetInWhileThereAreTooManyCountersAndWhoIsKnownIsHeldUpByItselfOnly() {
    throttle.succeeded(from(1, "arya"));
    for (int i = 0; i < 25 * FLOOD; i++) {
      throttle.failed(from(10_000 + i, "nobody-" + i));
    }
    long held = 0;
    for (int i = 0; i < 100; i++) {
      held += isHeldUp(from(100 + i, "new-" + i)) ? 1 : 0;
    }

    assertThat(held).as("of a hundred others").isLessThan(20);
    for (int i = 0; i < 5; i++) {
      assertThatCode(() -> throttle.check(from(1, "arya"))).doesNotThrowAnyException();
      throttle.failed(from(1, "arya"));
    }
    refuses(from(1, "arya"));
  }

  /** A wrong invitation costs its sender no hashing, so there may be any number of them. */
  @Test
  void t25_wrongInvitationsHoldNobodyUpWhoLogsIn() {
    for (int i = 0; i < 100 * FLOOD; i++) {
      String network = "2001:db8:" + Integer.toHexString(i) + "::1";
      throttle.failed(LoginAttempt.of("invitation", "nobody-" + i, network));
    }
    for (int i = 0; i < 5; i++) {
      assertThatCode(() -> throttle.check(from(1, "jon"))).doesNotThrowAnyException();
      throttle.failed(from(1, "jon"));
    }

    refuses(from(1, "jon"));
    for (int i = 0; i < 100; i++) {
      LoginAttempt first = from(100 + i, "new-" + i);
      assertThatCode(() -> throttle.check(first)).doesNotThrowAnyException();
    }
  }

  @Test
  void t12_whoeverComesBeyondIsHeldUpAsWellAndNotForGood() {
    flood();
    LoginAttempt late = from(1, "late");
    for (int i = 0; i < 5; i++) {
      throttle.failed(late);
    }

    refuses(late);
    clock.advance(Duration.ofMinutes(1));
    assertThatCode(() -> throttle.check(late)).doesNotThrowAnyException();
  }

  @Test
  void countersThatAreAsNewMakePlaceForOthers() {
    LoginCounters counters = new LoginCounters(10, new byte[16], time());
    for (int i = 0; i < 20; i++) {
      counters.count(new CounterKey(LoginLimit.NETWORK, "", null, "network " + i));
    }
    assertThat(counters.size()).isEqualTo(10);

    clock.advance(LoginLimit.NETWORK.period().dividedBy(10));
    assertThat(counters.size()).isZero();
    counters.count(new CounterKey(LoginLimit.CODE, "", "jon", null));
    clock.advance(LoginLimit.CODE.period().dividedBy(20));
    assertThat(counters.size()).isOne();
  }

  private TimeMeter time() {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }

  private boolean isHeldUp(LoginAttempt attempt) {
    try {
      throttle.check(attempt);
      return false;
    } catch (TooManyRequests held) {
      return true;
    }
  }
}
