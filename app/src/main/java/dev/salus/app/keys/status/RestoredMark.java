package dev.salus.app.keys.status;

import dev.salus.app.keys.session.KeySession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/**
 * That the key in use on this machine came from a copy, so that another machine, perhaps a stolen
 * one, has it, too. Whoever closed the screen that said so is told again until the key is replaced.
 * It is a reminder only: a file beside the key file, with the id of that key.
 */
final class RestoredMark {

  private RestoredMark() {}

  /** Remembers it of the key in use. */
  static void set(KeySession.Opened keys) throws TimeoutException {
    if (keys.get(keys.salus().deviceApi().isRotationUnfinished())) {
      // a key of this machine's own is there, and what is left to do is told of that
      return;
    }
    try {
      Files.writeString(file(keys), keys.ownKeyId(), StandardCharsets.UTF_8);
    } catch (IOException full) {
      // without the reminder the person was told once all the same
    }
  }

  /** Whether the key in use came from a copy. */
  static boolean isSet(KeySession.Opened keys) {
    try {
      return Files.readString(file(keys), StandardCharsets.UTF_8).equals(keys.ownKeyId());
    } catch (IOException none) {
      return false;
    }
  }

  private static Path file(KeySession.Opened keys) {
    return keys.connection().keyDirectory().resolve(keys.owner() + ".restored");
  }
}
