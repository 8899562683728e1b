package dev.salus.app.keys;

import dev.salus.api.Invalid;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.sdk.recovery.AccessBackRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys ask-back}: asks others for access after all keys were lost. */
@Command(
    name = "ask-back",
    mixinStandardHelpOptions = true,
    description = {
      "Asks those whom you shared with to give access back, after you lost all your keys.",
      "Make new keys first ('salus keys init'). Then read your fingerprint out to each of them, and"
          + " when they are done, run 'salus keys take-back' with theirs."
    })
final class AskBackCommand extends KeyCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "PERSON",
      description = "Whom to ask: " + People.ANYBODY + "; everybody if it is not given.")
  private List<String> counterpart = new ArrayList<>();

  AskBackCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    AskedCounterparts.tell(keys, requests(keys));
  }

  private List<AccessBackRequest> requests(KeySession.Opened keys) throws Exception {
    if (counterpart.isEmpty()) {
      return keys.get(keys.salus().accessBackApi().ask());
    }
    String person = keys.people().find(String.join(" ", counterpart));
    try {
      return List.of(keys.get(keys.salus().accessBackApi().ask(person)));
    } catch (Invalid nothingShared) {
      throw new CommandFailure(
          "you and "
              + keys.people().describe(person)
              + " never shared anything, so there is nothing to give back");
    }
  }
}
