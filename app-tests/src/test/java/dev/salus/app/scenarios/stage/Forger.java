package dev.salus.app.scenarios.stage;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.Entity;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Grant;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes what a hostile server, or an accomplice with real keys, can make. */
public final class Forger {

  /** The id of an exchange that nobody ever made. */
  public static final String NO_EXCHANGE = "00000000-0000-4000-8000-00000000000e";

  private static final String NO_SIGNATURE = Base64Url.encode(new byte[64]);

  private final SecureRandom random = new SecureRandom();

  /** A key of the forger's own that says it is somebody else's. */
  public OwnerKey keyOf(String owner) {
    return OwnerKey.generate(owner, Clock.systemUTC(), random);
  }

  /** 32 other bytes than these. */
  public static String hashOf(String base64) {
    return Base64Url.encode(Digests.sha256(Base64Url.decode(base64, "")));
  }

  /** A list of key cards as the server answers it. */
  public static JsonObject cards(KeyCard... cards) {
    JsonArray items = new JsonArray();
    for (KeyCard card : cards) {
      items.add(card.toJson());
    }
    return new JsonObject().put("items", items);
  }

  /** The entity with these fields, signed by this key. */
  public JsonObject signed(JsonObject entity, JsonObject changes, OwnerKey signer) {
    JsonObject changed = entity.copy().mergeIn(changes).put("signedBy", signer.keyId());
    return changed.put("signature", signer.sign(Entity.parse(changed).signedBytes()));
  }

  /** The entity with one more grant, signed by this key. */
  public JsonObject withGrant(JsonObject entity, JsonObject grant, OwnerKey signer) {
    grant.put("signedBy", signer.keyId()).put("signature", NO_SIGNATURE);
    JsonObject changed = entity.copy();
    changed.getJsonArray("grants").add(grant);
    Entity parsed = Entity.parse(changed);
    Grant unsigned = parsed.grants().get(parsed.grants().size() - 1);
    byte[] message =
        unsigned.signedBytes(
            parsed.header().type(), parsed.header().id(), parsed.header().author());
    grant.put("signature", signer.sign(message));
    return changed;
  }

  /** A grant of one delegation with junk where the wrapped key should be; not signed yet. */
  public static JsonObject grant(
      String by, List<String> parents, String exchangeId, String delegate, String permission) {
    JsonObject delegation =
        new JsonObject()
            .put("delegate", delegate)
            .put("permission", permission)
            .put("wrapped", Base64Url.encode(new byte[64]));
    return new JsonObject()
        .put("by", by)
        .put("grantedAt", System.currentTimeMillis())
        .put("generation", 1)
        .put("parents", new JsonArray(parents))
        .put("delegations", new JsonObject().put(exchangeId, delegation));
  }

  /**
   * A record with the forger's own exchange key, sealed to real cards, signed by a key that is not
   * the one it names.
   */
  public ExchangeRecord exchange(String id, Person delegator, Person delegate) {
    ExchangeKey own = ExchangeKey.generate(id, random);
    long now = System.currentTimeMillis();
    byte[] message =
        ExchangeRecord.signedBytes(id, delegator.id(), delegate.id(), now, own.commitment());
    return new ExchangeRecord(
        id,
        delegator.id(),
        delegate.id(),
        now,
        own.commitment(),
        delegator.keys().current().keyId(),
        keyOf(delegator.id()).sign(message),
        sealed(own, delegator, delegate),
        Map.of());
  }

  /** The record with the forger's own exchange key sealed in it, the rest as it was. */
  public ExchangeRecord withOwnKey(ExchangeRecord record, Person delegator, Person delegate) {
    ExchangeKey own = ExchangeKey.generate(record.id(), random);
    return new ExchangeRecord(
        record.id(),
        record.delegator(),
        record.delegate(),
        record.createdAt(),
        record.commitment(),
        record.signedBy(),
        record.signature(),
        sealed(own, delegator, delegate),
        Map.of());
  }

  private static Map<String, String> sealed(ExchangeKey key, Person delegator, Person delegate) {
    Map<String, String> sealed = new LinkedHashMap<>();
    for (Person party : List.of(delegator, delegate)) {
      KeyCard card = party.keys().current().card();
      sealed.put(card.keyId(), key.sealTo(card, delegator.id(), delegate.id()));
    }
    return sealed;
  }
}
