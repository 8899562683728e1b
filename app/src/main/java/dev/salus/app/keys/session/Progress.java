package dev.salus.app.keys.session;

import dev.salus.app.connection.Sharings.Sharing;
import dev.salus.sdk.sharing.EntriesAdded;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far it is with the sharings, for a person at a terminal that can redraw a line. */
public final class Progress {

  private static final int REDRAWN_EACH_MILLIS = 200;

  private Progress() {}

  /** The result of a call that tells how far it is. */
  public static <T> T of(KeySession.Opened keys, Function<Consumer<EntriesAdded>, Future<T>> call)
      throws TimeoutException {
    Optional<ProgressBar> bar =
        keys.dialogue().terminal().filter(at -> !at.isDumb()).isPresent()
            ? bar(keys)
            : Optional.empty();
    try {
      T result =
          keys.get(call.apply(entries -> bar.ifPresent(shown -> shown.stepTo(entries.looked()))));
      // of all sharings some were not concerned
      bar.ifPresent(shown -> shown.maxHint(shown.getCurrent()));
      return result;
    } finally {
      bar.ifPresent(shown -> end(keys, shown));
    }
  }

  /** None where there is nothing to do. */
  private static Optional<ProgressBar> bar(KeySession.Opened keys) throws TimeoutException {
    int total = keys.get(keys.sharings().count());
    return total == 0 ? Optional.empty() : Optional.of(bar(keys, total));
  }

  private static ProgressBar bar(KeySession.Opened keys, int total) {
    int columns = keys.dialogue().terminal().orElseThrow().columns() - 1;
    return new ProgressBarBuilder()
        .setTaskName("Sharings")
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REDRAWN_EACH_MILLIS)
        .showSpeed()
        .setConsumer(new DelegatingProgressBarConsumer(line -> show(keys, "\r" + line), columns))
        .build();
  }

  private static void show(KeySession.Opened keys, String line) {
    keys.dialogue().terminal().ifPresent(at -> at.print(line));
  }

  private static void end(KeySession.Opened keys, ProgressBar bar) {
    bar.close();
    show(keys, "\n");
  }

  /**
   * What it came to, and what to do about the rest.
   *
   * @param keyId the key that sharings were opened to
   */
  public static void summary(
      KeySession.Opened keys, String what, EntriesAdded entries, String keyId) throws Exception {
    summary(keys, what, entries, keyId, all -> true);
  }

  /**
   * {@link #summary(KeySession.Opened, String, EntriesAdded, String)} of the sharings with
   * somebody.
   */
  public static void summaryWith(
      KeySession.Opened keys, String what, EntriesAdded entries, String keyId, String counterpart)
      throws Exception {
    summary(keys, what, entries, keyId, sharing -> sharing.counterpart().equals(counterpart));
  }

  private static void summary(
      KeySession.Opened keys,
      String what,
      EntriesAdded entries,
      String keyId,
      Predicate<Sharing> which)
      throws Exception {
    keys.say(
        what
            + ": "
            + Words.count(entries.added(), "sharing was opened to it", "sharings were opened to it")
            + ", "
            + entries.present()
            + " before.");
    if (entries.closed() > 0) {
      keys.say(Words.count(entries.closed(), "sharing stays", "sharings stay") + " closed to it.");
      ClosedSharings.tell(keys, keyId, which);
    }
  }
}
