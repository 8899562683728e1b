package dev.salus.sdk.keys;

import org.jspecify.annotations.Nullable;

/** The highest version of a policy that a ring has seen, and its text. Not for threads. */
final class SeenPolicy {

  private long version;
  private @Nullable String hash;

  /** 0 for none. */
  long version() {
    return version;
  }

  /** Of the text of that version; null for nothing. */
  @Nullable String hash() {
    return hash;
  }

  /** Whether that version is higher, whose text is not known yet then. */
  boolean raise(long newVersion) {
    boolean higher = newVersion > version;
    if (higher) {
      version = newVersion;
      hash = null;
    }
    return higher;
  }

  /** Remembers the first text of the highest version; whether that changes anything. */
  boolean text(long ofVersion, String newHash) {
    boolean isNew = ofVersion > 0 && ofVersion == version && hash == null;
    if (isNew) {
      hash = newHash;
    }
    return isNew;
  }

  /** Whether that is no other text of the highest version than the one that was seen. */
  boolean isNoOther(long ofVersion, String otherHash) {
    return ofVersion != version || otherHash.equals(hash);
  }
}
