package dev.salus.app.share;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.sdk.entity.EntityApi;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus share revoke}. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = {
      "Takes access to a patient back from somebody, with that to all samples and elements.",
      "All of it gets new keys. What they have read already cannot be taken back."
    })
final class TakeAccessCommand extends KeyCommand {

  @Parameters(
      index = "0",
      paramLabel = "PATIENT",
      description = "The number from 'salus share list', the name or the id.")
  private String patient = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PERSON",
      description = "From whom: " + People.ANYBODY + ".")
  private List<String> person = new ArrayList<>();

  TakeAccessCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected String input() {
    return super.input() + "; yes";
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    Patient found = PatientList.of(keys).require(patient);
    String from = keys.people().find(String.join(" ", person));
    if (from.equals(keys.owner())) {
      throw new CommandFailure("that is yourself");
    }
    String who = keys.people().describe(from);
    keys.dialogue().confirm("Lock " + who + " out of " + PatientList.describe(found));
    PatientRecord record = PatientRecord.of(keys, found);
    Set<String> alsoLost = new TreeSet<>();
    PatientRecord.Done done =
        record.each(
            metadata ->
                metadata.delegations().stream().anyMatch(each -> each.delegate().equals(from)),
            new PatientRecord.Act() {
              @Override
              public <T> Future<?> on(EntityApi<T> api, T entity, String id) {
                return api.revokeAccess(entity, from)
                    .onSuccess((AccessRevoked<T> revoked) -> alsoLost.addAll(revoked.alsoLost()));
              }
            });
    if (done.isNothing()) {
      record.end();
      throw new CommandFailure(who + " has no access to " + PatientList.describe(found));
    }
    keys.say(
        who + " opens nothing any more of " + done + " (" + PatientList.describe(found) + ").");
    for (String other : alsoLost) {
      keys.say("So does " + keys.people().describe(other) + ", who had it from them only.");
    }
    record.end();
  }
}
