package dev.salus.app.dialogue;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a command asks the person in front of it, and tells. Secrets are never echoed and never
 * arguments: they come from the terminal, or line by line from the input where there is none.
 */
public final class Dialogue {

  static final int LEAST_PASSPHRASE = 8;

  private static final int LONGEST_LINE = 4_096;

  private final @Nullable Console console;
  private final Reader in;
  private final PrintWriter out;
  private final PrintWriter prompts;

  /**
   * @param terminal where answers come from
   * @param out where results go
   * @param prompts where questions go, if they do not go to the terminal
   */
  public Dialogue(Terminal terminal, PrintWriter out, PrintWriter prompts) {
    this.console = terminal.console();
    this.in = terminal.in();
    this.out = out;
    this.prompts = prompts;
  }

  /** Tells something, in one line and without signs that a terminal acts on. */
  public void say(String line) {
    out.println(Printable.line(line));
  }

  /** A secret, which is not shown while it is typed. */
  public char[] secret(String question) throws IOException {
    String shown = Printable.line(question);
    if (console == null) {
      prompts.println(shown + ":");
      return line();
    }
    char[] typed = console.readPassword("%s: ", shown);
    if (typed == null) {
      throw ended();
    }
    return typed;
  }

  /** A new password for somebody: typed twice, but read once where there is no terminal. */
  public char[] newPassword(String question) throws IOException {
    return console == null ? secret(question) : twice(secret(question), "passwords");
  }

  /** A new passphrase, typed twice. */
  public char[] newPassphrase(String question) throws IOException {
    char[] first = secret(question);
    if (first.length < LEAST_PASSPHRASE) {
      throw new CommandFailure("a passphrase has at least " + LEAST_PASSPHRASE + " characters");
    }
    return twice(first, "passphrases");
  }

  private char[] twice(char[] first, String what) throws IOException {
    char[] again = secret("The same again");
    try {
      if (!Arrays.equals(first, again)) {
        throw new CommandFailure("the two " + what + " differ; nothing was changed");
      }
      return first;
    } finally {
      Arrays.fill(again, '\0');
    }
  }

  /** An answer that is no secret, without blanks around it. */
  public String answer(String question) throws IOException {
    String shown = Printable.line(question);
    if (console == null) {
      prompts.println(shown + ":");
      return new String(line()).strip();
    }
    String typed = console.readLine("%s: ", shown);
    if (typed == null) {
      throw ended();
    }
    return typed.strip();
  }

  /** Goes on only if the answer is yes. */
  public void confirm(String question) throws IOException {
    if (!answer(question + " [yes/no]").equals("yes")) {
      throw new CommandFailure("nothing was done");
    }
  }

  /** The next line of the input, without its end. */
  private char[] line() throws IOException {
    char[] line = new char[LONGEST_LINE];
    int length = 0;
    try {
      int next = in.read();
      if (next < 0) {
        throw ended();
      }
      while (next >= 0 && next != '\n') {
        if (length == LONGEST_LINE) {
          throw new CommandFailure("a line of the input is too long");
        }
        line[length++] = (char) next;
        next = in.read();
      }
      if (length > 0 && line[length - 1] == '\r') {
        length--;
      }
      return Arrays.copyOf(line, length);
    } finally {
      Arrays.fill(line, '\0');
    }
  }

  private static CommandFailure ended() {
    return new CommandFailure("the input ended before all questions were answered");
  }
}
