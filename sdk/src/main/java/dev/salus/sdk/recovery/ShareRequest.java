package dev.salus.sdk.recovery;

import dev.salus.api.InternalFault;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.ProtocolViolation;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;

/**
 * That somebody who lost their keys asks notaries for their shares (protocol §9.4). The server says
 * so: who asks is known only once a human has compared the fingerprint of the new key.
 *
 * @param id identifies it
 * @param setId the notaries' set
 * @param owner the data owner who asks
 * @param newKeyId the key that the shares are to be sealed to
 * @param createdAt milliseconds since the epoch
 * @param answered notaries who gave a share back, of which a notary sees itself only
 */
public record ShareRequest(
    String id, String setId, String owner, String newKeyId, long createdAt, Set<String> answered) {

  /** Copies the set. */
  public ShareRequest {
    answered = Set.copyOf(answered);
  }

  static ShareRequest of(JsonObject json) {
    FieldReader in = FieldReader.of(json);
    try {
      return new ShareRequest(
          in.uuid("id"),
          in.uuid("setId"),
          in.uuid("owner"),
          in.base64("newKeyId", KeyCard.KEY_ID_BYTES),
          in.integer("createdAt"),
          new TreeSet<>(in.rawObject("shares").fieldNames()));
    } catch (ProtocolViolation violation) {
      throw new InternalFault("the server's request to notaries is none");
    }
  }
}
