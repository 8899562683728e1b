package dev.salus.app.keys.session;

import dev.salus.app.connection.OwnerOnlyFile;
import dev.salus.sdk.FirstUse;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * That the key in use on this machine came from a copy, so that another machine, perhaps a stolen
 * one, has it, too. Whoever closed the screen that said so is told again until the key is replaced.
 * It is a reminder only: a file beside the key file, with the id of that key in its first line. A
 * second line stands there while a copy is put in place, with the id of the key that was in use
 * before: should it end there, whatever is in use then, and is not that one, came from the copy.
 */
public final class RestoredMark {

  private static final String NONE = "";

  private final Path file;

  private RestoredMark(Path keyDirectory, String owner) {
    this.file = keyDirectory.resolve(owner + ".restored");
  }

  private static RestoredMark of(KeySession.Opened keys) {
    return new RestoredMark(keys.connection().keyDirectory(), keys.owner());
  }

  /** Adds a copy to the keys that are here. */
  public static void around(KeySession.Opened keys, Supplier<Future<Void>> restoring)
      throws TimeoutException {
    RestoredMark mark = of(keys);
    mark.write(mark.line(0), keys.ownKeyId());
    try {
      keys.get(restoring.get());
    } finally {
      set(keys);
    }
  }

  /** Before the first keys are here, from a copy or not. */
  static FirstUse.Choice noted(Path keyDirectory, String owner, FirstUse.Choice choice) {
    RestoredMark mark = new RestoredMark(keyDirectory, owner);
    if (choice instanceof FirstUse.Choice.Restore) {
      mark.write(NONE, NONE);
    } else {
      mark.clear();
    }
    return choice;
  }

  /** Once the copy is in place, or will not be. */
  public static void set(KeySession.Opened keys) {
    RestoredMark mark = of(keys);
    String marked = mark.isFor(keys.ownKeyId()) ? keys.ownKeyId() : mark.line(0);
    if (marked.equals(NONE)) {
      mark.clear();
    } else {
      mark.write(marked);
    }
  }

  /** Whether the key in use came from a copy. */
  public static boolean isSet(KeySession.Opened keys) {
    return of(keys).isFor(keys.ownKeyId());
  }

  /** Once a key that was made here is in use. */
  public static void clear(KeySession.Opened keys) {
    of(keys).clear();
  }

  private boolean isFor(String current) {
    List<String> lines = lines();
    return line(0).equals(current) || (lines.size() > 1 && !lines.get(1).equals(current));
  }

  private String line(int number) {
    List<String> lines = lines();
    return lines.size() > number ? lines.get(number) : NONE;
  }

  private List<String> lines() {
    try {
      return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\n", -1));
    } catch (IOException none) {
      return List.of();
    }
  }

  private void write(String... lines) {
    try {
      OwnerOnlyFile.replace(file, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    } catch (IOException full) {
      // without the reminder the person is told once all the same
    }
  }

  private void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException kept) {
      // it speaks of a key that is not in use
    }
  }
}
