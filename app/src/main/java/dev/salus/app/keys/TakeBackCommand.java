package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.ComparingCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.app.keys.session.Words;
import dev.salus.app.keys.status.PatientsBack;
import dev.salus.app.keys.status.TakenBack;
import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.recovery.AccessTakenBack;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys take-back}: what a counterpart has given back. */
@Command(
    name = "take-back",
    mixinStandardHelpOptions = true,
    description = {
      "Takes what somebody has given back to you ('salus keys give-back').",
      "Let them read their fingerprint out to you, face to face or on the phone."
    })
final class TakeBackCommand extends ComparingCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PERSON",
      description = "Who gave it back; asked for if it is not given: " + People.ANYBODY + ".")
  private String person = "";

  TakeBackCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    String said = named(person);
    String counterpart = said.isEmpty() ? keys.people().ask(asked(keys)) : keys.people().find(said);
    tellWho(keys, counterpart, ", who tells you their own fingerprint, not yours.");
    String told = told(keys);
    List<AccessBackRequest> given = givenBy(keys, counterpart);
    AccessTakenBack taken = keys.get(keys.salus().accessBackApi().accept(counterpart, told));
    if (taken.records() == 0) {
      throw new CommandFailure(
          "nothing of what you shared with each other is open: they have not given anything back"
              + " yet. Ask them for it ("
              + Words.elsewhere("keys give-back")
              + " on their machine), then run this again");
    }
    keys.say(
        Words.count(taken.records(), "sharing with them is open", "sharings with them are open")
            + ": what they shared with you opens, and what you shared with them as far as they had"
            + " compared your lost key. What you shared with others opens once those give it back,"
            + " too.");
    if (!given.isEmpty()) {
      TakenBack.remember(keys, given);
      TakenBack.tellOfRest(keys, counterpart);
    }
    PatientsBack.say(keys);
    if (!taken.lostKeys().isEmpty()) {
      keys.say(
          Words.count(taken.lostKeys().size(), "key of yours is known", "keys of yours are known")
              + " to be lost. If that is for good, say so to everybody:");
      DeviceList devices = DeviceList.of(keys);
      devices.cards().stream()
          .filter(card -> taken.lostKeys().contains(card.keyId()))
          .forEach(card -> keys.say("  'salus keys devices retire " + devices.number(card) + "'"));
    }
  }

  /** What they say is done: what they give back after this is not taken by it. */
  private static List<AccessBackRequest> givenBy(KeySession.Opened keys, String counterpart)
      throws TimeoutException {
    return keys.get(keys.salus().accessBackApi().ownRequests()).stream()
        .filter(request -> request.done() && request.counterpart().equals(counterpart))
        .toList();
  }

  /** Those who were asked, and who has given back first of all; else everybody who is known. */
  private static List<String> asked(KeySession.Opened keys) throws Exception {
    List<String> asked =
        keys.get(keys.salus().accessBackApi().ownRequests()).stream()
            .sorted(Comparator.comparing(request -> !request.done()))
            .map(AccessBackRequest::counterpart)
            .distinct()
            .toList();
    return asked.isEmpty() ? keys.people().known() : asked;
  }
}
