package dev.salus.sdk.model;

import org.jspecify.annotations.Nullable;

/**
 * Somebody or something that owns data and keys.
 *
 * @param id UUID
 * @param type what kind it is
 * @param name of a professional or a device; null for patients, whose names are encrypted
 */
public record DataOwner(String id, Type type, @Nullable String name) {

  /** The kinds of data owner; all are equal in what they may do. */
  public enum Type {
    /** A patient. */
    PATIENT("patient"),
    /** A healthcare professional or institution. */
    HCP("hcp"),
    /** A medical device. */
    DEVICE("device");

    private final String wireName;

    Type(String wireName) {
      this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
      return wireName;
    }
  }
}
