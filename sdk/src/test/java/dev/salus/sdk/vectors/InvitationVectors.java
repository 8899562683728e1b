package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.hex;

import dev.salus.protocol.Base64Url;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.account.Invitations;
import dev.salus.sdk.keys.KeyRing;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Makes the vectors of invitation codes and of the proof that a card comes with (§1). */
final class InvitationVectors {

  private InvitationVectors() {}

  static JsonObject make() {
    byte[] token = Fixed.bytes("invitation token", 16);
    byte[] secret = Fixed.bytes("invitation secret", 16);
    UUID owner = UUID.fromString(Fixed.ALICE);
    byte[] code =
        ByteBuffer.allocate(48)
            .put(token)
            .put(secret)
            .putLong(owner.getMostSignificantBits())
            .putLong(owner.getLeastSignificantBits())
            .array();
    String text = Base64Url.encode(code);
    JsonObject sent = accepted(text);
    return new JsonObject()
        .put("section", "1")
        .put(
            "cases",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("code", text)
                        .put("token", Base64Url.encode(token))
                        .put("s", hex(secret))
                        .put("owner", Fixed.ALICE)
                        .put("key", Fixed.seeds(Fixed.key(Fixed.ALICE, "alice")))
                        .put("keyId", sent.getJsonObject("card").getString("keyId"))
                        .put("proof", sent.getString("proof"))))
        .put(
            "refused",
            new JsonArray(
                List.of("", text + "A", text.substring(4), text + "=", "+" + text.substring(1))));
  }

  /** What somebody sends who accepts an invitation with the first key of a data owner. */
  static JsonObject accepted(String code) {
    AtomicReference<JsonObject> sent = new AtomicReference<>();
    KeyRing ring =
        KeyRing.importJson(
            KeyVectors.keyRing().getJsonObject("keyRing").copy().put("keys", keyOfAlice()));
    Invitations.accept(
            body -> {
              sent.set(body);
              return Future.succeededFuture(new JsonObject());
            },
            InvitationCode.parse(code),
            "login",
            "password",
            ring)
        .await();
    return sent.get();
  }

  private static JsonArray keyOfAlice() {
    return new JsonArray()
        .add(KeyVectors.keyRing().getJsonObject("keyRing").getJsonArray("keys").getJsonObject(0));
  }
}
