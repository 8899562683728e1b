package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;

import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.DelegationPlace;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.model.Patient;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Somebody with keys and delegations of their own who uses them as the SDK never would. */
public final class Accomplice {

  private final World world;
  private final Person person;
  private final OwnerKey signer;
  private final long aheadMs;
  private final long floor;
  private final AeadBox box = new AeadBox(new SecureRandom());

  /** Of this person. */
  public Accomplice(World world, Person person) {
    this(world, person, person.keys().current(), 0, 0);
  }

  private Accomplice(World world, Person person, OwnerKey signer, long aheadMs, long floor) {
    this.world = world;
    this.person = person;
    this.signer = signer;
    this.aheadMs = aheadMs;
    this.floor = floor;
  }

  /** The same, who dates what it signs so far ahead. */
  Accomplice datingAhead(Duration time) {
    return new Accomplice(world, person, signer, time.toMillis(), floor);
  }

  /** The same, who signs with another key. */
  Accomplice signingWith(OwnerKey other) {
    return new Accomplice(world, person, other, aheadMs, floor);
  }

  /** The same, in whose wraps the version is this one. */
  Accomplice withFloor(long version) {
    return new Accomplice(world, person, signer, aheadMs, version);
  }

  /** A card of the person's that nobody vouches for, published. */
  OwnerKey publishUnvouchedCard() {
    OwnerKey key = OwnerKey.generate(person.id(), Clock.systemUTC(), new SecureRandom());
    await(world.api(person).publishCard(person.id(), key.card().toJson()));
    return key;
  }

  /** Retires the person's own card as of so long ago. */
  void retireOwnCard(Duration ago) {
    OwnerKey key = person.keys().current();
    long at = System.currentTimeMillis() - ago.toMillis();
    JsonObject retirement = key.retire(key.card(), at, null).toJson();
    await(world.api(person).retire(person.id(), key.keyId(), retirement));
  }

  private long now() {
    return System.currentTimeMillis() + aheadMs;
  }

  /** The exchange key of a record that the person is a party to. */
  ExchangeKey exchangeKey(String exchangeId) {
    JsonObject record = await(world.api(person).exchange(exchangeId));
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
            DelegationPlace.of(header, held.exchangeId(), held.grant()),
            header.keyGeneration())
        .key();
  }

  /** The JSON text that an entity's content is. */
  public String content(EntityType type, String id) {
    Entity stored = Entity.parse(await(world.api(person).entity(type, id)));
    byte[] json = new ContentBox(box).open(entityKey(stored), stored.content(), type, id);
    return new String(json, StandardCharsets.UTF_8);
  }

  /** Writes a next version with this JSON as its content, in all other things as it must be. */
  public void overwrite(EntityType type, String id, String json) {
    Entity stored = Entity.parse(await(world.api(person).entity(type, id)));
    EntityHeader old = stored.header();
    EntityHeader next =
        old.next(
            new EntityHeader.Writing(
                person.id(),
                stored.delegations().heldBy(person.id()).get(0).exchangeId(),
                signer.keyId(),
                Math.max(old.modified(), now())),
            old.tags());
    byte[] content = json.getBytes(StandardCharsets.UTF_8);
    String boxed = new ContentBox(box).seal(entityKey(stored), content, type, id);
    byte[] message = next.signedBytes(Base64Url.decode(boxed, "content"));
    String signature = signer.sign(message);
    Entity written = new Entity(next, boxed, signature, stored.grants(), stored.rev());
    await(world.api(person).modifyEntity(type, id, written.toJson()));
  }

  /**
   * Gives somebody access, from the person's own delegation, with these link fields.
   *
   * @param honest whether the wrapped key is the entity's, or junk
   */
  void give(EntityType type, String id, Person delegate, LinkFields link, boolean honest) {
    JsonObject json = await(world.api(person).entity(type, id));
    Entity entity = Entity.parse(json);
    ExchangeKey exchange = exchangeKey(exchangeTo(delegate));
    List<String> parents = List.of(entity.delegations().heldBy(person.id()).get(0).exchangeId());
    Grant signed = signed(entity, exchange.exchangeId(), delegate, parents);
    byte[] hash = signed.signatureHash();
    String wrapped =
        honest
            ? new Wraps(box)
                .wrap(
                    entityKey(entity),
                    floor == 0 ? entity.header().version() : floor,
                    exchange.wrapKey(),
                    new DelegationPlace(type, id, exchange.exchangeId(), hash))
            : Base64Url.encode(new byte[64]);
    String boxed =
        new Wraps(box)
            .wrapLink(
                link,
                exchange.wrapKey(),
                new DelegationPlace(type, id, exchange.exchangeId(), hash));
    Delegation delegation = new Delegation(delegate.id(), Permission.READ, wrapped, null, boxed);
    Grant grant = signed.withDelegations(Map.of(exchange.exchangeId(), delegation), List.of());
    JsonObject body = new JsonObject().put("rev", entity.rev()).put("grant", grant.toJson());
    await(world.api(person).giveAccess(type, id, body));
  }

  /** An exchange from the person, made by sharing something else. */
  private String exchangeTo(Person delegate) {
    Patient other = await(person.patients().createOrModifyPatient(Examples.johnSnow()));
    await(person.patients().giveAccessTo(other, delegate.id()));
    return StoredEntities.exchangeOf(
        StoredEntities.entity(world, EntityType.PATIENT, other.id()), delegate.id());
  }

  private Grant signed(Entity entity, String exchangeId, Person delegate, List<String> parents) {
    Delegation bare = new Delegation(delegate.id(), Permission.READ, null, null, null);
    Grant unsigned =
        new Grant(
            person.id(),
            signer.keyId(),
            now(),
            entity.header().keyGeneration(),
            parents,
            Map.of(exchangeId, bare),
            List.of(),
            "");
    EntityHeader header = entity.header();
    byte[] message = unsigned.signedBytes(header.type(), header.id(), header.author());
    return new Grant(
        unsigned.by(),
        unsigned.signedBy(),
        unsigned.grantedAt(),
        unsigned.generation(),
        parents,
        unsigned.delegations(),
        List.of(),
        signer.sign(message));
  }
}
