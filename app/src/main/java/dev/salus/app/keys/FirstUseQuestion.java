package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.keys.session.Words;
import dev.salus.app.paper.TypedRecoveryKey;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.crypto.RecoveryKey;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks a person what to do on a machine without keys, and remembers what they chose. */
public final class FirstUseQuestion implements FirstUse {

  private final Dialogue dialogue;
  private volatile WayBack way = WayBack.KEPT_KEYS;
  private volatile @Nullable String recoveryId;

  /**
   * @param dialogue with whom
   */
  public FirstUseQuestion(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  /** What a person has left of the keys that they had. */
  enum WayBack {
    /** There is a key file on this machine: nobody was asked. */
    KEPT_KEYS,
    /** There were none. */
    FIRST_KEYS,
    RECOVERY_KEY,
    OTHER_DEVICE,
    NOTARIES,
    COUNTERPARTS,
    /** Nothing, or nothing was lost. */
    ONE_MORE_KEY
  }

  @Override
  public Future<Choice> choose(Situation situation) {
    try {
      return Future.succeededFuture(situation.hasCards() ? another(situation) : first());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  /** What they chose; {@link WayBack#KEPT_KEYS} before they were asked. */
  WayBack way() {
    return way;
  }

  /** The id of the recovery key that they typed. */
  String recoveryId() {
    return Objects.requireNonNull(recoveryId);
  }

  private Choice first() throws Exception {
    dialogue.say(
        "You have no keys yet, as far as the server says. If you had some before, answer 'no' and"
            + " ask who runs the server: new keys open nothing of what was there before.");
    dialogue.confirm("Make new keys now");
    way = WayBack.FIRST_KEYS;
    return new Choice.MakeKeys();
  }

  private Choice another(Situation situation) throws Exception {
    dialogue.say(
        "You made keys before, as the server says: "
            + situation.cards().stream()
                .map(card -> Words.minute(card.createdAt()) + (card.retired() ? " (retired)" : ""))
                .collect(Collectors.joining(", "))
            + ". A new key alone opens nothing of what is there. What do you have?");
    dialogue.say("If you lost your keys:");
    dialogue.say(
        "  1  a recovery key on paper, or a device of yours that shows one now ("
            + Words.elsewhere("keys hand-over")
            + ")");
    dialogue.say("  2  another device of yours that opens your patients");
    dialogue.say("  3  notaries: people whom you appointed to restore your keys");
    dialogue.say("  4  none of these: those whom you shared patients with are asked");
    dialogue.say("If you lost nothing:");
    dialogue.say("  5  one more machine, which opens what is shared from now on");
    way = dialogue.tries(this::chosen);
    if (way != WayBack.RECOVERY_KEY) {
      return new Choice.AddDevice();
    }
    RecoveryKey key = TypedRecoveryKey.ask(dialogue);
    recoveryId = key.id();
    return new Choice.Restore(key);
  }

  private WayBack chosen() throws Exception {
    return switch (dialogue
        .answer("Which, 1 to 5 (or 'no' to do nothing)")
        .toLowerCase(Locale.ROOT)) {
      case "1" -> WayBack.RECOVERY_KEY;
      case "2" -> WayBack.OTHER_DEVICE;
      case "3" -> WayBack.NOTARIES;
      case "4" -> WayBack.COUNTERPARTS;
      // what scripts of before there were numbers say
      case "5", "y", "yes" -> WayBack.ONE_MORE_KEY;
      case "n", "no" -> throw new CommandFailure("nothing was done");
      default -> throw CommandFailure.mistyped("the answer is none of the numbers 1 to 5");
    };
  }
}
