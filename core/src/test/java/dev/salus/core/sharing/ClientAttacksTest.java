package dev.salus.core.sharing;

import static dev.salus.core.testkit.Await.assertInvalid;
import static dev.salus.core.testkit.Await.await;
import static dev.salus.core.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.api.Forbidden;
import dev.salus.core.api.NotFound;
import dev.salus.core.protocol.Entity;
import dev.salus.core.protocol.EntityType;
import dev.salus.core.protocol.Grant;
import dev.salus.core.protocol.Permission;
import dev.salus.core.testkit.ClientWrites;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Attacks of the threat model by users with a client of their own making (T07–T09): rightly signed,
 * straight at the services.
 */
class ClientAttacksTest {

  private static final String SAMPLE = "DataSample";
  private static final long LAST_VERSION = (1L << 53) - 1;

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final ClientWrites client = records.client();
  private final TestOwner author = records.join();
  private final TestOwner writer = records.join();
  private final TestOwner reader = records.join();
  private final TestOwner accomplice = records.join();
  private final String own = author.exchangeTo(author);
  private final String writers = author.exchangeTo(writer);
  private final String readers = author.exchangeTo(reader);
  private Entity stored;

  @BeforeEach
  void share() {
    Entity created = records.create(author, EntityType.DATA_SAMPLE);
    Entity shared = records.share(created, author, writer, Permission.WRITE);
    stored = records.share(shared, author, reader, Permission.READ);
  }

  @AfterEach
  void close() {
    salus.close();
  }

  private String id() {
    return stored.header().id();
  }

  private Future<JsonObject> modify(TestOwner attacker, JsonObject body) {
    return salus.entities().modify(attacker.caller(), SAMPLE, id(), body);
  }

  private Future<JsonObject> give(TestOwner attacker, JsonObject body) {
    return salus.sharing().giveAccess(attacker.caller(), SAMPLE, id(), body);
  }

  private Future<JsonObject> remove(TestOwner attacker, String exchangeId) {
    return salus
        .sharing()
        .removeDelegation(attacker.caller(), SAMPLE, id(), exchangeId, stored.rev());
  }

  private void assertNothingChanged() {
    assertThat(records.get(author, stored)).isEqualTo(stored);
  }

  /** The writer's next version with its grants bent, rightly signed. */
  private JsonObject withGrants(List<Grant> grants) {
    JsonObject next = client.nextVersion(stored, writer, writers);
    next.put("grants", new JsonArray(grants.stream().map(Grant::toJson).toList()));
    return client.sign(writer, next).toJson();
  }

  @Test
  void t07_whoHasNoDelegationSeesNothingByAnyWay() {
    JsonObject ids = new JsonObject().put("ids", new JsonArray().add(id()));
    JsonObject version = client.modify(stored, accomplice, writers).toJson();
    JsonObject grant =
        records.granting(stored, accomplice, List.of(writers), accomplice, Permission.READ);

    failure(NotFound.class, salus.entities().get(accomplice.caller(), SAMPLE, id()));
    failure(NotFound.class, modify(accomplice, version));
    failure(NotFound.class, give(accomplice, grant));
    failure(NotFound.class, remove(accomplice, writers));
    failure(
        NotFound.class, salus.entities().delete(accomplice.caller(), SAMPLE, id(), stored.rev()));
    failure(NotFound.class, salus.entities().storeGrants(accomplice.caller(), stored.toJson()));
    JsonObject nothing = new JsonObject().put("items", new JsonArray());
    assertThat(await(salus.entities().getMany(accomplice.caller(), SAMPLE, ids)))
        .isEqualTo(nothing);
    assertThat(await(salus.entities().list(accomplice.caller(), SAMPLE, new JsonObject())))
        .isEqualTo(nothing);
    assertNothingChanged();
  }

  @Test
  void t07_beingOnlyADelegatorGivesNothing() {
    Entity passedOn = records.share(stored, writer, List.of(writers), accomplice, Permission.READ);
    Entity other = records.create(accomplice, EntityType.DATA_SAMPLE);

    failure(NotFound.class, salus.entities().get(writer.caller(), SAMPLE, other.header().id()));
    assertThat(records.get(accomplice, stored)).isEqualTo(passedOn);
  }

  @Test
  void t08_aForeignDelegationIsNotRemoved() {
    List<Grant> fewer = stored.grants().subList(0, 2);

    failure(Forbidden.class, remove(writer, readers));
    failure(Forbidden.class, remove(reader, writers));
    failure(Forbidden.class, remove(writer, own));
    assertInvalid("grants", modify(writer, withGrants(fewer)));
    assertNothingChanged();
  }

  @Test
  void t08_aForeignDelegationIsNotAltered() {
    List<Grant> altered = new ArrayList<>(stored.grants());
    altered.set(
        2,
        altered
            .get(2)
            .withDelegations(
                Map.of(readers, client.delegation(reader, Permission.READ)), List.of()));

    assertInvalid("grants", modify(writer, withGrants(altered)));
    assertNothingChanged();
  }

  @Test
  void t08_aDelegationOfAnotherIsNotForged() {
    records.exchange(author, accomplice);
    Grant byAuthor =
        new Grant(
            author.id(),
            author.keyId(),
            salus.now(),
            1,
            List.of(),
            Map.of(author.exchangeTo(accomplice), client.delegation(accomplice, Permission.WRITE)),
            List.of(),
            client.bytes(64));
    Grant signedByWriter = ClientWrites.sign(stored, writer, byAuthor);

    assertInvalid("grant.by", give(writer, SharedRecords.body(stored, signedByWriter)));
    Grant underOwnName =
        client.grant(
            stored,
            writer,
            List.of(writers),
            Map.of(author.exchangeTo(accomplice), client.delegation(accomplice, Permission.READ)));
    assertInvalid(
        "grant.delegations." + author.exchangeTo(accomplice),
        give(writer, SharedRecords.body(stored, underOwnName)));
    assertNothingChanged();
  }

  @Test
  void t08_nobodyRaisesTheirOwnPermission() {
    List<Grant> raised = new ArrayList<>(stored.grants());
    raised.set(
        1,
        raised
            .get(1)
            .withDelegations(
                Map.of(writers, client.delegation(writer, Permission.WRITE)), List.of()));

    failure(
        Forbidden.class,
        give(reader, records.granting(stored, reader, List.of(readers), reader, Permission.WRITE)));
    assertInvalid("grants", modify(writer, withGrants(raised)));
    assertNothingChanged();
  }

  @Test
  void t08_nobodyGivesFromParentsThatAreNotTheirs() {
    for (String parent : List.of(own, readers, reader.exchangeTo(writer))) {
      assertInvalid(
          "grant.parents",
          give(
              writer,
              records.granting(stored, writer, List.of(parent), accomplice, Permission.READ)));
    }
    assertInvalid(
        "grant.parents",
        give(writer, records.granting(stored, writer, List.of(), accomplice, Permission.READ)));
    assertNothingChanged();
  }

  @Test
  void t08_aDelegationPlantedToSurviveRevocationGoesWithIt() {
    Entity planted = records.share(stored, writer, List.of(writers), accomplice, Permission.WRITE);
    planted =
        records.share(
            planted, accomplice, List.of(writer.exchangeTo(accomplice)), writer, Permission.WRITE);
    planted =
        records.share(
            planted, writer, List.of(accomplice.exchangeTo(writer)), writer, Permission.WRITE);
    stored = planted;

    Entity left = Entity.parse(await(remove(author, writers)));

    assertThat(left.delegations().valid().keySet()).containsExactlyInAnyOrder(own, readers);
    failure(NotFound.class, salus.entities().get(writer.caller(), SAMPLE, id()));
    failure(NotFound.class, salus.entities().get(accomplice.caller(), SAMPLE, id()));
  }

  @Test
  void t08_theEntityIsNotTakenOverByARekey() {
    JsonObject taken = client.nextKey(stored, writer, writers, List.of(reader));
    JsonObject foreignAuthor =
        client.nextKey(stored, writer, writers, List.of(accomplice)).put("author", writer.id());

    failure(Forbidden.class, rekey(writer, taken));
    failure(
        Forbidden.class, rekey(writer, client.nextKey(stored, writer, writers, List.of(author))));
    assertInvalid("entity.author", rekey(writer, foreignAuthor));
    assertInvalid("entity.grants", rekey(writer, withoutReader()));
    assertNothingChanged();
  }

  private JsonObject withoutReader() {
    JsonObject next = client.nextKey(stored, writer, writers, List.of(accomplice));
    next.getJsonArray("grants").remove(2);
    return next;
  }

  private Future<JsonObject> rekey(TestOwner revoker, JsonObject next) {
    JsonObject body =
        new JsonObject()
            .put("rev", stored.rev())
            .put("entity", client.sign(revoker, next).toJson());
    return salus.sharing().rekey(revoker.caller(), SAMPLE, id(), body);
  }

  @Test
  void t08_theEntityIsNotMadeUnwritable() {
    Map<String, Object> bent =
        Map.of(
            "version",
            LAST_VERSION,
            "keyGeneration",
            LAST_VERSION,
            "author",
            writer.id(),
            "modified",
            LAST_VERSION,
            "links",
            new JsonArray().add(client.bytes(16)),
            "keyCommitment",
            client.bytes(32),
            "created",
            0L);

    bent.forEach(
        (field, value) -> {
          JsonObject next = client.nextVersion(stored, writer, writers).put(field, value);
          assertInvalid(field, modify(writer, client.sign(writer, next).toJson()));
        });
    assertNothingChanged();
    await(modify(author, client.modify(stored, author, own).toJson()));
  }

  @Test
  void t08_aGrantIsNotLoadedWithJunk() {
    JsonObject body =
        records.granting(stored, reader, List.of(readers), accomplice, Permission.READ);
    String exchangeId = reader.exchangeTo(accomplice);
    body.getJsonObject("grant")
        .getJsonObject("delegations")
        .getJsonObject(exchangeId)
        .put("link", client.bytes(1_000_000));

    assertInvalid("grant.delegations." + exchangeId + ".link", give(reader, body));
    assertNothingChanged();
  }

  @Test
  void t09_aReaderWithTheKeyCannotWrite() {
    records.exchange(reader, reader);
    for (String evidence : List.of(readers, writers, own, reader.exchangeTo(reader))) {
      failure(Forbidden.class, modify(reader, client.modify(stored, reader, evidence).toJson()));
    }
    JsonObject item = client.modify(stored, reader, readers).toJson();
    JsonObject results =
        await(
            salus
                .entities()
                .bulk(
                    reader.caller(),
                    SAMPLE,
                    new JsonObject().put("entities", new JsonArray().add(item))));

    assertThat(
            results
                .getJsonArray("results")
                .getJsonObject(0)
                .getJsonObject("error")
                .getInteger("status"))
        .isEqualTo(403);
    assertNothingChanged();
  }

  @Test
  void t09_aReaderCannotWriteInAWritersName() {
    JsonObject inWritersName =
        client.sign(reader, client.nextVersion(stored, writer, writers)).toJson();

    failure(Forbidden.class, modify(reader, inWritersName));
    assertInvalid("signature", modify(writer, inWritersName));
    assertNothingChanged();
  }

  @Test
  void t10_whoWasRevokedCannotWriteEither() {
    await(remove(author, writers));

    failure(NotFound.class, modify(writer, client.modify(stored, writer, writers).toJson()));
    failure(NotFound.class, salus.entities().get(writer.caller(), SAMPLE, id()));
  }
}
