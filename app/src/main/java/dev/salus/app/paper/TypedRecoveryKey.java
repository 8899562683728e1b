package dev.salus.app.paper;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.sdk.crypto.RecoveryKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A recovery key as a person types it from paper, one or more groups at a time. */
public final class TypedRecoveryKey {

  private final Dialogue dialogue;
  private final boolean shown;
  private final List<String> groups = new ArrayList<>();
  private OptionalInt mistaken = OptionalInt.empty();

  private TypedRecoveryKey(Dialogue dialogue, boolean shown) {
    this.dialogue = dialogue;
    this.shown = shown;
  }

  /**
   * Asks for it. A person sees what is typed if they choose so, is told how many groups there are
   * so far, and types that group anew which has a mistake; a script has it in one line.
   */
  public static RecoveryKey ask(Dialogue dialogue) throws Exception {
    if (!dialogue.isPerson()) {
      return RecoveryKeyGroups.of(new String(dialogue.secret("Recovery key"))).key();
    }
    dialogue.explain(
        "The recovery key has "
            + RecoveryKeyGroups.COUNT
            + " groups of 4 signs. Type as many at a time as you like, with blanks or hyphens"
            + " between them, and Enter.");
    boolean shown = dialogue.isYes("Show what you type (nobody else should see the screen)");
    return dialogue.tries(new TypedRecoveryKey(dialogue, shown)::whole);
  }

  private RecoveryKey whole() throws Exception {
    if (mistaken.isPresent()) {
      groups.set(mistaken.getAsInt(), dialogue.tries(this::anew));
    }
    while (groups.size() < RecoveryKeyGroups.COUNT) {
      groups.addAll(dialogue.tries(this::next));
      dialogue.explain(groups.size() + " of " + RecoveryKeyGroups.COUNT + " groups.");
    }
    RecoveryKeyGroups typed = new RecoveryKeyGroups(groups);
    try {
      Optional<GroupOrder> order = typed.order();
      if (order.isPresent()) {
        dialogue.explain("It fits in this way: " + order.get().sentence() + ".");
        return new RecoveryKeyGroups(order.get().groups()).key();
      }
      return typed.key();
    } catch (CommandFailure mistyped) {
      mistaken = typed.mistaken();
      if (mistaken.isEmpty()) {
        groups.clear();
      }
      throw mistyped;
    }
  }

  private String anew() throws Exception {
    int group = mistaken.orElseThrow();
    List<String> typed = typed("Group " + (group + 1) + " anew", group);
    if (typed.size() != 1) {
      throw CommandFailure.mistyped("that is not one group");
    }
    return typed.get(0);
  }

  private List<String> next() throws Exception {
    return typed("Group " + (groups.size() + 1) + " and on", groups.size());
  }

  private List<String> typed(String question, int before) throws Exception {
    String line = shown ? dialogue.answer(question) : new String(dialogue.secret(question));
    return RecoveryKeyGroups.of(line).checked(before);
  }
}
