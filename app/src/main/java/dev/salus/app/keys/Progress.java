package dev.salus.app.keys;

import dev.salus.sdk.sharing.EntriesAdded;
import java.util.function.Consumer;

/** Says now and then how far it is with the exchange records. */
final class Progress {

  private static final int EACH = 100;

  private Progress() {}

  static Consumer<EntriesAdded> of(KeySession.Opened keys) {
    return entries -> {
      if (entries.looked() % EACH == 0) {
        keys.say("  " + entries.looked() + " exchange records so far");
      }
    };
  }

  static String summary(EntriesAdded entries) {
    return entries.added()
        + " exchange records were opened to it, "
        + entries.present()
        + " were open already, "
        + entries.closed()
        + " are closed to this device too.";
  }
}
