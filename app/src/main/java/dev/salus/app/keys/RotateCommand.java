package dev.salus.app.keys;

import dev.salus.app.keys.dialogue.Terminal;
import dev.salus.sdk.device.RotatedKey;
import picocli.CommandLine.Command;

/** {@code salus keys devices rotate}. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = {
      "Replaces the key of this device by a new one; the old one retires.",
      "If it is interrupted, run it again: it goes on where it stopped."
    })
final class RotateCommand extends KeyCommand {

  RotateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(KeySession.Opened keys) throws Exception {
    RotatedKey rotated = keys.get(keys.salus().deviceApi().rotate(Progress.of(keys)));
    keys.say("This device has a new key: " + Progress.summary(rotated.entries()));
    keys.say("Its fingerprint:");
    keys.say("  " + rotated.fingerprint());
    keys.say(
        "Who trusted the old key trusts the new one. Recovery keys and notaries that were made");
    keys.say("before restore the old key only: make them again.");
  }
}
