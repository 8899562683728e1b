package dev.salus.app.paper;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.terminal.PersonTerminal;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;

/** Whether a person has a recovery key on paper: two of its groups are typed back from there. */
public final class WrittenDown {

  private final Dialogue dialogue;
  private final RecoveryPaper paper;
  private final SecureRandom random;

  /** For this key. */
  public WrittenDown(Dialogue dialogue, RecoveryPaper paper, SecureRandom random) {
    this.dialogue = dialogue;
    this.paper = paper;
    this.random = random;
  }

  /** Waits until it is written down, wipes it, and asks for two groups; shows it anew if wrong. */
  public void checkShown(SecretOutput output, PersonTerminal at) throws Exception {
    try {
      dialogue.tries(
          () -> {
            dialogue.answer("Write all of this down on paper, then press Enter");
            at.wipe();
            try {
              return typedBack();
            } catch (CommandFailure wrong) {
              at.hide();
              output.show(dialogue, paper);
              throw wrong;
            }
          });
    } finally {
      at.hide();
    }
  }

  /** Asks for two groups of what was printed. */
  public void checkPrinted() throws Exception {
    dialogue.tries(this::typedBack);
  }

  private boolean typedBack() throws Exception {
    List<String> groups = paper.groups();
    int first = random.nextInt(groups.size() - 1);
    int second = first + 1 + random.nextInt(groups.size() - first - 1);
    for (int group : new int[] {first, second}) {
      String typed = new String(dialogue.secret("Type group " + (group + 1) + " from your paper"));
      if (!read(typed).equals(groups.get(group))) {
        throw CommandFailure.mistyped("group " + (group + 1) + " is another one on your paper");
      }
    }
    return true;
  }

  /** As a recovery key is read from paper (protocol §9.2). */
  private static String read(String typed) {
    return typed
        .strip()
        .toUpperCase(Locale.ROOT)
        .replace('O', '0')
        .replace('I', '1')
        .replace('L', '1');
  }
}
