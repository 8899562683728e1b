package dev.salus.protocol;

/** What a delegation allows (protocol §5); the names are those on the wire. */
public enum Permission {
  /** Open the entity and pass on READ. */
  READ,
  /** Also change its content and pass on WRITE. */
  WRITE;

  /** Whether this permission allows everything that the other does. */
  public boolean covers(Permission other) {
    return compareTo(other) >= 0;
  }
}
