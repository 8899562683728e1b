package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;

import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.sharing.AutomaticSharingBook;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.OpenedExchange;
import dev.salus.sdk.transport.ScriptedServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Somebody with keys at a scripted server, and what entities are read, sealed and shared with. */
final class Member {

  static final LinkFields NO_LINK = new LinkFields(null, null);

  private static final SecureRandom RANDOM = new SecureRandom();

  final KeyRing ring;
  final CardDirectory cards;
  final ExchangeBook exchanges;
  final EntityTools tools;

  private Member(Vertx vertx, ScriptedServer server, KeyRing ring, Clock clock) {
    this.ring = ring;
    this.cards = new CardDirectory(vertx, server.api(), ring, TrustPolicy.trustOnFirstUse(), clock);
    this.exchanges = new ExchangeBook(vertx, server.api(), ring, cards, clock, RANDOM);
    OwnerKeys keys = new OwnerKeys(ring, KeyRingSaver.keptByApplication(), cards);
    this.tools =
        EntityTools.of(
            vertx,
            server.api(),
            keys,
            exchanges,
            new AutomaticSharingBook(server.api(), keys, clock),
            EncryptedFields.ALL,
            clock,
            RANDOM);
  }

  /** Somebody of this id, whose card the server lists. */
  static Member of(Vertx vertx, ScriptedServer server, String id, Clock clock) {
    KeyRing ring = KeyRing.generate(id, clock, RANDOM);
    server.list(id, ring.current().card());
    return new Member(vertx, server, ring, clock);
  }

  /** The same data owner on another machine, which remembers nothing. */
  Member again(Vertx vertx, ScriptedServer server, Clock clock) {
    KeyRing fresh = KeyRing.importJson(ring.exportJson().put("seen", new JsonObject()));
    return new Member(vertx, server, fresh, clock);
  }

  /** The same data owner with one more key, the newest, which nobody vouches for. */
  Member with(OwnerKey key, Vertx vertx, ScriptedServer server, Clock clock) {
    KeyRing more = KeyRing.importJson(ring.exportJson());
    more.add(key);
    return new Member(vertx, server, more, clock);
  }

  String id() {
    return ring.owner();
  }

  OwnerKey key() {
    return ring.current();
  }

  KeyCard card() {
    return key().card();
  }

  /** A new patient with this content, at a revision. */
  OpenedEntity create(String id, String json) {
    NewEntity made =
        new NewEntity(EntityType.PATIENT, id, text(json), List.of(), List.of(), NO_LINK);
    return tools.sealer().create(made, await(exchanges.own()), List.of()).withRev("1-a");
  }

  /** The entity with a grant of this member to another one. */
  OpenedEntity give(OpenedEntity entity, Member to, Permission permission) {
    return entity.withGrant(grant(entity, to, permission), "1-b");
  }

  Grant grant(OpenedEntity entity, Member to, Permission permission) {
    OpenedExchange exchange = await(exchanges.forWrapping(to.id()));
    return tools.sealer().grant(here(entity), new Recipient(exchange, permission, NO_LINK));
  }

  /** The next version by this member. */
  OpenedEntity write(OpenedEntity entity, String json) {
    return tools.sealer().modify(here(entity), text(json), List.of());
  }

  /** The entity as if this member had opened it just now, whoever has. */
  OpenedEntity here(OpenedEntity entity) {
    return new OpenedEntity(here(entity.verified()), entity.key(), entity.content(), entity.link());
  }

  /** The entity as if this member had verified it just now. */
  VerifiedEntity here(VerifiedEntity entity) {
    Map<String, Long> signers =
        entity.signers().keySet().stream()
            .collect(Collectors.toMap(owner -> owner, ring::trustEpoch));
    return new VerifiedEntity(
        entity.entity(), entity.graph(), entity.leftOut(), signers, entity.doubt());
  }

  /** What this member makes of an entity that the server has. */
  OpenedEntity read(Entity entity) {
    return await(
        tools
            .reader()
            .verified(entity.header().type(), entity.toJson())
            .compose(tools.reader()::open));
  }

  VerifiedEntity verified(Entity entity) {
    return await(tools.reader().verified(entity.header().type(), entity.toJson()));
  }

  static Plaintext text(String json) {
    return Plaintext.of(json.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Plaintext content) {
    return new String(content.reveal(), StandardCharsets.UTF_8).strip();
  }

  /** The entity with this grant in the place of another one. */
  static Entity replaced(Entity entity, Grant old, Grant by) {
    List<Grant> grants = new ArrayList<>(entity.grants());
    grants.set(grants.indexOf(old), by);
    return entity.withGrants(grants);
  }
}
