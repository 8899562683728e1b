package dev.salus.app.dialogue;

import dev.salus.app.terminal.LineTooLongException;
import dev.salus.app.terminal.PersonTerminal;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a command asks the person in front of it, and tells. Secrets are never echoed and never
 * arguments: they come from the terminal, whatever is redirected, or line by line from the input
 * where that is none. A person may try three times what a script says once.
 */
public final class Dialogue implements AutoCloseable {

  /** How often a person may answer a question. */
  static final int TRIES = 3;

  /** Of what is to be copied, in columns. */
  private static final int INDENT = 2;

  private final Terminal terminal;
  private final PrintWriter out;
  private final PrintWriter prompts;
  private final NamedCommands named = new NamedCommands();
  private @Nullable Answers answers;

  /**
   * @param terminal where answers come from
   * @param out where results go
   * @param prompts where questions go, if they do not go to the terminal
   */
  public Dialogue(Terminal terminal, PrintWriter out, PrintWriter prompts) {
    this.terminal = terminal;
    this.out = out;
    this.prompts = prompts;
  }

  /** Tells a result, without signs that a terminal acts on; in several lines if it is long. */
  public void say(String sentence) {
    String line = Printable.line(named.note(sentence));
    terminal()
        .ifPresentOrElse(
            at -> Wrapping.lines(line, at.columns()).forEach(out::println),
            () -> out.println(line));
  }

  /** Tells why a command failed; in several lines if it is long and a person reads it. */
  public void sayFailure(PrintWriter err, Throwable failure) {
    String line = "salus: " + Printable.line(named.note(CommandFailure.explanation(failure)));
    terminal()
        .ifPresentOrElse(
            at -> Wrapping.lines(line, at.columns()).forEach(err::println),
            () -> err.println(line));
  }

  /**
   * Tells a person the commands that were named so far as they have to be typed, to be copied, and
   * the one that spares it; nothing if nothing has to be typed with them. Only the terminal has it:
   * it is no result.
   *
   * @param options names and values that were typed with this command and are kept nowhere
   */
  public void sayHowToType(List<String> options) {
    Optional<PersonTerminal> at = terminal();
    List<List<String>> commands = named.with(options);
    if (at.isEmpty() || options.isEmpty() || commands.isEmpty()) {
      return;
    }
    explain(at.get(), "As typed here, since no profile keeps server and login:");
    commands.forEach(command -> show(at.get(), command));
    if (options.contains("--server") && options.contains("--login")) {
      explain(at.get(), "This keeps them, so that no command needs them any more:");
      show(at.get(), NamedCommands.with("salus profile set", options));
    }
  }

  private static void show(PersonTerminal at, List<String> command) {
    Wrapping.command(command.stream().map(Printable::line).toList(), at.columns() - INDENT)
        .forEach(line -> at.print(" ".repeat(INDENT) + line + "\n"));
  }

  /** A sentence in lines of a terminal so wide, where a command in quotes is in one line. */
  public static List<String> wrapped(String sentence, int columns) {
    return Wrapping.lines(Printable.line(sentence), columns);
  }

  /** Tells a result in one line, as it is to be read or scanned. */
  public void sayUnbroken(String line) {
    out.println(Printable.line(line));
  }

  /** Whether all results so far were taken by what they go to: a disk may be full. */
  public boolean isAllSaid() {
    return !out.checkError();
  }

  /** Tells something that is no result: to a person only. */
  public void explain(String sentence) {
    terminal().ifPresent(at -> explain(at, sentence));
  }

  private static void explain(PersonTerminal at, String sentence) {
    String line = Printable.line(NamedCommands.shown(sentence));
    String lines = String.join("\n", Wrapping.lines(line, at.columns()));
    at.print(lines + "\n");
  }

  /** A secret, which is not shown while it is typed. */
  public char[] secret(String question) throws IOException {
    try {
      return answers().secret(Printable.line(question));
    } catch (CharacterCodingException e) {
      throw notUtf8();
    } catch (EOFException e) {
      throw ended();
    } catch (LineTooLongException e) {
      throw tooLong();
    }
  }

  /** An answer that is no secret, without blanks around it. */
  public String answer(String question) throws IOException {
    try {
      return answers().answer(Printable.line(question)).strip();
    } catch (CharacterCodingException e) {
      throw notUtf8();
    } catch (EOFException e) {
      throw ended();
    } catch (LineTooLongException e) {
      throw tooLong();
    }
  }

  /** A new password for somebody: typed twice, but read once where there is no terminal. */
  public char[] newPassword(String question) throws Exception {
    return isPerson() ? tries(() -> twice(secret(question), "passwords")) : secret(question);
  }

  /** A new passphrase that is hard to guess, typed twice; a person is told the rules before. */
  public char[] newPassphrase(String question) throws Exception {
    explain(PassphraseStrength.RULES);
    return tries(
        () -> {
          char[] first = secret(question);
          Optional<String> objection = PassphraseStrength.objection(first);
          if (objection.isPresent()) {
            Arrays.fill(first, '\0');
            throw CommandFailure.mistyped(objection.get());
          }
          return twice(first, "passphrases");
        });
  }

  private char[] twice(char[] first, String what) throws IOException {
    char[] again = secret("The same again");
    try {
      if (!Arrays.equals(first, again)) {
        throw CommandFailure.mistyped("the two " + what + " differ; nothing was changed");
      }
      return first;
    } finally {
      Arrays.fill(again, '\0');
    }
  }

  /** Goes on only if the answer is yes. */
  public void confirm(String question) throws Exception {
    if (!isYes(question)) {
      throw new CommandFailure("nothing was done");
    }
  }

  /** Whether the answer is yes; a person is asked again if it is neither yes nor no. */
  public boolean isYes(String question) throws Exception {
    return tries(
        () ->
            switch (answer(question + " [yes/no]").toLowerCase(Locale.ROOT)) {
              case "y", "yes" -> true;
              case "n", "no" -> false;
              default -> throw CommandFailure.mistyped("the answer is neither yes nor no");
            });
  }

  /**
   * What this gives. If it fails for what was typed ({@link CommandFailure#isMistyped}), a person
   * is told why and may try again, twice; what was typed before that is thrown away.
   */
  public <T> T tries(Callable<T> attempt) throws Exception {
    for (int left = TRIES - 1; ; left--) {
      try {
        return attempt.call();
      } catch (CommandFailure failure) {
        Optional<PersonTerminal> at = terminal();
        if (left == 0 || at.isEmpty() || !failure.isMistyped()) {
          throw failure;
        }
        // before it is said: whoever reads it may answer at once
        at.get().drain();
        explain(
            at.get(), capitalised(failure.getMessage()).replaceFirst("\\.$", "") + ". Try again.");
      }
    }
  }

  private static String capitalised(@Nullable String sentence) {
    String text = String.valueOf(sentence);
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** Whether a person answers, not a script. */
  public boolean isPerson() throws IOException {
    return answers().terminal().isPresent();
  }

  /** The terminal that was taken, if there is one. */
  public Optional<PersonTerminal> terminal() {
    return answers == null ? Optional.empty() : answers.terminal();
  }

  private Answers answers() throws IOException {
    if (answers == null) {
      answers = terminal.open(prompts);
    }
    return answers;
  }

  private static CommandFailure notUtf8() {
    return CommandFailure.mistyped(
        "what came is not UTF-8, so that other machines would read something else; set the"
            + " terminal's encoding to UTF-8");
  }

  private static CommandFailure tooLong() {
    return CommandFailure.mistyped(
        "that is longer than "
            + LineTooLongException.LONGEST
            + " bytes, the most that a line may have");
  }

  private static CommandFailure ended() {
    return new CommandFailure("the input ended before all questions were answered");
  }

  /** Gives the terminal back. */
  @Override
  public void close() throws IOException {
    Answers taken = answers;
    answers = null;
    if (taken != null) {
      taken.close();
    }
  }
}
