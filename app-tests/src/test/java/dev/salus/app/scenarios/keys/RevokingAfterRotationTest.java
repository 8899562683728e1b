package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;

/** Scenario S18 after a delegate's key was retired: the new key is not wrapped for the old one. */
final class RevokingAfterRotationTest {

  @Scenario
  void s18_theNextKeyIsNotWrappedUnderAnExchangeOlderThanARetirement(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    john = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    john = await(hcp1.patients().giveAccessTo(john, p.id()));
    OwnerKey old = p.keys().current();
    Person rotated = rotate(world, p);
    Person later = world.connect(hcp1, hcp1.keys());

    Patient left = await(later.patients().revokeAccess(john, hcp2.id())).entity();

    JsonObject stored = StoredEntities.entity(world, EntityType.PATIENT, john.id());
    String wrapExchange = StoredEntities.delegationTo(p.id(), stored).getString("wrapExchange");
    assertThat(wrapExchange).isNotNull();
    ExchangeRecord wrapping = ExchangeRecord.parse(await(world.api(hcp1).exchange(wrapExchange)));
    assertThat(wrapping.sealed())
        .containsOnlyKeys(hcp1.keys().current().keyId(), rotated.keys().current().keyId())
        .doesNotContainKey(old.keyId());
    assertThat(await(rotated.patients().getPatient(john.id()))).isEqualTo(left);
  }

  /** A new key, vouched for by the old one, which retires itself. */
  private static Person rotate(World world, Person owner) {
    OwnerKey old = owner.keys().current();
    OwnerKey fresh = OwnerKey.generate(owner.id(), Clock.systemUTC(), new SecureRandom());
    owner.keys().add(fresh);
    Person rotated = world.connect(owner, owner.keys());
    ServerApi raw = world.api(owner);
    await(raw.endorse(owner.id(), fresh.keyId(), old.endorse(fresh.card()).toJson()));
    long now = System.currentTimeMillis();
    await(raw.retire(owner.id(), old.keyId(), old.retire(old.card(), now, fresh.keyId()).toJson()));
    return rotated;
  }
}
