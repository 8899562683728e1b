package dev.salus.app.dialogue;

import dev.salus.api.Invalid;
import dev.salus.sdk.crypto.FingerprintText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A fingerprint that somebody told: as arguments, or typed when asked. */
public final class Fingerprints {

  public static final String LABEL = "FINGERPRINT";

  private static final int IN_ROW = 3;

  /** Enter alone, too. */
  private static final Set<String> NO = Set.of("", "n", "no");

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

  /** What a fingerprint is asked for, and so what is not done if a person says no. */
  public enum Purpose {
    /** Something is given to whoever has that key. */
    GIVE("give", "given"),
    /** The key is trusted. */
    TRUST("trust", "trusted"),
    /** A person promises something. */
    PROMISE("promise", "promised");

    private final String verb;
    private final String done;

    Purpose(String verb, String done) {
      this.verb = verb;
      this.done = done;
    }
  }

  /**
   * The arguments, or the answer to the question if there are none; {@link CommandFailure} if that
   * is no fingerprint, or a person does not want to go on.
   */
  public static String told(
      List<String> arguments, Dialogue dialogue, String question, Purpose purpose)
      throws Exception {
    String asked = question + " (or 'no' to " + purpose.verb + " nothing)";
    return arguments.isEmpty()
        ? dialogue.tries(() -> answered(dialogue.answer(asked), purpose))
        : checked(String.join(" ", arguments));
  }

  private static String answered(String answer, Purpose purpose) {
    if (NO.contains(answer.toLowerCase(Locale.ROOT))) {
      throw new CommandFailure("nothing was " + purpose.done);
    }
    return checked(answer);
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
