package dev.salus.sdk.trust;

import io.vertx.core.Future;
import java.util.function.Function;

/** What to do with a key that nothing known vouches for (protocol §10). */
public sealed interface TrustPolicy {

  /**
   * Takes every valid card of a data owner that is met for the first time, and none after that
   * without confirmation. The default.
   */
  record TrustOnFirstUse() implements TrustPolicy {}

  /**
   * Asks about every key that nothing known vouches for, also the first.
   *
   * @param ask answers true once a human has compared the fingerprints; a failure counts as no, and
   *     who said no is not asked again about the same key for a minute
   */
  record VerifyWith(Function<KeyPrompt, Future<Boolean>> ask) implements TrustPolicy {}

  /** Takes no key unasked, and asks nobody: only those that are confirmed or proven. */
  record OnlyConfirmed() implements TrustPolicy {}

  /** {@link TrustOnFirstUse}. */
  static TrustPolicy trustOnFirstUse() {
    return new TrustOnFirstUse();
  }

  /** {@link VerifyWith}. */
  static TrustPolicy verifyWith(Function<KeyPrompt, Future<Boolean>> ask) {
    return new VerifyWith(ask);
  }

  /** {@link OnlyConfirmed}. */
  static TrustPolicy onlyConfirmed() {
    return new OnlyConfirmed();
  }
}
