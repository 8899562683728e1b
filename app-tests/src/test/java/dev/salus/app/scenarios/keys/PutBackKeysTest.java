package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.SigningLeases.Behind;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Threat T21: an old key file in the place of the new one is found by what its key has signed. */
final class PutBackKeysTest {

  private final InMemoryKeyStore store = new InMemoryKeyStore();
  private final HostileServer server = new HostileServer();

  private Person with(World world, Person person) {
    return world.connect(
        person, person.keys(), options -> server.between(options.withKeyStore(store)));
  }

  private static Optional<Behind> behind(Person person) {
    return await(person.salus().deviceApi().ringBehind());
  }

  private JsonObject kept(Person person) {
    KeyRing ring = await(store.load(person.id())).orElseThrow();
    JsonObject json = ring.exportJson();
    ring.wipe();
    return json;
  }

  @Scenario
  void t21_anOldKeyFileIsFoundByWhatItsKeySignedAndByNothingElse(World world) {
    Person account = world.account(DataOwner.Type.HCP);
    await(store.save(account.keys()));
    Person first = with(world, account);
    AtomicReference<JsonObject> asSent = new AtomicReference<>();
    server.on(
        Operation.CREATE_ENTITY,
        (asked, honest) ->
            store
                .load(account.id())
                .compose(
                    ring -> {
                      asSent.set(ring.orElseThrow().exportJson());
                      return honest.get();
                    }));
    Patient john = await(first.patients().createOrModifyPatient(Examples.johnSnow()));
    String keyId = account.keys().current().keyId();
    assertThat(asSent.get().getJsonObject("leased").getLong(keyId))
        .as("kept before it was sent")
        .isGreaterThan(john.metadata().modified());
    await(first.salus().close());

    Person again = with(world, account);
    await(again.patients().getPatient(john.id()));
    assertThat(behind(again)).isEmpty();
    await(again.salus().close());

    long before = john.metadata().modified() - 1;
    JsonObject old = kept(account).put("leased", new JsonObject().put(keyId, before));
    await(store.save(KeyRing.importJson(old)));
    Person putBack = with(world, account);
    server.alter(Operation.ENTITY, entity -> entity.put("modified", before + 9));
    failure(TamperedEntity.class, putBack.patients().getPatient(john.id()));
    assertThat(behind(putBack)).as("by what nobody signed").isEmpty();
    server.repent();
    await(putBack.patients().getPatient(john.id()));

    assertThat(behind(putBack))
        .hasValueSatisfying(
            found -> {
              assertThat(found.keyId()).isEqualTo(keyId);
              assertThat(found.knownUpTo()).isEqualTo(before);
              assertThat(found.signedAt()).isGreaterThan(before);
            });
  }
}
