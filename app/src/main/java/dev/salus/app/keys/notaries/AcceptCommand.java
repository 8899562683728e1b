package dev.salus.app.keys.notaries;

import dev.salus.app.dialogue.CommandFailure;
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
      paramLabel = "PERSON",
      description = "Whose notary you are: " + People.ANYBODY + ".")
  private String person = "";

  AcceptCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    String owner = keys.people().find(person);
    List<AppointedNotaries> sets =
        keys.get(keys.salus().notaryApi().sets()).stream()
            .filter(set -> set.owner().equals(owner) && !set.owner().equals(keys.owner()))
            .toList();
    if (sets.isEmpty()) {
      throw new CommandFailure(
          "they have not appointed you, as far as the server says; they do it with "
              + Words.elsewhere("keys notaries appoint"));
    }
    String told = told(keys);
    for (AppointedNotaries set : sets) {
      keys.get(keys.salus().notaryApi().accept(set.setId(), told));
    }
    keys.say(
        "You are a notary of "
            + keys.people().describe(owner)
            + " now, and they can see that you took it on. If they lose their keys, they call you:"
            + " then you run 'salus keys notaries approve' with their name.");
  }
}
