package dev.salus.scenarios;

import dev.salus.core.protocol.Base64Url;
import dev.salus.core.protocol.DelegationGraph.Held;
import dev.salus.core.protocol.Entity;
import dev.salus.core.protocol.EntityHeader;
import dev.salus.core.protocol.EntityType;
import dev.salus.core.protocol.ExchangeRecord;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.Wraps;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Somebody with keys and delegations of their own who uses them as the SDK never would. */
final class Accomplice {

  private final World world;
  private final Person person;
  private final AeadBox box = new AeadBox(new SecureRandom());

  Accomplice(World world, Person person) {
    this.world = world;
    this.person = person;
  }

  /** The exchange key of a record that the person is a party to. */
  ExchangeKey exchangeKey(String exchangeId) {
    JsonObject record = Wait.get(world.transport(person).exchange(exchangeId));
    return ExchangeKey.open(ExchangeRecord.parse(record), person.keys().current());
  }

  /** The key of an entity that the person may read. */
  EntityKey entityKey(Entity entity) {
    EntityHeader header = entity.header();
    Held held = entity.delegations().heldBy(person.id()).get(0);
    return new Wraps(box)
        .unwrap(
            held.delegation().wrapped(),
            exchangeKey(held.exchangeId()).wrapKey(),
            header.type(),
            header.id(),
            held.exchangeId(),
            header.keyGeneration(),
            held.grant().signatureHash())
        .key();
  }

  /** Writes a next version with this JSON as its content, in all other things as it must be. */
  void overwrite(EntityType type, String id, String json) {
    Entity stored = Entity.parse(Wait.get(world.transport(person).entity(type, id)));
    EntityHeader old = stored.header();
    EntityHeader next =
        new EntityHeader(
            type,
            id,
            old.created(),
            Math.max(old.modified(), System.currentTimeMillis()),
            old.author(),
            person.id(),
            stored.delegations().heldBy(person.id()).get(0).exchangeId(),
            old.version() + 1,
            old.keyGeneration(),
            old.keyCommitment(),
            old.revoked(),
            old.tags(),
            old.links(),
            person.keys().current().keyId());
    byte[] content = json.getBytes(StandardCharsets.UTF_8);
    String boxed = new ContentBox(box).seal(entityKey(stored), content, type, id);
    byte[] message = next.signedBytes(Base64Url.decode(boxed, "content"));
    String signature = person.keys().current().sign(message);
    Entity written = new Entity(next, boxed, signature, stored.grants(), stored.rev());
    Wait.get(world.transport(person).modifyEntity(type, id, written.toJson()));
  }

  /** The link box of a grant that the person is about to give, with this link secret in it. */
  String linkWithSecret(
      Entity entity, String exchangeId, byte[] grantSignatureHash, byte[] secret) {
    return new Wraps(box)
        .wrapLink(
            null,
            Secret.of(secret),
            exchangeKey(exchangeId).wrapKey(),
            entity.header().type(),
            entity.header().id(),
            exchangeId,
            grantSignatureHash);
  }
}
