package dev.salus.protocol;

import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a grant gives to one delegate (protocol §5). The id of the exchange it uses identifies it.
 *
 * @param delegate the data owner who is given access
 * @param permission what it may do
 * @param wrapped base64url of the boxed entity key; null where no content is given
 * @param wrapExchange the exchange whose key wraps {@code wrapped} since a re-key; null for the
 *     delegation's own
 * @param link base64url of the boxed link fields; null where none are given
 */
public record Delegation(
    String delegate,
    Permission permission,
    @Nullable String wrapped,
    @Nullable String wrapExchange,
    @Nullable String link) {

  /** Nonce and tag: the least that a box can be, bytes. */
  private static final int EMPTY_BOX_BYTES = 12 + 16;

  /** The 32 bytes that identify this delegation in its grant's signature. */
  public byte[] digest(String exchangeId) {
    return digest(exchangeId, delegate, permission);
  }

  /** The 32 bytes that identify a delegation in its grant's signature. */
  public static byte[] digest(String exchangeId, String delegate, Permission permission) {
    return Digests.sha256(
        Pae.encode("salus/v1/delegation", exchangeId, delegate, permission.name()));
  }

  /** Whether the delegate can see the entity at all: content or link is given. */
  public boolean isVisible() {
    return wrapped != null || link != null;
  }

  static Delegation read(FieldReader in) {
    Delegation delegation =
        new Delegation(
            in.uuid("delegate"),
            permission(in),
            in.has("wrapped") ? in.base64AtLeast("wrapped", EMPTY_BOX_BYTES) : null,
            in.optionalUuid("wrapExchange"),
            in.has("link") ? in.base64AtLeast("link", EMPTY_BOX_BYTES) : null);
    if (delegation.wrapExchange != null && delegation.wrapped == null) {
      throw in.violation(Kind.VALUE, "wrapExchange", "goes with wrapped");
    }
    return delegation;
  }

  private static Permission permission(FieldReader in) {
    String name = in.text("permission");
    return switch (name) {
      case "READ" -> Permission.READ;
      case "WRITE" -> Permission.WRITE;
      default -> throw in.violation(Kind.VALUE, "permission", "must be READ or WRITE");
    };
  }

  JsonObject toJson() {
    JsonObject json =
        new JsonObject().put("delegate", delegate).put("permission", permission.name());
    if (wrapped != null) {
      json.put("wrapped", wrapped);
    }
    if (wrapExchange != null) {
      json.put("wrapExchange", wrapExchange);
    }
    if (link != null) {
      json.put("link", link);
    }
    return json;
  }
}
