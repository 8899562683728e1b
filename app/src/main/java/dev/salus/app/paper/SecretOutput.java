package dev.salus.app.paper;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.terminal.PersonTerminal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Where a secret such as a recovery key is shown: on the terminal and nowhere else, or where
 * somebody says so.
 */
public final class SecretOutput {

  @Option(
      names = "--yes-print-secret",
      description =
          "Prints the secret to the standard output, as a script needs it. A file that it goes to"
              + " is made readable for you only. Without it a secret is shown on a terminal only.")
  private boolean printed;

  /** Before anything is done: fails if it can be shown nowhere. */
  public void require(Dialogue dialogue) throws IOException {
    if (!printed && !dialogue.isPerson()) {
      throw new CommandFailure(
          "this command shows a secret, and nobody sits at a terminal: run it in one, or say"
              + " --yes-print-secret to have it on the standard output");
    }
  }

  /**
   * Shows it.
   *
   * @return the terminal on which it stands, apart from everything else, until it is hidden; empty
   *     if it was printed
   */
  public Optional<PersonTerminal> show(Dialogue dialogue, RecoveryPaper paper) throws IOException {
    return show(dialogue, paper.lines(), List.of("  " + paper.key()));
  }

  /**
   * The same of what may be another secret.
   *
   * @param onTerminal its lines at a terminal
   * @param inOutput its lines where it is printed
   */
  public Optional<PersonTerminal> show(
      Dialogue dialogue, List<String> onTerminal, List<String> inOutput) throws IOException {
    Optional<PersonTerminal> terminal = printed ? Optional.empty() : dialogue.terminal();
    if (terminal.isEmpty()) {
      StandardOutput.makePrivate();
      inOutput.forEach(dialogue::sayUnbroken);
    }
    terminal.ifPresent(at -> showApart(at, onTerminal));
    return terminal;
  }

  private static void showApart(PersonTerminal at, List<String> lines) {
    if (at.canShowApart()) {
      at.showApart();
    } else {
      at.print("This terminal keeps what it shows: clear its window when you are done.\n");
    }
    at.print(String.join("\n", lines) + "\n\n");
  }
}
