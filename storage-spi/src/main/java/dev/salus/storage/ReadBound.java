package dev.salus.storage;

/**
 * How much one call may read, so that whoever stores what is large cannot fill the heap of whoever
 * reads it. What a document counts is about its body as JSON text (UTF-8); a store that learns a
 * size only with the document may count what came with it, too.
 *
 * @param bytes of all documents together, at least 1
 * @param oneAtLeast whether the first document is read whatever its size; else a call reads nothing
 *     if already that one is larger
 */
public record ReadBound(long bytes, boolean oneAtLeast) {

  /** What a page of an index reads if nothing else is said. */
  public static final ReadBound OF_PAGE = about(16 << 20);

  /** Refuses a bound that nothing fits into. */
  public ReadBound {
    if (bytes < 1) {
      throw new IllegalArgumentException("a bound has at least one byte");
    }
  }

  /** So much, or one document that is larger: whoever reads on and on comes to the end. */
  public static ReadBound about(long bytes) {
    return new ReadBound(bytes, true);
  }

  /** So much and never more. */
  public static ReadBound strictly(long bytes) {
    return new ReadBound(bytes, false);
  }

  /** Whether a document may be read, too. */
  public boolean admits(long readBefore, boolean isFirst, long size) {
    return readBefore + size <= bytes || (isFirst && oneAtLeast);
  }
}
