package dev.salus.app.paper;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Printable;
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
    return show(dialogue, List.of(), paper.lines(), List.of("  " + paper.key()));
  }

  /**
   * The same of what may be another secret. {@link CommandFailure} if it is printed and did not
   * arrive, as where a disk is full or nobody reads any more.
   *
   * @param picture lines of a picture that this program made, shown before the others as they are
   * @param onTerminal its lines at a terminal
   * @param inOutput its lines where it is printed
   */
  public Optional<PersonTerminal> show(
      Dialogue dialogue, List<String> picture, List<String> onTerminal, List<String> inOutput)
      throws IOException {
    Optional<PersonTerminal> terminal = printed ? Optional.empty() : dialogue.terminal();
    if (terminal.isEmpty()) {
      makePrivate();
      inOutput.forEach(dialogue::sayUnbroken);
      requireArrived(dialogue);
    }
    terminal.ifPresent(at -> showApart(at, picture, onTerminal));
    return terminal;
  }

  /** If the standard output goes to a file, nobody but its owner may read that from now on. */
  public static void makePrivate() throws IOException {
    StandardOutput.makePrivate();
  }

  /** Whether all that was told so far is where the standard output goes. */
  public static boolean hasArrived(Dialogue dialogue) {
    return dialogue.isAllSaid() && StandardOutput.isKept();
  }

  private static void requireArrived(Dialogue dialogue) {
    if (!hasArrived(dialogue)) {
      throw new CommandFailure(
          "the secret could not be written to the standard output, of which nothing may be used: its"
              + " disk is full, or nobody reads it");
    }
  }

  private static void showApart(PersonTerminal at, List<String> picture, List<String> lines) {
    if (at.canShowApart()) {
      at.showApart();
    } else {
      at.print("This terminal keeps what it shows: clear its window when you are done.\n");
    }
    picture.forEach(line -> at.print(line + "\n"));
    lines.forEach(line -> at.print(Printable.line(line) + "\n"));
    at.print("\n");
  }
}
