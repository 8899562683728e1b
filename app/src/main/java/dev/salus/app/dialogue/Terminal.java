package dev.salus.app.dialogue;

import java.io.Console;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where answers come from.
 *
 * @param console the terminal; null if there is none
 * @param in the input, for when there is none
 */
public record Terminal(@Nullable Console console, Reader in) {

  /** The process's terminal, if it has one and this is its own input; else lines in UTF-8. */
  public static Terminal of(InputStream in) {
    return new Terminal(
        in == System.in ? System.console() : null,
        new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}
