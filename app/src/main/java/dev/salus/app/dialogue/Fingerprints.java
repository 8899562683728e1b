package dev.salus.app.dialogue;

import dev.salus.api.Invalid;
import dev.salus.sdk.crypto.FingerprintText;
import java.util.Arrays;
import java.util.List;

/** A fingerprint that somebody told: as arguments, or typed when asked. */
public final class Fingerprints {

  public static final String LABEL = "FINGERPRINT";

  private static final int IN_ROW = 3;

  private Fingerprints() {}

  /**
   * Shows one: to a person in numbered rows of three groups, which no terminal is too narrow for;
   * else in one line.
   */
  public static void show(Dialogue dialogue, String fingerprint) {
    if (dialogue.terminal().isEmpty()) {
      dialogue.sayUnbroken("  " + fingerprint);
      return;
    }
    String[] groups = fingerprint.split(" ", -1);
    for (int first = 0; first < groups.length; first += IN_ROW) {
      int end = Math.min(first + IN_ROW, groups.length);
      String row = String.join(" ", Arrays.copyOfRange(groups, first, end));
      dialogue.sayUnbroken("  " + (first / IN_ROW + 1) + "   " + row);
    }
  }

  /**
   * The arguments, or the answer to the question if there are none; {@link CommandFailure} if that
   * is no fingerprint.
   */
  public static String told(List<String> arguments, Dialogue dialogue, String question)
      throws Exception {
    return arguments.isEmpty()
        ? dialogue.tries(() -> checked(dialogue.answer(question)))
        : checked(String.join(" ", arguments));
  }

  private static String checked(String told) {
    try {
      FingerprintText.parse(told);
      return told;
    } catch (Invalid none) {
      throw CommandFailure.mistyped("the fingerprint " + none.detail());
    }
  }
}
