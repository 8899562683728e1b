package dev.salus.sdk.keys;

import org.jspecify.annotations.Nullable;

/**
 * What a ring knows of its owner's policy of automatic sharing (protocol §7): the highest version
 * that was seen, with its text, and the last one that this ring signed, which may have arrived or
 * not. Only ever moves on; thread-safe.
 */
public final class SeenPolicy {

  /**
   * A version that a ring signed.
   *
   * @param version 1 or more
   * @param hash of its text, base64url of {@code H(signed bytes)}
   */
  public record Signed(long version, String hash) {}

  private final Runnable changed;
  private long version;
  private @Nullable String hash;
  private @Nullable Signed signed;

  /**
   * @param changed is told after each change, without a lock
   */
  SeenPolicy(Runnable changed) {
    this.changed = changed;
  }

  /** The highest version that was seen; 0 for none. */
  public synchronized long version() {
    return version;
  }

  /** Of the text of that version, base64url of {@code H(signed bytes)}; null for nothing. */
  public synchronized @Nullable String hash() {
    return hash;
  }

  /**
   * Remembers a version, whose text is not known yet; one lower than the highest changes nothing.
   */
  public void raise(long newVersion) {
    tell(raised(newVersion));
  }

  private synchronized boolean raised(long newVersion) {
    boolean higher = newVersion > version;
    if (higher) {
      version = newVersion;
      hash = null;
    }
    return higher;
  }

  /**
   * Remembers the text of a version. What is lower than the highest changes nothing, nor does
   * another text of it.
   *
   * @param newHash base64url of {@code H(signed bytes)}
   * @return whether that is no other text of the highest version than the one that was seen
   */
  public boolean see(long ofVersion, String newHash) {
    raise(ofVersion);
    tell(isFirstText(ofVersion, newHash));
    return isNoOther(ofVersion, newHash);
  }

  private synchronized boolean isFirstText(long ofVersion, String newHash) {
    boolean isNew = ofVersion > 0 && ofVersion == version && hash == null;
    if (isNew) {
      hash = newHash;
    }
    return isNew;
  }

  private synchronized boolean isNoOther(long ofVersion, String otherHash) {
    return ofVersion != version || otherHash.equals(hash);
  }

  /**
   * The version to sign next: higher than all that was seen or signed, so that no two texts of one
   * version are ever signed with this ring.
   */
  public synchronized long next() {
    return Math.max(version, signed == null ? 0 : signed.version()) + 1;
  }

  /** Remembers what is about to be sent; to be kept before it is. */
  public void sign(Signed next) {
    tell(isLater(next));
  }

  private synchronized boolean isLater(Signed next) {
    boolean later = signed == null || next.version() > signed.version();
    if (later) {
      signed = next;
    }
    return later;
  }

  /** What was signed last, if that is not known to have been seen since; null for nothing. */
  synchronized @Nullable Signed signed() {
    Signed last = signed;
    return last == null || last.version() <= version ? null : last;
  }

  void takeOver(SeenPolicy other) {
    raise(other.version());
    String theirs = other.hash();
    if (theirs != null) {
      see(other.version(), theirs);
    }
    Signed last = other.signed();
    if (last != null) {
      sign(last);
    }
  }

  private void tell(boolean isChange) {
    if (isChange) {
      changed.run();
    }
  }
}
