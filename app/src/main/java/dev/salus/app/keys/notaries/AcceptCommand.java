package dev.salus.app.keys.notaries;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Fingerprints;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.ComparingCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.app.keys.session.Words;
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
    tellWho(
        keys,
        owner,
        ", who appointed you on "
            + Words.minute(newest.createdAt())
            + ": any "
            + newest.needed()
            + " of "
            + newest.notaries().size()
            + " notaries bring their keys back, as the server says. You promise to give your share"
            + " to them alone, when they call you.");
    String told = told(keys);
    for (AppointedNotaries set : sets) {
      keys.get(keys.salus().notaryApi().accept(set.setId(), told));
    }
    keys.say(
        "You are a notary of "
            + keys.people().describe(owner)
            + " now, and they can see that you took it on. If they lose their keys, they call you:"
            + " then you run 'salus keys notaries approve "
            + keys.people().typed(owner)
            + "'.");
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
