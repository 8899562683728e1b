package dev.salus.core.entities;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.protocol.Revocation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Locking somebody out with a new key, over the bus (protocol §8). */
class RekeyTest {

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final TestOwner author = records.join();
  private final TestOwner hcp2 = records.join();
  private final TestOwner patient = records.join();
  private final TestOwner relative = records.join();

  @AfterEach
  void close() {
    salus.close();
  }

  /** hcp2 may write and has passed it on to the relative; the patient may read. */
  private Entity shared() {
    Entity stored = records.create(author, EntityType.DATA_SAMPLE);
    stored = records.share(stored, author, hcp2, Permission.WRITE);
    stored = records.share(stored, author, patient, Permission.READ);
    return records.share(stored, hcp2, List.of(author.exchangeTo(hcp2)), relative, Permission.READ);
  }

  private static JsonObject body(Entity stored, Entity proposed) {
    return new JsonObject().put("rev", stored.rev()).put("entity", proposed.toJson());
  }

  private Future<JsonObject> rekey(TestOwner revoker, Entity stored, JsonObject body) {
    return salus.entities().rekey(revoker.caller(), "DataSample", stored.header().id(), body);
  }

  private Future<JsonObject> get(TestOwner reader, Entity stored) {
    return salus.entities().get(reader.caller(), "DataSample", stored.header().id());
  }

  @Test
  void s18_whoIsLockedOutGetsItNoLongerAndAllOthersDo() {
    Entity stored = shared();
    Entity proposed =
        records.client().rekey(stored, author, author.exchangeTo(author), List.of(hcp2));

    Entity after = Entity.parse(await(rekey(author, stored, body(stored, proposed))));

    assertThat(after.withRev(null)).isEqualTo(proposed.withRev(null));
    assertThat(after.header().revoked()).containsExactly(new Revocation(hcp2.id(), 2));
    failure(NotFound.class, get(hcp2, stored));
    failure(NotFound.class, get(relative, stored));
    assertThat(records.get(patient, stored)).isEqualTo(after);
    assertThat(records.get(author, stored)).isEqualTo(after);
  }

  @Test
  void theRevokersExchangesMustBeThere() {
    Entity stored = shared();
    Entity proposed =
        records.client().rekey(stored, hcp2, author.exchangeTo(hcp2), List.of(relative));

    assertInvalid(
        "entity.grants[0].delegations." + author.exchangeTo(author) + ".wrapExchange",
        rekey(hcp2, stored, body(stored, proposed)));

    records.exchange(hcp2, author);
    records.exchange(hcp2, patient);
    await(rekey(hcp2, stored, body(stored, proposed)));
    failure(NotFound.class, get(relative, stored));
    assertThat(records.get(patient, stored).header().keyGeneration()).isEqualTo(2);
  }

  @Test
  void theSameAgainIsAnsweredAsTheFirstTime() {
    Entity stored = shared();
    Entity proposed =
        records.client().rekey(stored, author, author.exchangeTo(author), List.of(hcp2));
    JsonObject first = await(rekey(author, stored, body(stored, proposed)));

    assertThat(await(rekey(author, stored, body(stored, proposed)))).isEqualTo(first);
  }

  @Test
  void refusalsNameTheFieldInTheBodyAndStoreNothing() {
    Entity stored = shared();
    String own = author.exchangeTo(author);
    Entity proposed = records.client().rekey(stored, author, own, List.of(hcp2));
    JsonObject body = body(stored, proposed);
    JsonObject entity = body.getJsonObject("entity");

    assertInvalid("rev", rekey(author, stored, new JsonObject().put("entity", entity)));
    assertInvalid("entity", rekey(author, stored, new JsonObject().put("rev", "1-a")));
    assertInvalid("more", rekey(author, stored, body.copy().put("more", 1)));
    assertInvalid("entity.version", rekey(author, stored, with(body, "version", 9)));
    assertInvalid("entity.version", rekey(author, stored, with(body, "version", "x")));
    assertInvalid("entity.rev", rekey(author, stored, with(body, "rev", "1-other")));
    assertInvalid(
        "entity.signature",
        rekey(author, stored, with(body, "content", records.client().bytes(284))));
    assertThat(records.get(author, stored)).isEqualTo(stored);
  }

  private static JsonObject with(JsonObject body, String field, Object value) {
    JsonObject changed = body.copy();
    changed.getJsonObject("entity").put(field, value);
    return changed;
  }

  @Test
  void aStaleRevisionConflictsAndOthersMayNot() {
    Entity stored = shared();
    String own = author.exchangeTo(author);
    Entity proposed = records.client().rekey(stored, author, own, List.of(hcp2));
    JsonObject stale = new JsonObject().put("rev", "1-old");
    stale.put("entity", proposed.withRev(null).toJson());
    Entity byReader =
        records.client().rekey(stored, patient, author.exchangeTo(patient), List.of(relative));

    assertThat(failure(Conflict.class, rekey(author, stored, stale)).currentRev())
        .isEqualTo(stored.rev());
    failure(Forbidden.class, rekey(patient, stored, body(stored, byReader)));
    TestOwner stranger = records.join();
    failure(NotFound.class, rekey(stranger, stored, body(stored, proposed)));
  }

  @Test
  void whoWasLockedOutCanBeGivenAccessAgain() {
    Entity stored = shared();
    records.exchange(author, relative);
    Entity proposed =
        records.client().rekey(stored, author, author.exchangeTo(author), List.of(patient));
    Entity after = Entity.parse(await(rekey(author, stored, body(stored, proposed))));

    Entity again = records.share(after, author, patient, Permission.READ);

    assertThat(records.get(patient, stored)).isEqualTo(again);
  }

  @Test
  void t22_whoOnceHeldADelegationIsNamedAndNobodyElse() {
    Entity stored = shared();
    String own = author.exchangeTo(author);
    TestOwner stranger = records.join();
    records.exchange(author, relative);
    Entity left =
        Entity.parse(
            await(
                salus
                    .entities()
                    .removeDelegation(
                        author.caller(),
                        "DataSample",
                        stored.header().id(),
                        author.exchangeTo(patient),
                        String.valueOf(stored.rev()))));
    Entity written =
        Entity.parse(
            await(
                salus
                    .entities()
                    .modify(
                        author.caller(),
                        "DataSample",
                        stored.header().id(),
                        records.client().modify(left, author, own).toJson())));

    assertInvalid(
        "entity.revoked",
        rekey(
            author,
            written,
            body(written, records.client().rekey(written, author, own, List.of(stranger)))));
    Entity locked =
        Entity.parse(
            await(
                rekey(
                    author,
                    written,
                    body(
                        written,
                        records.client().rekey(written, author, own, List.of(patient, hcp2))))));
    assertThat(locked.header().revoked())
        .containsExactlyInAnyOrder(new Revocation(patient.id(), 2), new Revocation(hcp2.id(), 2));

    Entity alsoLost =
        Entity.parse(
            await(
                rekey(
                    author,
                    locked,
                    body(locked, records.client().rekey(locked, author, own, List.of(relative))))));
    assertThat(alsoLost.header().revoked())
        .as("who lost it because another went")
        .contains(new Revocation(relative.id(), 3));
  }
}
