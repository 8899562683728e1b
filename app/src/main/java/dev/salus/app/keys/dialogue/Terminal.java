package dev.salus.app.keys.dialogue;

import java.io.Console;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Where answers come from.
 *
 * @param console the terminal; null if there is none
 * @param in the input, for when there is none
 */
public record Terminal(@Nullable Console console, Reader in) {}
