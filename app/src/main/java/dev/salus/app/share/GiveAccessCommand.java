package dev.salus.app.share;

import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.EntityApi;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code salus share give}. */
@Command(
    name = "give",
    mixinStandardHelpOptions = true,
    description = {
      "Shares a patient with somebody, with all samples and elements about them.",
      "Compare their fingerprint before ('salus keys verify'). What is written about the patient"
          + " later is shared by whoever writes it ('salus share always')."
    })
final class GiveAccessCommand extends KeyCommand {

  private static final int TRIES = 3;

  @Parameters(
      index = "0",
      paramLabel = "PATIENT",
      description = "The number from 'salus share list', the name or the id.")
  private String patient = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PERSON",
      description = "With whom: " + People.ANYBODY + ".")
  private List<String> person = new ArrayList<>();

  @Option(names = "--read-only", description = "They read it and cannot change it.")
  private boolean readOnly;

  GiveAccessCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    Patient found = PatientList.of(keys).require(patient);
    String to = Compared.require(keys, String.join(" ", person));
    Access access = readOnly ? Access.READ : Access.SAME;
    PatientRecord record = PatientRecord.of(keys, found);
    PatientRecord.Done done =
        record.each(
            any -> true,
            new PatientRecord.Act() {
              @Override
              public <T> Future<?> on(EntityApi<T> api, T entity, String id) {
                return api.giveAccessRetrying(id, to, access, TRIES);
              }
            });
    keys.say(
        keys.people().describe(to)
            + " has access to "
            + done
            + " ("
            + PatientList.describe(found)
            + ").");
    Compared.tellToReadOut(keys);
    record.end();
  }
}
