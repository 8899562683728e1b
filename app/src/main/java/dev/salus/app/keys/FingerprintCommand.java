package dev.salus.app.keys;

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
  void run(KeySession.Opened keys) {
    keys.say("Data owner   " + keys.owner());
    keys.say("Fingerprint  " + keys.salus().dataOwnerApi().getOwnFingerprint());
    keys.say("QR code      " + keys.salus().dataOwnerApi().getOwnQrCode());
    keys.say("Read it out to others face to face or on the phone, never through this server.");
  }
}
