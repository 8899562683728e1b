package dev.salus.app.dialogue;

import dev.salus.app.terminal.PersonTerminal;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Who answers: a person, or what a script has prepared. */
public interface Answers extends AutoCloseable {

  /** The next answer, which is shown nowhere. {@link CharacterCodingException} if not UTF-8. */
  char[] secret(String question) throws IOException;

  /** The next answer. {@link CharacterCodingException} if not UTF-8. */
  String answer(String question) throws IOException;

  /** The terminal of the person, if it is one. */
  Optional<PersonTerminal> terminal();

  @Override
  void close() throws IOException;
}
