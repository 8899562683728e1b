package example;

import dev.salus.sdk.FirstUse;
import dev.salus.sdk.Salus;
import dev.salus.sdk.crypto.RecoveryKey;
import io.vertx.core.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a person is asked and shown when keys are made, and when they are lost. */
final class FirstDay {

  private FirstDay() {}

  /**
   * Decides at first use.
   *
   * @param never asks the person whether they never had keys; a server can hide those that they had
   * @param typed the recovery key as a person types it in, who has been asked for it
   */
  static FirstUse firstUse(BooleanSupplier never, Supplier<String> typed) {
    return situation -> {
      if (!situation.hasCards()) {
        return never.getAsBoolean()
            ? Future.succeededFuture(new FirstUse.Choice.MakeKeys())
            : FirstUse.REFUSED.choose(situation);
      }
      return Future.succeededFuture(new FirstUse.Choice.Restore(RecoveryKey.parse(typed.get())));
    };
  }

  /** Makes the paper that brings the keys back; to be shown once and kept nowhere. */
  static void makePaper(Salus salus, Consumer<String> show) {
    RecoveryKey key = salus.recoveryApi().makeRecoveryKey().await();
    try {
      show.accept(key.reveal());
    } finally {
      key.wipe();
    }
  }

  /** Whether there is a paper, and it has the keys that are in use. */
  static boolean hasCurrentPaper(Salus salus) {
    return salus.recoveryApi().list().await().stream().anyMatch(kept -> kept.current());
  }
}
