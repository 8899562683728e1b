package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.SalusException;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Forger;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.UnaryOperator;

/** Threat T08: a delegate with real keys and a client of its own making. */
final class HostileDelegateTest {

  private static final EntityType PATIENT = EntityType.PATIENT;

  private final Forger forger = new Forger();

  /** A re-key that a delegate is entitled to, changed before it is sent. */
  private record Case(
      World world, HostileServer own, Person hcp1, Person hcp2, Person p, Person d) {

    static Case of(World world) {
      HostileServer own = new HostileServer();
      return new Case(
          world,
          own,
          world.hcp(),
          world.person(DataOwner.Type.HCP, own::between),
          world.patient(),
          world.device());
    }

    /** Author hcp1, shared with hcp2 and p; d has it from hcp2. */
    Patient shared() {
      Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
      john = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
      john = await(hcp1.patients().giveAccessTo(john, p.id()));
      return await(hcp2.patients().giveAccessTo(john, d.id()));
    }

    void isRefused(
        Class<? extends SalusException> why, Patient john, UnaryOperator<JsonObject> change) {
      own.on(
          Operation.REKEY,
          (asked, honest) -> {
            JsonObject body = asked.body();
            body.put("entity", change.apply(body.getJsonObject("entity")));
            return honest.get();
          });
      failure(why, hcp2.patients().revokeAccess(john, d.id()));
      for (Person reader : List.of(hcp1, hcp2, p, d)) {
        assertThat(await(reader.patients().getPatient(john.id()))).isEqualTo(john);
      }
    }
  }

  @Scenario
  void t08_anEntityIsNotTakenOverByARekey(World world) {
    Case it = Case.of(world);
    Patient john = it.shared();
    JsonObject stored = StoredEntities.entity(world, PATIENT, john.id());
    String oldWrap = StoredEntities.delegationTo(it.p().id(), stored).getString("wrapped");

    it.isRefused(Invalid.class, john, entity -> signed(it, entity, "author", it.hcp2().id()));
    it.isRefused(
        Invalid.class,
        john,
        entity -> signed(it, entity, "links", new JsonArray().add("AAAAAAAAAAAAAAAAAAAAAA")));
    it.isRefused(Invalid.class, john, entity -> signed(it, entity, "version", 1L << 52));
    it.isRefused(Invalid.class, john, entity -> signed(it, entity, "keyGeneration", 7));
    it.isRefused(Invalid.class, john, HostileDelegateTest::withoutFirstGrant);
    it.isRefused(Forbidden.class, john, entity -> signed(it, entity, "revoked", revoked(it.p())));
    it.isRefused(
        Forbidden.class, john, entity -> signed(it, entity, "revoked", revoked(it.hcp1())));
    it.isRefused(
        Invalid.class, john, entity -> StoredEntities.without("wrapped", entity, it.hcp1().id()));
    it.isRefused(
        Invalid.class,
        john,
        entity ->
            StoredEntities.changed(entity, it.p().id(), each -> each.put("wrapped", oldWrap)));
    it.isRefused(
        Invalid.class,
        john,
        entity ->
            StoredEntities.changed(
                entity,
                it.p().id(),
                each -> each.put("wrapExchange", StoredEntities.exchangeOf(stored, it.d().id()))));

    it.own().repent();
    Patient left = await(it.hcp2().patients().revokeAccess(john, it.d().id())).entity();
    assertThat(await(it.p().patients().getPatient(john.id()))).isEqualTo(left);
  }

  private JsonObject signed(Case it, JsonObject entity, String field, Object value) {
    return forger.signed(entity, new JsonObject().put(field, value), it.hcp2().keys().current());
  }

  private static JsonArray revoked(Person who) {
    return new JsonArray().add(new JsonObject().put("delegate", who.id()).put("generation", 2));
  }

  private static JsonObject withoutFirstGrant(JsonObject entity) {
    JsonObject changed = entity.copy();
    changed.getJsonArray("grants").remove(0);
    return changed;
  }

  @Scenario
  void t08_aDelegationPlantedToSurviveRevocationGoesWithIt(World world) {
    Case it = Case.of(world);
    Patient john = it.shared();
    plant(it, john);
    Patient planted = await(it.hcp1().patients().getPatient(john.id()));
    assertThat(planted.metadata().delegations())
        .extracting(DelegationInfo::by, DelegationInfo::delegate)
        .contains(tuple(it.d().id(), it.hcp2().id()));

    AccessRevoked<Patient> revoked =
        await(it.hcp1().patients().revokeAccess(planted, it.hcp2().id()));

    assertThat(revoked.alsoLost()).containsExactly(it.d().id());
    for (Person gone : List.of(it.hcp2(), it.d())) {
      failure(NotFound.class, world.api(gone).entity(PATIENT, john.id()));
    }
    assertThat(await(it.p().patients().getPatient(john.id()))).isEqualTo(revoked.entity());
  }

  /** The delegate's accomplice, who has access from it, gives it back over a raw call. */
  private void plant(Case it, Patient john) {
    Patient other = await(it.d().patients().createOrModifyPatient(Examples.johnSnow()));
    await(it.d().patients().giveAccessTo(other, it.hcp2().id(), Access.SAME));
    String exchange =
        StoredEntities.exchangeOf(
            StoredEntities.entity(it.world(), PATIENT, other.id()), it.hcp2().id());
    JsonObject stored = StoredEntities.entity(it.world(), PATIENT, john.id());
    JsonObject grant =
        Forger.grant(
            it.d().id(),
            List.of(StoredEntities.exchangeOf(stored, it.d().id())),
            exchange,
            it.hcp2().id(),
            "WRITE");
    forger.withGrant(stored, grant, it.d().keys().current());
    JsonObject body = new JsonObject().put("rev", stored.getString("rev")).put("grant", grant);
    await(it.world().api(it.d()).giveAccess(PATIENT, john.id(), body));
  }
}
