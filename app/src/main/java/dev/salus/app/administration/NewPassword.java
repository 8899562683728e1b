package dev.salus.app.administration;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.paper.SecretOutput;
import dev.salus.protocol.Base64Url;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** Where a password that is set comes from. */
final class NewPassword {

  private static final int BYTES = 18;

  /** The server's rule (docs/http-api.md), for who makes something before it is asked. */
  private static final int LEAST_CHARACTERS = 8;

  @Option(
      names = "--make-password",
      description =
          "Makes a random password and prints it once; a file that it goes to is made readable for"
              + " you only. Without it one is asked for; where there is"
              + " no terminal, it is the next line of the input.")
  private boolean made;

  /** A password, and whether it was made up here. */
  record Chosen(String password, boolean isMade) {

    JsonObject json() {
      return new JsonObject().put("password", password);
    }

    /** A made one, to people; scripts have it in the JSON. */
    void tell(AdministrationCommand command, Dialogue dialogue) {
      if (isMade && !command.isJson()) {
        dialogue.say("the password, shown this once: " + password);
      }
      if (isMade && !SecretOutput.hasArrived(dialogue)) {
        throw new CommandFailure(
            "the password is set, but could not be written to the standard output: its disk is full,"
                + " or nobody reads it; set another one with 'salus users reset-password'");
      }
    }
  }

  Chosen choose(Dialogue dialogue, String question) throws Exception {
    if (made) {
      SecretOutput.makePrivate();
      byte[] bytes = new byte[BYTES];
      new SecureRandom().nextBytes(bytes);
      return new Chosen(Base64Url.encode(bytes), true);
    }
    char[] typed = dialogue.newPassword(question);
    try {
      if (Character.codePointCount(typed, 0, typed.length) < LEAST_CHARACTERS) {
        throw new CommandFailure("a password has at least " + LEAST_CHARACTERS + " characters");
      }
      return new Chosen(new String(typed), false);
    } finally {
      Arrays.fill(typed, '\0');
    }
  }
}
