package dev.salus.boundaries;

import dev.salus.core.protocol.Delegation;
import dev.salus.core.protocol.Entity;
import dev.salus.core.protocol.EntityHeader;
import dev.salus.core.protocol.ExchangeRecord;
import dev.salus.core.protocol.Grant;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every secret there is behind what a server stores, had with the private keys of those whose it
 * is: their seeds, exchange keys and wrap keys, entity keys, link secrets. The contents too, which
 * shows that the ciphertext is that of the plaintext that is looked for.
 */
final class KeyHarvest {

  private final Wraps wraps = new Wraps(new AeadBox(new SecureRandom()));
  private final ContentBox box = new ContentBox(new AeadBox(new SecureRandom()));
  private final Map<String, ExchangeKey> exchanges = new HashMap<>();
  private final Map<String, EntityKey> entityKeys = new HashMap<>();
  private final List<String> contents = new ArrayList<>();
  private final List<Needle> secrets = new ArrayList<>();

  KeyHarvest(List<KeyRing> rings, Map<String, List<Document>> stored) {
    rings.forEach(ring -> ring.keys().forEach(this::take));
    stored
        .get("exchanges")
        .forEach(each -> open(ExchangeRecord.parse(each.body().getJsonObject("record")), rings));
    for (Document document : stored.get("entities")) {
      JsonObject entity = document.body().getJsonObject("entity");
      if (entity != null) {
        open(Entity.parse(entity));
      }
    }
  }

  /** All that must be nowhere. */
  List<Needle> secrets() {
    return secrets;
  }

  /** How many exchange records were opened. */
  int exchanges() {
    return exchanges.size();
  }

  /** The contents of all entities, decrypted. */
  List<String> contents() {
    return contents;
  }

  private void take(OwnerKey key) {
    add("X-Wing seed of " + key.owner(), key.kemSeed());
    add("Ed25519 seed of " + key.owner(), key.signSeed());
  }

  private void open(ExchangeRecord record, List<KeyRing> rings) {
    OwnerKey party =
        rings.stream()
            .flatMap(ring -> ring.keys().stream())
            .filter(key -> record.sealed().containsKey(key.keyId()))
            .findFirst()
            .orElseThrow();
    ExchangeKey opened = ExchangeKey.open(record, party);
    exchanges.put(record.id(), opened);
    add("exchange key " + record.id(), opened.secret());
    add("wrap key " + record.id(), opened.wrapKey());
  }

  private void open(Entity entity) {
    EntityHeader header = entity.header();
    for (Grant grant : entity.grants()) {
      grant.delegations().forEach((id, delegation) -> open(header, grant, id, delegation));
    }
    EntityKey key = entityKeys.get(header.id()).requireCommitment(header.keyCommitment());
    add("entity key of " + header.id(), key.secret());
    byte[] content = box.open(key, entity.content(), header.type(), header.id());
    contents.add(new String(content, StandardCharsets.UTF_8));
  }

  private void open(EntityHeader header, Grant grant, String exchangeId, Delegation delegation) {
    Secret own = exchanges.get(exchangeId).wrapKey();
    if (delegation.wrapped() != null) {
      String wrapper = delegation.wrapExchange() == null ? exchangeId : delegation.wrapExchange();
      entityKeys.put(
          header.id(),
          wraps
              .unwrap(
                  delegation.wrapped(),
                  exchanges.get(wrapper).wrapKey(),
                  header.type(),
                  header.id(),
                  exchangeId,
                  header.keyGeneration(),
                  grant.signatureHash())
              .key());
    }
    if (delegation.link() != null) {
      Secret secret =
          wraps
              .unwrapLink(
                  delegation.link(),
                  own,
                  header.type(),
                  header.id(),
                  exchangeId,
                  grant.signatureHash())
              .secret();
      if (secret != null) {
        add("link secret of " + header.id(), secret);
      }
    }
  }

  private void add(String name, Secret secret) {
    secrets.add(Needle.bytes(name, secret.reveal()));
  }
}
