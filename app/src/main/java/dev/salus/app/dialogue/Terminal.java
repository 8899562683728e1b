package dev.salus.app.dialogue;

import dev.salus.app.terminal.SystemTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

/** Where answers come from. It is taken with the first question, and given back in the end. */
@FunctionalInterface
public interface Terminal {

  /**
   * Takes it.
   *
   * @param prompts where questions go if nobody sits there
   */
  Answers open(PrintWriter prompts) throws IOException;

  /**
   * The person at the process's terminal, if that is its own input, whatever is redirected
   * elsewhere; else the lines of the input.
   */
  static Terminal of(InputStream in) {
    return prompts ->
        in == System.in && SystemTerminal.isThere()
            ? new TypedAnswers(SystemTerminal.open())
            : new InputAnswers(in, prompts);
  }
}
