package dev.salus.app.dialogue;

import dev.salus.app.terminal.PersonTerminal;
import java.io.IOException;
import java.util.Optional;

/** What a person types. */
public record TypedAnswers(PersonTerminal at) implements Answers {

  @Override
  public char[] secret(String question) throws IOException {
    return at.secret(asked(question));
  }

  @Override
  public String answer(String question) throws IOException {
    return at.answer(asked(question));
  }

  /** No word of it is broken at the edge of the terminal. */
  private String asked(String question) {
    return String.join("\n", Wrapping.lines(question + ":", at.columns())) + " ";
  }

  @Override
  public Optional<PersonTerminal> terminal() {
    return Optional.of(at);
  }

  @Override
  public void close() throws IOException {
    at.close();
  }
}
