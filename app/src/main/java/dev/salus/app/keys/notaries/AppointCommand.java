package dev.salus.app.keys.notaries;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.recovery.AppointedNotaries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys notaries appoint}. */
@Command(
    name = "appoint",
    mixinStandardHelpOptions = true,
    description = {
      "Appoints people of whom any K together can restore your keys; fewer learn nothing.",
      "Compare the fingerprint of each before ('salus keys verify'). Who was appointed before is so"
          + " no more."
    })
final class AppointCommand extends KeyCommand {

  @Parameters(index = "0", paramLabel = "K", description = "How many of them it takes.")
  private String needed = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NOTARY",
      description = "Each as " + People.ANYBODY + ".")
  private List<String> notaries = new ArrayList<>();

  AppointCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void prepare(Dialogue dialogue) {
    requireCount();
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<String> ids = keys.people().findAll(notaries);
    requireCompared(keys, ids);
    confirmIfKeysWereLost(keys);
    AppointedNotaries set =
        keys.get(keys.salus().notaryApi().appoint(Integer.parseInt(needed), ids));
    keys.say("Any " + set.needed() + " of these " + set.notaries().size() + " restore your keys:");
    for (String notary : set.notaries()) {
      keys.say("  " + keys.people().describe(notary));
    }
    keys.say(
        "They restore nothing before they took it on. Face to face or on the phone, let each of them"
            + " run "
            + Words.elsewhere("keys notaries accept " + keys.people().typedByOthers())
            + " and type your fingerprint:");
    keys.sayOwnFingerprint();
    keys.say(
        "Then 'salus keys notaries list' shows who took it on. Remember who they are, and that it"
            + " takes "
            + set.needed()
            + " of them: when you restore your keys, the server says so, and only you know whether it"
            + " is true.");
  }

  /** Names alone are the slip that everybody makes. */
  private void requireCount() {
    if (!needed.matches("\\d{1,3}")) {
      List<String> all = Stream.concat(Stream.of(needed), notaries.stream()).toList();
      throw new CommandFailure(
          "first how many of them it takes, then who they are: salus keys notaries appoint 2 "
              + all.stream()
                  .map(name -> name.contains(" ") ? '"' + name + '"' : name)
                  .collect(Collectors.joining(" ")));
    }
    if (notaries.isEmpty()) {
      throw new CommandFailure(
          "say who they are, too: salus keys notaries appoint " + needed + " NOTARY...");
    }
  }

  /** Whoever lost all keys would end the way back that is left. */
  private static void confirmIfKeysWereLost(KeySession.Opened keys) throws Exception {
    boolean lost =
        keys.get(keys.salus().notaryApi().sets()).stream()
            .anyMatch(set -> set.owner().equals(keys.owner()) && !set.trusted());
    if (lost) {
      keys.say(
          "You have notaries already, appointed with a key that this machine does not know. If you"
              + " lost your keys, those can restore them ('salus keys notaries ask'), and cannot any"
              + " more once you appoint others.");
      keys.dialogue().confirm("Give up what they can restore");
    }
  }

  /** All who are missing at once, not the first only. */
  private static void requireCompared(KeySession.Opened keys, List<String> ids) throws Exception {
    List<String> missing = new ArrayList<>();
    for (String id : ids) {
      boolean others = !id.equals(keys.owner());
      if (others && keys.get(keys.salus().dataOwnerApi().getComparedKeys(id)).isEmpty()) {
        missing.add(keys.people().describe(id));
      }
    }
    if (!missing.isEmpty()) {
      throw new CommandFailure(
          "nobody is appointed: on this machine you have not compared the fingerprint of "
              + String.join(", nor of ", missing)
              + " ('salus keys verify')");
    }
  }
}
