package dev.salus.core.storeaccess;

import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.ProtocolViolation.Kind;
import org.jspecify.annotations.Nullable;

/** Of which requests a list is: {@code for=me} those that ask the caller, {@code by=me} its own. */
public enum RequestDirection {
  /** Requests to the caller. */
  FOR_ME,
  /** Requests by the caller. */
  BY_ME;

  private static final String ME = "me";

  /**
   * Reads {@code for} and {@code by} of a query.
   *
   * @throws ProtocolViolation unless exactly one is there, and is {@code me}
   */
  public static RequestDirection read(FieldReader in) {
    String asked = me(in, "for");
    String asking = me(in, "by");
    if ((asked == null) == (asking == null)) {
      throw in.violation(Kind.VALUE, "for", "either for=me or by=me says whose requests");
    }
    return asked == null ? BY_ME : FOR_ME;
  }

  private static @Nullable String me(FieldReader in, String name) {
    String whose = in.optionalText(name);
    if (whose != null && !whose.equals(ME)) {
      throw in.violation(Kind.VALUE, name, "must be me");
    }
    return whose;
  }
}
