package dev.salus.sdk.keys;

import dev.salus.api.Invalid;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the owner of a ring calls people and devices (protocol §9). It is for people only: nothing
 * is decided by it. Thread-safe.
 */
public final class GivenNames {

  /** Of a name, in characters. */
  public static final int LONGEST = 100;

  private final Runnable changed;
  private final Map<String, String> names = new LinkedHashMap<>();

  /**
   * @param changed is told after each change, without a lock
   */
  GivenNames(Runnable changed) {
    this.changed = changed;
  }

  /** All of them, by data owner's id and keyId, as they are now. */
  public synchronized Map<String, String> all() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  /**
   * Gives a data owner or a key a name, in place of one that it had.
   *
   * @param id the data owner's id, or the keyId
   * @throws Invalid naming {@code name} if it is blank, longer than {@link #LONGEST} or has control
   *     characters
   */
  public void give(String id, String name) {
    require(name);
    tell(given(id, name));
  }

  private synchronized boolean given(String id, String name) {
    return !name.equals(names.put(id, name));
  }

  /** Adds those of another ring for what has no name here. */
  void takeOver(GivenNames other) {
    other.all().forEach((id, name) -> tell(givenIfUnnamed(id, name)));
  }

  private synchronized boolean givenIfUnnamed(String id, String name) {
    return names.putIfAbsent(id, name) == null;
  }

  private void tell(boolean isNew) {
    if (isNew) {
      changed.run();
    }
  }

  private static void require(String name) {
    boolean printable = name.codePoints().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > LONGEST || !printable) {
      throw new Invalid(
          "name", "must be 1 to " + LONGEST + " characters, without control characters");
    }
  }
}
