package dev.salus.gateway.keys;

import java.io.IOException;
import java.util.List;

/** A fingerprint that somebody told: as arguments, or typed when asked. */
final class Fingerprints {

  static final String LABEL = "FINGERPRINT";

  private Fingerprints() {}

  /** The arguments, or the answer to the question if there are none. */
  static String told(List<String> arguments, Dialogue dialogue, String question)
      throws IOException {
    return arguments.isEmpty() ? dialogue.answer(question) : String.join(" ", arguments);
  }
}
