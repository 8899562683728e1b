package dev.salus.app.dialogue;

import dev.salus.api.Invalid;
import dev.salus.sdk.crypto.FingerprintText;
import java.io.IOException;
import java.util.List;

/** A fingerprint that somebody told: as arguments, or typed when asked. */
public final class Fingerprints {

  public static final String LABEL = "FINGERPRINT";

  private Fingerprints() {}

  /**
   * The arguments, or the answer to the question if there are none; {@link CommandFailure} if that
   * is no fingerprint.
   */
  public static String told(List<String> arguments, Dialogue dialogue, String question)
      throws IOException {
    String told = arguments.isEmpty() ? dialogue.answer(question) : String.join(" ", arguments);
    try {
      FingerprintText.parse(told);
      return told;
    } catch (Invalid none) {
      throw new CommandFailure("the fingerprint " + none.detail());
    }
  }
}
