package dev.salus.app.dialogue;

import dev.salus.app.terminal.PersonTerminal;
import dev.salus.app.terminal.Utf8;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;

/** The lines of an input that is no terminal, in UTF-8. */
final class InputAnswers implements Answers {

  private static final int LONGEST_LINE = 4_096;

  private final InputStream in;
  private final PrintWriter prompts;

  InputAnswers(InputStream in, PrintWriter prompts) {
    this.in = in;
    this.prompts = prompts;
  }

  @Override
  public char[] secret(String question) throws IOException {
    prompts.println(question + ":");
    return line();
  }

  @Override
  public String answer(String question) throws IOException {
    return new String(secret(question));
  }

  @Override
  public Optional<PersonTerminal> terminal() {
    return Optional.empty();
  }

  /** The next line, without its end. It is read byte by byte: nothing of the next one is kept. */
  private char[] line() throws IOException {
    byte[] line = new byte[LONGEST_LINE];
    int length = 0;
    try {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      while (next >= 0 && next != '\n') {
        if (length == LONGEST_LINE) {
          throw new CommandFailure("a line of the input is too long");
        }
        line[length++] = (byte) next;
        next = in.read();
      }
      if (length > 0 && line[length - 1] == '\r') {
        length--;
      }
      return Utf8.strict(line, length);
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  @Override
  public void close() {
    // the input is the process's
  }
}
