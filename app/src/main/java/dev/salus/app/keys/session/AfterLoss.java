package dev.salus.app.keys.session;

/** What is left to do once keys are back that somebody else may have, too. */
public final class AfterLoss {

  private AfterLoss() {}

  /** Says it. */
  public static void say(KeySession.Opened keys) {
    keys.say(
        "If somebody else may have the machine that you lost: have your password changed first"
            + " (your administrator does that), then run 'salus keys devices rotate' here, so that its key is used no more, and make"
            + " a new recovery key ('salus keys backup'). 'salus keys devices list' shows which keys"
            + " are in use.");
  }
}
