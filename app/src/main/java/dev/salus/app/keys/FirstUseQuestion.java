package dev.salus.app.keys;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.sdk.FirstUse;
import io.vertx.core.Future;
import java.io.IOException;

/** Asks a person what to do on a machine without keys. */
public record FirstUseQuestion(Dialogue dialogue) implements FirstUse {

  @Override
  public Future<Choice> choose(Situation situation) {
    try {
      return Future.succeededFuture(situation.hasCards() ? another(situation) : first());
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private Choice first() throws IOException {
    dialogue.say("You have no keys yet.");
    dialogue.confirm("Make new keys now");
    return new Choice.MakeKeys();
  }

  private Choice another(Situation situation) throws IOException {
    dialogue.say("You have keys already, on another device:");
    situation
        .cards()
        .forEach(
            card ->
                dialogue.say("  " + card.fingerprint() + (card.retired() ? "  (retired)" : "")));
    dialogue.say("New keys open nothing of what was shared with you so far. You can");
    dialogue.say("  - answer 'no' and run 'salus keys restore', if you have a recovery key or can");
    dialogue.say("    run 'salus keys hand-over' on the other device;");
    dialogue.say("  - answer 'yes' to give this device a key of its own. Then let it in from the");
    dialogue.say("    other device ('salus keys devices let-in'), or, if all others are lost, ask");
    dialogue.say("    for access back ('salus keys ask-back') or ask your notaries ('salus keys");
    dialogue.say("    notaries ask').");
    dialogue.confirm("Give this device a key of its own");
    return new Choice.AddDevice();
  }
}
