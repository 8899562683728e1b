package dev.salus.app.keys.notaries;

import dev.salus.api.NotFound;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Fingerprints;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.ComparingCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.recovery.AppointedNotaries;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys notaries accept}. */
@Command(
    name = "accept",
    mixinStandardHelpOptions = true,
    description = {
      "Takes on that you are a notary of somebody, as they appointed you now.",
      "Let them read their fingerprint out to you, in a voice or by a face that you know. You answer"
          + " for what you took on, and for nothing else."
    })
final class AcceptCommand extends ComparingCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PERSON",
      description = "Whose notary you are; asked for if it is not given: " + People.ANYBODY + ".")
  private String person = "";

  AcceptCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected Fingerprints.Purpose purpose() {
    return Fingerprints.Purpose.PROMISE;
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<AppointedNotaries> all =
        keys.get(keys.salus().notaryApi().sets()).stream()
            .filter(set -> !set.owner().equals(keys.owner()))
            .toList();
    String said = named(person);
    String owner = said.isEmpty() ? ask(keys, all) : keys.people().find(said);
    List<AppointedNotaries> sets = all.stream().filter(set -> set.owner().equals(owner)).toList();
    if (sets.isEmpty()) {
      throw new CommandFailure(
          "they have not appointed you, as far as the server says; they do it with "
              + Words.elsewhere("keys notaries appoint"));
    }
    AppointedNotaries newest = sets.get(0);
    List<AppointedNotaries> older = sets.stream().skip(1).filter(set -> !set.trusted()).toList();
    tellWho(
        keys,
        owner,
        ", who appointed you on "
            + Words.minute(newest.createdAt())
            + ": any "
            + newest.needed()
            + " of "
            + newest.notaries().size()
            + " notaries bring their keys back, as the server says"
            + "."
            + andOlder(older.size())
            + " You promise to give your share to them alone, when they call you.");
    String told = told(keys);
    keys.get(keys.salus().notaryApi().accept(newest.setId(), told));
    int refused = acceptOlder(keys, older, told);
    keys.say(
        "You are a notary of "
            + keys.people().describe(owner)
            + " now, and they can see that you took it on. If they lose their keys, they call you:"
            + " then you run 'salus keys notaries approve "
            + keys.people().typed(owner)
            + "'.");
    if (refused > 0) {
      keys.say(
          Words.count(refused, "older set was", "older sets were")
              + " not taken on: no key of theirs that you compared signed what the server has of it.");
    }
  }

  private static String andOlder(int sets) {
    return sets == 0
        ? ""
        : " And "
            + Words.count(sets, "older set of notaries", "older sets of notaries")
            + " of theirs "
            + (sets == 1 ? "waits for you: you take it" : "wait for you: you take them")
            + " on as well.";
  }

  /** How many of them cannot be taken on, as those that were signed with a key that was lost. */
  private static int acceptOlder(KeySession.Opened keys, List<AppointedNotaries> older, String told)
      throws Exception {
    int refused = 0;
    for (AppointedNotaries set : older) {
      try {
        keys.get(keys.salus().notaryApi().accept(set.setId(), told));
      } catch (RecoveryRefused | NotFound gone) {
        refused++;
      }
    }
    return refused;
  }

  private static String ask(KeySession.Opened keys, List<AppointedNotaries> all) throws Exception {
    List<String> owners = all.stream().map(AppointedNotaries::owner).distinct().toList();
    if (owners.isEmpty()) {
      throw new CommandFailure(
          "nobody has appointed you, as far as the server says; they do it with "
              + Words.elsewhere("keys notaries appoint"));
    }
    return keys.people().ask(owners);
  }
}
