package dev.salus.app.terminal;

import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * A line as it is being typed, in bytes of UTF-8 that are overwritten in the end. JLine's own line
 * reader keeps what was typed in strings, a history of changes and a buffer to paste from, and
 * takes bytes that are no UTF-8 for replacement characters; so it is not used for secrets.
 */
final class TypedLine implements AutoCloseable {

  /** Of a line, in bytes. */
  static final int LONGEST = 4_096;

  /** What a byte did. */
  enum Effect {
    /** Nothing that is seen. */
    NOTHING,
    /** It belongs to the line now. */
    ADDED,
    /** The last character is gone. */
    ERASED,
    /** Everything is gone. */
    CLEARED,
    /** The line is whole. */
    DONE,
    /** There is no more input. */
    ENDED,
    /** The line takes no more. */
    FULL
  }

  private enum Escape {
    NONE,
    BEGUN,
    SEQUENCE
  }

  private static final int END_OF_TEXT = 0x04;
  private static final int BACKSPACE = 0x08;
  private static final int CLEAR = 0x15;
  private static final int ESCAPE = 0x1b;
  private static final int DELETE = 0x7f;

  private final byte[] bytes = new byte[LONGEST];
  private int length;
  private boolean tooLong;
  private Escape escape = Escape.NONE;

  /** Takes the next byte of the terminal, 0 to 255, or less at its end. */
  Effect typed(int next) {
    if (next < 0) {
      return Effect.ENDED;
    }
    if (escape != Escape.NONE) {
      return escaped(next);
    }
    return switch (next) {
      case '\r', '\n' -> Effect.DONE;
      case END_OF_TEXT -> length == 0 ? Effect.ENDED : Effect.NOTHING;
      case BACKSPACE, DELETE -> erase();
      case CLEAR -> clear();
      case ESCAPE -> {
        escape = Escape.BEGUN;
        yield Effect.NOTHING;
      }
      default -> next < ' ' ? Effect.NOTHING : add(next);
    };
  }

  /** Arrows and other keys that send a sequence (ECMA-48) add nothing. */
  private Effect escaped(int next) {
    boolean introduces = next == '[' || next == 'O';
    if (escape == Escape.BEGUN && introduces) {
      escape = Escape.SEQUENCE;
    } else if (escape == Escape.BEGUN && next == ESCAPE) {
      // Alt with such a key sends one more
      return Effect.NOTHING;
    } else if (escape == Escape.BEGUN || (next >= '@' && next <= '~')) {
      escape = Escape.NONE;
    }
    return Effect.NOTHING;
  }

  private Effect add(int next) {
    if (length == LONGEST) {
      tooLong = true;
      return Effect.FULL;
    }
    bytes[length++] = (byte) next;
    return Effect.ADDED;
  }

  /** A character, with all its bytes. */
  private Effect erase() {
    if (length == 0) {
      return Effect.NOTHING;
    }
    boolean continued;
    do {
      continued = (bytes[--length] & 0xc0) == 0x80;
      bytes[length] = 0;
    } while (continued && length > 0);
    return Effect.ERASED;
  }

  private Effect clear() {
    wipe();
    return Effect.CLEARED;
  }

  /** What was typed, to be shown again. */
  byte[] soFar() {
    return Arrays.copyOf(bytes, length);
  }

  /** The line. */
  char[] characters() throws CharacterCodingException, LineTooLongException {
    if (tooLong) {
      throw new LineTooLongException();
    }
    return Utf8.strict(bytes, length);
  }

  private void wipe() {
    Arrays.fill(bytes, (byte) 0);
    length = 0;
    tooLong = false;
  }

  @Override
  public void close() {
    wipe();
  }
}
