package dev.salus.sdk.keys;

import dev.salus.api.Invalid;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the owner of a ring calls people and devices. Guarded by the ring's lock. */
final class GivenNames {

  private final Map<String, String> names = new LinkedHashMap<>();

  Map<String, String> all() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  /** Whether that is another one than before. */
  boolean give(String id, String name) {
    return !require(name).equals(names.put(id, name));
  }

  /** Whether it had none. */
  boolean giveIfUnnamed(String id, String name) {
    return names.putIfAbsent(id, require(name)) == null;
  }

  private static String require(String name) {
    boolean printable = name.codePoints().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > KeyRing.LONGEST_NAME || !printable) {
      throw new Invalid(
          "name",
          "must be 1 to " + KeyRing.LONGEST_NAME + " characters, without control characters");
    }
    return name;
  }
}
