package dev.salus.app.keys;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Fingerprints;
import dev.salus.sdk.FirstUse;
import io.vertx.core.Future;
import java.time.Instant;

/** Asks a person what to do on a machine without keys. */
public record FirstUseQuestion(Dialogue dialogue) implements FirstUse {

  @Override
  public Future<Choice> choose(Situation situation) {
    try {
      return Future.succeededFuture(situation.hasCards() ? another(situation) : first());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  private Choice first() throws Exception {
    dialogue.say("You have no keys yet.");
    dialogue.confirm("Make new keys now");
    return new Choice.MakeKeys();
  }

  private Choice another(Situation situation) throws Exception {
    dialogue.say("Keys of yours were made before, on another machine or on this one:");
    for (ListedCard card : situation.cards()) {
      dialogue.say(
          "  made " + Instant.ofEpochMilli(card.createdAt()) + (card.retired() ? ", retired" : ""));
      Fingerprints.show(dialogue, card.fingerprint());
    }
    dialogue.say("A new key opens nothing of what was shared with you so far. Do you have");
    dialogue.say("  - a recovery key? Answer 'no', and run 'salus keys restore'.");
    dialogue.say(
        "  - the other device at hand? Answer 'yes', then let this one in from there ('salus keys"
            + " devices let-in'). Or answer 'no', run 'salus keys hand-over' there and 'salus keys"
            + " restore' here: then both have the same key.");
    dialogue.say(
        "  - people whom you appointed as notaries? Answer 'yes', then run 'salus keys notaries"
            + " ask'.");
    dialogue.say(
        "  - none of these? Answer 'yes', then ask those whom you shared with for access back"
            + " ('salus keys ask-back').");
    dialogue.confirm("Give this machine a key of its own");
    return new Choice.AddDevice();
  }
}
