package dev.salus.app.keys;

import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Progress;
import dev.salus.app.keys.session.RestoredMark;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.device.RotatedKey;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code salus keys devices rotate}. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = {
      "Replaces the key of this device by a new one; the old one retires.",
      "If somebody else may have the old key, change your password first: who can log in with it can"
          + " retire the new one.",
      "If it is interrupted, run it again: it goes on where it stopped."
    })
final class RotateCommand extends KeyCommand {

  RotateCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    Set<String> before =
        DeviceList.of(keys).cards().stream()
            .filter(OwnCard::onThisDevice)
            .map(OwnCard::keyId)
            .collect(Collectors.toSet());
    RotatedKey rotated = Progress.of(keys, keys.salus().deviceApi()::rotate);
    boolean isNew = !before.contains(rotated.keyId());
    if (isNew) {
      RestoredMark.clear(keys);
    }
    Progress.summary(
        keys,
        isNew
            ? "This device has a new key"
            : "The newest key of this device has taken the place of the others",
        rotated.entries(),
        rotated.keyId());
    keys.say(isNew ? "Its fingerprint:" : "Its fingerprint, as it was before:");
    keys.sayFingerprint(rotated.fingerprint());
    keys.say(
        "The old key is retired: nobody seals anything to it any more. Whoever has it still opens what"
            + " it opened before.");
    keys.say(
        "Who trusted the old key trusts the new one. What was made before for the day on which you"
            + " lose this machine restores the old key only: make a new recovery key ('salus keys"
            + " backup --replace'), and if you have notaries, appoint them again ('salus keys"
            + " notaries appoint').");
    if (!rotated.notVouchedFor().isEmpty()) {
      keys.say(
          "These keys of yours are known by the old key's word alone, and not vouched for any more:");
      rotated
          .notVouchedFor()
          .forEach(keyId -> keys.sayFingerprint(Fingerprint.of(keys.owner(), keyId)));
      keys.say(
          "Let in each that is a device of yours ('salus keys devices let-in'), retire the others"
              + " ('salus keys devices retire').");
    }
  }
}
