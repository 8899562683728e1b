package dev.salus.app.dialogue;

import dev.salus.app.terminal.PersonTerminal;
import java.io.IOException;
import java.util.Optional;

/** What a person types. */
public record TypedAnswers(PersonTerminal at) implements Answers {

  @Override
  public char[] secret(String question) throws IOException {
    return at.secret(question + ": ");
  }

  @Override
  public String answer(String question) throws IOException {
    return at.answer(question + ": ");
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
