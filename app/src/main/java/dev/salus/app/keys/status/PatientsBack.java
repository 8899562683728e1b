package dev.salus.app.keys.status;

import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import java.util.concurrent.TimeoutException;

/** Whether a person's patients are back, in one sentence: what each way back ends with. */
public final class PatientsBack {

  private static final String MORE =
      " 'salus share list' names them, 'salus keys status' shows more.";
  private static final String WHY = " 'salus keys status' says why, and which command opens them.";

  private PatientsBack() {}

  /** Says it where keys came to this machine. */
  public static void say(KeySession.Opened keys) throws TimeoutException {
    say(keys, RecordCount.ofPatients(keys));
  }

  /** {@link #say(KeySession.Opened)} of what was counted. */
  static void say(KeySession.Opened keys, RecordCount patients) {
    keys.say(
        (patients.isAllOpen()
                ? "Your patients are back: " + sentence(patients)
                : Words.capitalised(sentence(patients)))
            + (patients.closed() == 0 ? MORE : WHY));
  }

  /** Whether there are patients that do not open on this machine. */
  public static boolean areSomeClosed(KeySession.Opened keys) throws TimeoutException {
    return RecordCount.ofPatients(keys).closed() > 0;
  }

  /** Whether there are patients, and all of them open on this machine. */
  public static boolean areOpen(KeySession.Opened keys) throws TimeoutException {
    return RecordCount.ofPatients(keys).isAllOpen();
  }

  /** Says it where perhaps nothing was lost. */
  public static void sayWhatOpens(KeySession.Opened keys) throws TimeoutException {
    RecordCount patients = RecordCount.ofPatients(keys);
    keys.say(Words.capitalised(sentence(patients)) + (patients.closed() == 0 ? MORE : WHY));
  }

  /** How many of them open here, in one sentence. */
  static String sentence(RecordCount patients) {
    int all = patients.all();
    if (all == 0) {
      return "as far as the server says, there are no patients of yours.";
    }
    if (patients.isAllOpen()) {
      return all == 1
          ? "the only patient that the server lists opens on this machine."
          : "all " + all + " patients that the server lists open on this machine.";
    }
    if (patients.open() == 0) {
      return all == 1
          ? "Your patient is NOT back yet: the only one that the server lists is closed on this"
              + " machine."
          : "Your patients are NOT back yet: all "
              + all
              + " that the server lists are closed on this machine.";
    }
    return "Some of your patients are NOT back yet: "
        + patients.open()
        + " of "
        + all
        + " that the server lists open on this machine, "
        + patients.closed()
        + (patients.closed() == 1 ? " is closed." : " are closed.");
  }
}
