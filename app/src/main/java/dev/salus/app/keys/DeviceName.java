package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.keys.GivenNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

/** What a person calls the device at hand; what its system calls it is offered. */
final class DeviceName {

  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private DeviceName() {}

  /** Asks for it. The answer may be the offered one, or empty if nothing can be offered. */
  static String ask(Dialogue dialogue, Map<String, String> environment) throws Exception {
    String offered = ofSystem(environment, KERNEL);
    return ask(
        dialogue,
        offered.isEmpty()
            ? "Name of this device (Enter for none)"
            : "Name of this device (Enter for '" + offered + "')",
        offered);
  }

  /**
   * Asks for the one of a device that is let in: who has lost another one is to know later which is
   * which. Empty if it gets none.
   */
  static String ofOther(Dialogue dialogue) throws Exception {
    return ask(dialogue, "Name of that device, for you alone (Enter for none)", "");
  }

  private static String ask(Dialogue dialogue, String question, String offered) throws Exception {
    return dialogue.tries(
        () -> {
          String typed = dialogue.answer(question);
          return typed.isEmpty() ? offered : fitting(typed);
        });
  }

  /** A device that is to have a name, whose key has this id. A slip in it undoes nothing. */
  static void offer(KeySession.Opened keys, String keyId, Callable<String> question)
      throws Exception {
    String name;
    try {
      name = question.call();
    } catch (CommandFailure slip) {
      keys.say(
          Words.capitalised(String.valueOf(slip.getMessage()))
              + ". So that device has no name yet: 'salus keys devices list' shows its number, and"
              + " 'salus keys name' with that gives it one.");
      return;
    }
    if (!name.isEmpty()) {
      keys.get(keys.salus().dataOwnerApi().giveName(keyId, name));
    }
  }

  /** The same name; {@link CommandFailure} if a person or a device cannot be called so. */
  static String fitting(String name) {
    if (name.length() > GivenNames.LONGEST) {
      throw CommandFailure.mistyped("a name has " + GivenNames.LONGEST + " characters at most");
    }
    if (name.isBlank()) {
      throw CommandFailure.mistyped("a name has more than blanks");
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      throw CommandFailure.mistyped("a name has no control characters, as some keys type them");
    }
    if (isNumber(name)) {
      throw CommandFailure.mistyped("a name has more than digits: a number means one of a list");
    }
    if (name.startsWith("salus ")) {
      throw CommandFailure.mistyped("that is a command, and this asks for a name");
    }
    return name;
  }

  /** Whether it is one, and so none of a name. */
  static boolean isNumber(String typed) {
    return typed.matches("\\d+");
  }

  /**
   * The host's name, without asking the network for it; empty if the system does not say.
   *
   * @param kernel where Linux says it
   */
  static String ofSystem(Map<String, String> environment, Path kernel) {
    String variable =
        environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", ""));
    String name = variable.isBlank() ? firstLine(kernel) : variable.strip();
    boolean fits =
        !name.isBlank()
            && name.length() <= GivenNames.LONGEST
            && !isNumber(name)
            && name.codePoints().noneMatch(Character::isISOControl);
    return fits ? name : "";
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("").strip();
    } catch (IOException none) {
      return "";
    }
  }
}
