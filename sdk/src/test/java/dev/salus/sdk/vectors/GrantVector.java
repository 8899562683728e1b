package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.hex;

import dev.salus.protocol.Delegation;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Pae;
import dev.salus.sdk.crypto.DelegationPlace;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signed grant with its boxes, and what they were made of.
 *
 * @param boxes how each box was made, in the order in which they were
 */
record GrantVector(EntityHeader header, Grant grant, JsonArray boxes) {

  static GrantVector of(EntityHeader header, Grant unsigned, OwnerKey signer) {
    byte[] message = unsigned.signedBytes(header.type(), header.id(), header.author());
    Grant signed =
        new Grant(
            unsigned.by(),
            unsigned.signedBy(),
            unsigned.grantedAt(),
            unsigned.generation(),
            unsigned.parents(),
            unsigned.delegations(),
            unsigned.gone(),
            signer.sign(message));
    return new GrantVector(header, signed, new JsonArray());
  }

  GrantVector wrapping(EntityKey key, long version, String exchangeId, String wrapExchange) {
    byte[] nonce = Fixed.bytes("wrap nonce " + header.id() + exchangeId, 12);
    Secret wrapKey = EntityVectors.exchange(wrapExchange).wrapKey();
    String wrapped =
        EntityVectors.wraps(nonce)
            .wrap(key, version, wrapKey, DelegationPlace.of(header, exchangeId, grant));
    byte[] aad =
        Pae.encode(
            "salus/v1/wrap",
            header.type().wireName(),
            header.id(),
            exchangeId,
            header.keyGeneration(),
            grant.signatureHash());
    JsonObject plaintext =
        new JsonObject().put("k", hex(key.secret().revealBytes())).put("version", version);
    boxes.add(box("wrapped", exchangeId, wrapKey, nonce, aad, plaintext));
    Delegation before = grant.delegations().get(exchangeId);
    return with(
        exchangeId,
        new Delegation(
            before.delegate(),
            before.permission(),
            wrapped,
            wrapExchange.equals(exchangeId) ? null : wrapExchange,
            before.link()));
  }

  GrantVector linking(@Nullable String patient, @Nullable Secret secret, String exchangeId) {
    byte[] nonce = Fixed.bytes("link nonce " + header.id() + exchangeId, 12);
    Secret wrapKey = EntityVectors.exchange(exchangeId).wrapKey();
    String link =
        EntityVectors.wraps(nonce)
            .wrapLink(
                new LinkFields(patient, secret),
                wrapKey,
                DelegationPlace.of(header, exchangeId, grant));
    byte[] aad =
        Pae.encode(
            "salus/v1/wrap-link",
            header.type().wireName(),
            header.id(),
            exchangeId,
            grant.signatureHash());
    JsonObject plaintext = new JsonObject();
    if (patient != null) {
      plaintext.put("patient", patient);
    }
    if (secret != null) {
      plaintext.put("secret", hex(secret.revealBytes()));
    }
    boxes.add(box("link", exchangeId, wrapKey, nonce, aad, plaintext));
    Delegation before = grant.delegations().get(exchangeId);
    return with(
        exchangeId,
        new Delegation(
            before.delegate(), before.permission(), before.wrapped(), before.wrapExchange(), link));
  }

  private static JsonObject box(
      String field,
      String exchangeId,
      Secret wrapKey,
      byte[] nonce,
      byte[] aad,
      JsonObject plaintext) {
    return new JsonObject()
        .put("field", field)
        .put("exchangeId", exchangeId)
        .put("wrapKey", hex(wrapKey.revealBytes()))
        .put("nonce", hex(nonce))
        .put("aad", hex(aad))
        .put("holds", plaintext);
  }

  private GrantVector with(String exchangeId, Delegation delegation) {
    Map<String, Delegation> delegations = new LinkedHashMap<>(grant.delegations());
    delegations.put(exchangeId, delegation);
    return new GrantVector(header, grant.withDelegations(delegations, grant.gone()), boxes);
  }

  JsonObject describe() {
    JsonObject digests = new JsonObject();
    grant.delegations().forEach((id, delegation) -> digests.put(id, hex(delegation.digest(id))));
    return new JsonObject()
        .put("digests", digests)
        .put("signedBytes", hex(grant.signedBytes(header.type(), header.id(), header.author())))
        .put("signatureHash", hex(grant.signatureHash()))
        .put("boxes", boxes);
  }
}
