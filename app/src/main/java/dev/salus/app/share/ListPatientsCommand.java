package dev.salus.app.share;

import dev.salus.app.keys.session.AutomaticShares;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.app.keys.status.PendingRequests;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.Patient;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code salus share list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the patients that open here by name, with numbers to choose by, and who else has"
          + " access; then with whom you share what you create."
    })
final class ListPatientsCommand extends KeyCommand {

  ListPatientsCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    PendingRequests.tell(keys);
    PatientList list = PatientList.of(keys);
    int number = 0;
    for (Patient patient : list.patients()) {
      number++;
      keys.say(number + "  " + PatientList.describe(patient));
      for (String other : others(keys, patient)) {
        keys.say("     shared with " + keys.people().describeWithId(other));
      }
    }
    keys.say(sum(list));
    AutomaticShares.tell(keys);
  }

  private static String sum(PatientList list) {
    int open = list.patients().size();
    if (list.others() == 0) {
      return Words.count(open, "patient opens here.", "patients open here.");
    }
    String closed =
        open == 0
            ? Words.count(list.others(), "patient is listed", "patients are listed")
                + (list.others() == 1 ? " and does not open here" : ", and none opens here")
            : Words.count(open, "patient opens here", "patients open here")
                + ", "
                + list.others()
                + (list.others() == 1 ? " does not" : " do not");
    return closed + ": 'salus keys status' says why, and what opens them.";
  }

  private static SortedSet<String> others(KeySession.Opened keys, Patient patient)
      throws TimeoutException {
    return patient.metadata().delegations().stream()
        .map(DelegationInfo::delegate)
        .filter(each -> !each.equals(keys.owner()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
