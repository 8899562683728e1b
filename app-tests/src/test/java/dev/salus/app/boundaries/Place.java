package dev.salus.app.boundaries;

import dev.salus.app.boundaries.needles.Needle;

/**
 * Somewhere that a secret could have got to.
 *
 * @param where what it is: a document, a message, a request, an answer, the log
 * @param text what stands there, its bytes as Latin-1 characters
 */
record Place(String where, String text) {

  /** A place of text. */
  static Place ofText(String where, String text) {
    return new Place(where, Needle.latin1(text));
  }

  @Override
  public String toString() {
    return where;
  }
}
