package dev.salus.app.keys;

import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.paper.TerminalQrCode;
import picocli.CommandLine.Command;

/** {@code salus keys fingerprint}: what others compare. */
@Command(
    name = "fingerprint",
    mixinStandardHelpOptions = true,
    description = "Shows the fingerprint of your key, for others to compare.")
final class FingerprintCommand extends KeyCommand {

  FingerprintCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    String name = keys.people().ownName();
    if (!name.isEmpty()) {
      keys.say("Your name    " + name + ", as the server tells it to others");
    }
    keys.say("Your id      " + keys.owner());
    if (keys.dialogue().terminal().isEmpty()) {
      keys.say("Fingerprint  " + keys.salus().dataOwnerApi().getOwnFingerprint());
    } else {
      keys.say("Fingerprint");
      keys.sayOwnFingerprint();
    }
    String code = keys.salus().dataOwnerApi().getOwnQrCode();
    keys.dialogue()
        .terminal()
        .ifPresent(at -> TerminalQrCode.lines(at, code, 1).forEach(line -> at.print(line + "\n")));
    keys.dialogue().sayUnbroken("Text of the QR code  " + code);
    keys.say(
        "Let others compare one of these with you face to face, or read the fingerprint out on the"
            + " phone; never send it through this server.");
  }
}
