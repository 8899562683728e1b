package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Grant;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.DelegationPlace;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Threat T10: a revoked delegate keeps its keys and all that it ever saw. */
final class RevokedDelegateTest {

  /** What a revoked delegate kept, and what is stored now. */
  private record Kept(Entity before, Entity after, List<ExchangeKey> exchanges) {}

  @Scenario
  void s18_t10_theNewContentStaysClosedToTheOldKeys(World world) {
    EntityKinds.ALL.forEach(kind -> staysClosed(world, kind));
  }

  private static <T> void staysClosed(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    T shared = await(kind.share(hcp1, await(kind.share(hcp1, kind.create(hcp1), hcp2)), p));
    shared = await(kind.share(hcp2, shared, world.device()));
    String id = kind.id(shared);
    Entity before = Entity.parse(StoredEntities.entity(world, kind.type(), id));
    await(kind.revoke(hcp1, shared, hcp2));
    Entity after = Entity.parse(StoredEntities.entity(world, kind.type(), id));
    Kept kept = new Kept(before, after, exchangesOf(world.api(hcp2), hcp2));
    Wraps wraps = new Wraps(new AeadBox(new SecureRandom()));
    ContentBox contents = new ContentBox(new AeadBox(new SecureRandom()));

    List<EntityKey> oldKeys = unwrapped(wraps, kept.before(), kept.exchanges());
    assertThat(oldKeys).isNotEmpty();
    EntityKey old = oldKeys.get(0);
    assertThat(contents.open(old, before.content(), kind.type(), id)).isNotEmpty();

    assertThat(unwrapped(wraps, kept.after(), kept.exchanges())).isEmpty();
    assertThat(after.content()).isNotEqualTo(before.content());
    assertThat(after.header().keyCommitment()).isNotEqualTo(old.commitment());
    EntityKey asNew = EntityKey.of(2, old.secret());
    for (EntityKey key : List.of(old, asNew)) {
      assertThatThrownBy(() -> contents.open(key, after.content(), kind.type(), id))
          .isInstanceOf(CryptoFailure.class);
    }
  }

  /** All exchange keys that a data owner's key ring opens, in either direction. */
  private static List<ExchangeKey> exchangesOf(ServerApi server, Person owner) {
    List<ExchangeKey> opened = new ArrayList<>();
    for (String side : List.of("delegator", "delegate")) {
      JsonObject query = new JsonObject().put(side, owner.id()).put("limit", 1_000);
      await(server.exchanges(query)).getJsonArray("items").stream()
          .map(item -> ExchangeRecord.parse((JsonObject) item))
          .forEach(record -> opened.add(ExchangeKey.open(record, owner.keys().current())));
    }
    return opened;
  }

  /** Every entity key that any of these exchanges unwraps from any delegation. */
  private static List<EntityKey> unwrapped(
      Wraps wraps, Entity entity, List<ExchangeKey> exchanges) {
    List<EntityKey> keys = new ArrayList<>();
    for (Grant grant : entity.grants()) {
      for (Map.Entry<String, Delegation> each : grant.delegations().entrySet()) {
        for (ExchangeKey exchange : exchanges) {
          tryUnwrap(wraps, entity.header(), grant, each, exchange, keys);
        }
      }
    }
    return keys;
  }

  private static void tryUnwrap(
      Wraps wraps,
      EntityHeader header,
      Grant grant,
      Map.Entry<String, Delegation> delegation,
      ExchangeKey exchange,
      List<EntityKey> keys) {
    String wrapped = delegation.getValue().wrapped();
    if (wrapped == null) {
      return;
    }
    try {
      keys.add(
          wraps
              .unwrap(
                  wrapped,
                  exchange.wrapKey(),
                  DelegationPlace.of(header, delegation.getKey(), grant),
                  header.keyGeneration())
              .key());
    } catch (CryptoFailure closed) {
      assertThat(closed.kind()).isEqualTo(CryptoFailure.Kind.OPEN);
    }
  }

  @Scenario
  void t10_askingAgainAndReplayingBringsNothing(World world) {
    EntityKinds.ALL.forEach(kind -> bringsNothing(world, kind));
  }

  private static <T> void bringsNothing(World world, EntityKind<T> kind) {
    HostileServer recorder = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.person(DataOwner.Type.HCP, recorder::between);
    T shared = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    T written = await(kind.modify(hcp2, kind.noted(shared, "hcp2 was here")));
    T given = await(kind.share(hcp2, written, world.device()));
    String id = kind.id(given);
    JsonObject write = recorder.asked(Operation.MODIFY_ENTITY).get(0).body();
    JsonObject grant = recorder.asked(Operation.GIVE_ACCESS).get(0).body();
    T left = await(kind.revoke(hcp1, given, hcp2)).entity();
    String rev = kind.metadata(left).rev();
    ServerApi raw = world.api(hcp2);

    failure(NotFound.class, kind.get(hcp2, id));
    failure(NotFound.class, kind.modify(hcp2, kind.noted(left, "again")));
    failure(NotFound.class, kind.share(hcp2, left, hcp2));
    failure(NotFound.class, kind.revoke(hcp2, left, hcp1));
    failure(NotFound.class, kind.delete(hcp2, id));
    assertThat(await(kind.list(hcp2.salus(), EntityFilter.ALL)).items())
        .noneMatch(item -> kind.id(item).equals(id));
    failure(NotFound.class, raw.modifyEntity(kind.type(), id, write.copy().put("rev", rev)));
    failure(NotFound.class, raw.giveAccess(kind.type(), id, grant.copy().put("rev", rev)));
    assertThat(await(raw.entities(kind.type(), List.of(id))).getJsonArray("items")).isEmpty();
    assertThat(await(kind.get(hcp1, id))).isEqualTo(left);
  }

  @Scenario
  void t10_theRawDocumentIsStillEncryptedToItsOwnSdk(World world) {
    EntityKinds.ALL.forEach(kind -> rawDocumentStaysClosed(world, kind));
  }

  private static <T> void rawDocumentStaysClosed(World world, EntityKind<T> kind) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.person(DataOwner.Type.HCP, server::between);
    T shared = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    await(kind.get(hcp2, kind.id(shared)));
    await(kind.revoke(hcp1, shared, hcp2));
    server.replace(Operation.ENTITY, StoredEntities.entity(world, kind.type(), kind.id(shared)));

    failure(NoEntityKey.class, kind.get(hcp2, kind.id(shared)));
    assertThat(await(kind.tryGet(hcp2.salus(), kind.id(shared))))
        .isInstanceOf(StillEncrypted.class);
  }
}
