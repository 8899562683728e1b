package dev.salus.core.crypto.recovery;

import dev.salus.api.Caller;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Pae;
import dev.salus.protocol.ProtocolViolation.Kind;
import dev.salus.protocol.RecoveryBox;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A data owner's key ring in a box that only its recovery key opens (protocol §9.2).
 *
 * @param owner whose it is
 * @param recoveryId base64url, follows from the recovery key
 * @param box base64url
 * @param expiresAt milliseconds since the epoch; null if it does not expire
 * @param once whether it is deleted as it is read
 */
record RecoveryBlob(
    String owner, String recoveryId, String box, @Nullable Long expiresAt, boolean once) {

  /**
   * Reads the body of a request; long work for a long box.
   *
   * @param caller whose it is to be
   * @param now milliseconds since the epoch, after which it must expire
   */
  static RecoveryBlob read(Caller caller, String recoveryId, JsonObject body, long now) {
    FieldReader in = FieldReader.of(body);
    String box = in.base64AtLeast("box", RecoveryBox.MIN_BYTES);
    if (Base64Url.decodedLength(box) > RecoveryBox.MAX_BYTES) {
      throw in.violation(Kind.VALUE, "box", "must be at most " + RecoveryBox.MAX_BYTES + " bytes");
    }
    Long expiresAt = in.has("expiresAt") ? in.integer("expiresAt") : null;
    if (expiresAt != null && expiresAt <= now) {
      throw in.violation(Kind.VALUE, "expiresAt", "must be later than now");
    }
    boolean once = in.flag("once");
    in.end();
    return new RecoveryBlob(caller.requireDataOwner(), recoveryId, box, expiresAt, once);
  }

  /** The id of the document; every data owner has recovery ids of its own. */
  static String documentId(String owner, String recoveryId) {
    return owner + "." + recoveryId;
  }

  static RecoveryBlob of(Document document) {
    JsonObject body = document.body();
    return new RecoveryBlob(
        body.getString("owner"),
        body.getString("recoveryId"),
        body.getString("box"),
        body.getLong("expiresAt"),
        body.getBoolean("once"));
  }

  Document toDocument() {
    JsonObject body =
        new JsonObject()
            .put("owner", owner)
            .put("recoveryId", recoveryId)
            .put("box", box)
            .put("once", once);
    if (expiresAt != null) {
      body.put("expiresAt", expiresAt);
    }
    return Document.create(documentId(owner, recoveryId), body);
  }

  /** The hash of what a client asked to be kept, by which the same request is known again. */
  String hash() {
    String expires = expiresAt == null ? "" : expiresAt.toString();
    return Base64Url.encode(Digests.sha256(Pae.encode(recoveryId, box, expires, once ? 1 : 0)));
  }

  boolean hasExpired(long now) {
    return expiresAt != null && expiresAt <= now;
  }
}
