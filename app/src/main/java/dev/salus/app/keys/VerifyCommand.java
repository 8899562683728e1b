package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.notaries.AskedNotaries;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.ComparingCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.app.keys.session.Progress;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.sharing.EntriesAdded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code salus keys verify}: whose key is whose. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Trusts somebody's key after you compared its fingerprint.",
      "Let them read it out to you, face to face or on the phone, from their own device."
    })
final class VerifyCommand extends ComparingCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PERSON",
      description = "Whose key; asked for if it is not given: " + People.ANYBODY + ".")
  private String person = "";

  @Option(
      names = "--open-shared",
      description = "Opens to it, too, what you shared with them before.")
  private boolean openShared;

  VerifyCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    String dataOwner = keys.people().findOrAsk(named(person));
    keys.say("This is about " + keys.people().describe(dataOwner) + ".");
    int compared = keys.get(keys.salus().dataOwnerApi().getComparedKeys(dataOwner)).size();
    int listed =
        keys.get(keys.salus().dataOwnerApi().getTrustedKeys(dataOwner)).size()
            + keys.get(keys.salus().dataOwnerApi().getUntrustedKeys(dataOwner)).size();
    if (listed == 0) {
      throw new CommandFailure(
          keys.people().describe(dataOwner)
              + " has no key yet, as far as the server says, so there is nothing to compare; they make"
              + " one with "
              + Words.elsewhere("keys init"));
    }
    // a fingerprint shown here would be copied instead of compared
    keys.say(
        "On this machine you compared "
            + compared
            + " of "
            + Words.count(listed, "key", "keys")
            + " that they use now.");
    String keyId =
        comparing(
            keys,
            person,
            () -> keys.get(keys.salus().dataOwnerApi().verify(dataOwner, toldOrIn(person, keys))));
    boolean isNew =
        keys.get(keys.salus().dataOwnerApi().getComparedKeys(dataOwner)).size() > compared;
    keys.say(
        isNew
            ? "It is the same: the key is trusted from now on."
            : "It is the same: the key is trusted, as it was before.");
    keys.say(
        "If they have not compared yours yet: they trust it only once they did. Read it out to them"
            + " ('salus keys fingerprint').");
    if (openShared) {
      EntriesAdded opened =
          Progress.of(
              keys,
              progress -> keys.salus().dataOwnerApi().openSharedTo(dataOwner, keyId, progress));
      Progress.summaryWith(
          keys, "What you shared before is opened to it", opened, keyId, dataOwner);
    } else if (isNew && isSomethingClosedTo(keys, dataOwner, keyId)) {
      keys.say(
          "Some of what you shared with them before is closed to the key that you compared now:"
              + " 'salus keys verify --open-shared "
              + keys.people().typed(dataOwner)
              + "' opens it.");
    }
    AskedNotaries.tellHowFar(keys, dataOwner);
  }

  /** Whether something opens here, and not to that key of theirs. */
  private static boolean isSomethingClosedTo(KeySession.Opened keys, String person, String keyId)
      throws Exception {
    String here = keys.ownKeyId();
    return keys.get(keys.sharings().all()).stream()
        .filter(sharing -> sharing.own() && sharing.counterpart().equals(person))
        .anyMatch(sharing -> sharing.keyIds().contains(here) && !sharing.keyIds().contains(keyId));
  }
}
