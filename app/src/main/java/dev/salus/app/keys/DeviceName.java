package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.sdk.keys.GivenNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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
          if (typed.length() > GivenNames.LONGEST) {
            throw CommandFailure.mistyped(
                "a name has " + GivenNames.LONGEST + " characters at most");
          }
          if (typed.startsWith("salus ")) {
            throw CommandFailure.mistyped("that is a command, and this asks for a name");
          }
          return typed.isEmpty() ? offered : typed;
        });
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
