package dev.salus.app.keys;

import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Progress;
import dev.salus.app.keys.session.RestoredMark;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.device.RotatedKey;
import dev.salus.sdk.keys.GivenNames;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

  /** Behind the name of the key that retired. */
  private static final String EARLIER = " (earlier key)";

  RotateCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<String> before = keysHere(keys);
    RotatedKey rotated = Progress.of(keys, keys.salus().deviceApi()::rotate);
    boolean isNew = !before.contains(rotated.keyId());
    handNameOn(keys, before, rotated.keyId());
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

  /** The one in use, and then the others on this device, the newest first. */
  private static List<String> keysHere(KeySession.Opened keys) throws Exception {
    Stream<String> all =
        DeviceList.of(keys).cards().stream()
            .filter(OwnCard::onThisDevice)
            .sorted(Comparator.comparing(OwnCard::createdAt).reversed())
            .map(OwnCard::keyId);
    return Stream.concat(Stream.of(keys.ownKeyId()), all).distinct().toList();
  }

  /** The device keeps its name, also if a rotation that was interrupted went on. */
  private static void handNameOn(KeySession.Opened keys, List<String> before, String fresh)
      throws Exception {
    Map<String, String> names = keys.salus().dataOwnerApi().getGivenNames();
    Optional<String> old = before.stream().filter(names::containsKey).findFirst();
    if (old.isEmpty() || names.containsKey(fresh)) {
      return;
    }
    String name = names.getOrDefault(old.get(), "");
    keys.get(keys.salus().dataOwnerApi().giveName(fresh, name));
    String earlier = name + EARLIER;
    if (earlier.length() <= GivenNames.LONGEST) {
      keys.get(keys.salus().dataOwnerApi().giveName(old.get(), earlier));
    }
  }
}
