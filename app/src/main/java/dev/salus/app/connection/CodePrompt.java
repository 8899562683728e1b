package dev.salus.app.connection;

import dev.salus.api.SecondFactorRequired;
import dev.salus.api.SecondFactorRequired.Reason;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.sdk.transport.CodeSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;

/**
 * Asks for a code of the second factor while somebody logs in. A script, which has it in the line
 * of its input after the password, is asked once.
 */
public final class CodePrompt implements CodeSource {

  private final Vertx vertx;
  private final Dialogue dialogue;

  /**
   * @param dialogue nothing else is asked there while a log-in is waited for
   */
  public CodePrompt(Vertx vertx, Dialogue dialogue) {
    this.vertx = vertx;
    this.dialogue = dialogue;
  }

  @Override
  public Future<String> code(SecondFactorRequired why) {
    // A person takes longer than an event loop may wait.
    return vertx.executeBlocking(() -> ask(why), false);
  }

  private String ask(SecondFactorRequired why) throws IOException {
    if (why.reason() == Reason.CODE_REFUSED) {
      if (!dialogue.isPerson()) {
        throw why;
      }
      dialogue.explain("That code is wrong, too old or was used before. Take the next one.");
    }
    return dialogue.answer("Code of your second factor");
  }
}
