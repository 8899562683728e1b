package dev.salus.app.keys;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.keys.FirstUseQuestion.WayBack;
import dev.salus.app.keys.notaries.AskedNotaries;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.app.keys.status.RestoredKeys;
import dev.salus.sdk.FirstUse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code salus keys init}: keys for this machine. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Makes keys for this machine: your first ones, or one more if you have some elsewhere.",
      "If you lost those, it asks what you have left, and goes on with that.",
      "Asks before it makes any, and for a passphrase that protects the key file."
    })
final class InitCommand extends KeyCommand {

  private final Map<String, String> environment;
  private @Nullable FirstUseQuestion question;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What you call this device; nobody else sees it. Else you are asked.")
  private @Nullable String name;

  InitCommand(CommandSetting setting) {
    super(setting);
    this.environment = setting.environment();
  }

  @Override
  protected String input() {
    return "the password; a new passphrase, twice; yes, for first keys, or a number from 1 to 5 for"
        + " what you have left of earlier ones, and after 1 the recovery key (of these only the"
        + " password and the passphrase, once, if there is a key file)";
  }

  /** Before any keys are made. */
  @Override
  protected void prepare(Dialogue dialogue) {
    if (name != null && !name.isEmpty()) {
      DeviceName.fitting(name);
    }
  }

  @Override
  protected FirstUse firstUse(Dialogue dialogue) {
    question = new FirstUseQuestion(dialogue);
    return question;
  }

  @Override
  protected boolean isFirstHere() {
    return true;
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    FirstUseQuestion asked = question;
    WayBack way = asked == null ? WayBack.KEPT_KEYS : asked.way();
    if (asked != null && way == WayBack.RECOVERY_KEY) {
      RestoredKeys.tell(keys, asked.recoveryId());
      return;
    }
    nameThisDevice(keys);
    keys.say(
        way == WayBack.KEPT_KEYS
            ? "This machine has keys of yours already, so none were made."
            : "This machine has a key of yours now.");
    switch (way) {
      case OTHER_DEVICE -> sayHowToBeLetIn(keys);
      case NOTARIES -> AskedNotaries.ask(keys);
      case COUNTERPARTS -> AskedCounterparts.askAll(keys);
      default -> sayFingerprint(keys, way);
    }
  }

  private void nameThisDevice(KeySession.Opened keys) throws Exception {
    boolean named = keys.people().given().containsKey(keys.ownKeyId());
    Optional<String> given = Optional.ofNullable(name);
    if (given.isPresent()) {
      DeviceName.offer(keys, keys.ownKeyId(), given::get);
    } else if (!named && keys.dialogue().isPerson()) {
      DeviceName.offer(keys, keys.ownKeyId(), () -> DeviceName.ask(keys.dialogue(), environment));
    }
  }

  private static void sayHowToBeLetIn(KeySession.Opened keys) {
    keys.say(
        "It opens nothing of before yet. First, on your other device, run "
            + Words.elsewhere("keys devices let-in")
            + " and type this fingerprint there:");
    keys.sayOwnFingerprint();
    keys.say(
        "Then, here, run 'salus keys devices let-in' and type the fingerprint that the other device"
            + " shows. Your patients are back after both.");
  }

  private static void sayFingerprint(KeySession.Opened keys, WayBack way) {
    keys.say("The fingerprint of your key:");
    keys.sayOwnFingerprint();
    keys.say(
        way == WayBack.FIRST_KEYS
            ? "Now make a recovery key ('salus keys backup'): without one, whoever loses this machine"
                + " or its passphrase loses what was not shared with others."
            : "'salus keys status' says what it opens, and how to open the rest.");
  }
}
