package dev.salus.app.keys.status;

import dev.salus.app.keys.session.KeySession;
import dev.salus.sdk.recovery.AppointedNotaries;
import dev.salus.sdk.recovery.KeptRecovery;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The copies of the keys that recovery keys on paper open. */
public final class WrittenRecoveries {

  private WrittenRecoveries() {}

  /** All of them, the oldest first: not what notaries open, nor what is for a hand-over. */
  public static List<KeptRecovery> of(KeySession.Opened keys) throws TimeoutException {
    Set<String> ofNotaries =
        keys.get(keys.salus().notaryApi().sets()).stream()
            .map(AppointedNotaries::recoveryId)
            .collect(Collectors.toSet());
    return keys.get(keys.salus().recoveryApi().list()).stream()
        .filter(kept -> !kept.once() && !ofNotaries.contains(kept.recoveryId()))
        .toList();
  }
}
