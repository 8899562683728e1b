package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.salus.api.Invalid;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Forger;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.error.AnotherDataOwner;
import dev.salus.sdk.error.NoKeyRing;
import dev.salus.sdk.error.RefusedPolicy;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyStore;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.SharingKind;
import dev.salus.sdk.transport.Account;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** What a key store keeps from one run to the next, and what is left of keys after closing. */
final class KeptKeysTest {

  /** Remembers the ring that the SDK works with. */
  private static final class WatchedStore implements KeyStore {

    private final InMemoryKeyStore kept = new InMemoryKeyStore();
    private final AtomicReference<KeyRing> loaded = new AtomicReference<>();

    @Override
    public Future<Optional<KeyRing>> load(String dataOwner) {
      return kept.load(dataOwner).onSuccess(found -> found.ifPresent(loaded::set));
    }

    @Override
    public Future<Void> save(KeyRing keyRing) {
      return kept.save(keyRing);
    }

    @Override
    public Future<Set<String>> owners() {
      return kept.owners();
    }

    @Override
    public Future<Optional<String>> owner(Account account) {
      return kept.owner(account);
    }

    @Override
    public Future<Void> bind(Account account, String dataOwner) {
      return kept.bind(account, dataOwner);
    }
  }

  private final WatchedStore store = new WatchedStore();

  private Person withStore(World world, Person person, HostileServer server) {
    return world.connect(
        person, person.keys(), options -> server.between(options.withKeyStore(store)));
  }

  @Scenario
  void pinsThePolicyVersionAndWhatWasSeenSurviveARestart(World world) {
    HostileServer server = new HostileServer();
    Person hcp2 = world.hcp();
    Person account = world.account(DataOwner.Type.HCP);
    await(store.save(account.keys()));
    Person before = withStore(world, account, server);
    Patient john = await(before.patients().createOrModifyPatient(Examples.johnSnow()));
    await(before.patients().giveAccessTo(john, hcp2.id()));
    await(before.users().shareAllFutureDataWith(SharingKind.ALL, List.of(hcp2.id())));
    await(before.users().stopSharingDataWith(SharingKind.ALL, List.of(hcp2.id())));
    JsonObject old = await(world.api(account).entity(EntityType.PATIENT, john.id()));
    Patient now = await(before.patients().getPatient(john.id()));
    await(before.patients().createOrModifyPatient(now.toBuilder().note("later").build()));
    await(before.salus().close());

    Person after = withStore(world, account, server);

    server.replace(Operation.ENTITY, old);
    TamperedEntity rolledBack =
        failure(TamperedEntity.class, after.patients().getPatient(john.id()));
    assertThat(rolledBack.what()).isEqualTo(TamperedEntity.What.ROLLBACK);
    server.repent();
    server.replace(Operation.POLICY, new JsonObject());
    RefusedPolicy hidden =
        failure(RefusedPolicy.class, after.users().shareAllFutureDataWith(List.of(hcp2.id())));
    assertThat(hidden.reason()).isEqualTo(RefusedPolicy.Reason.MISSING);
    server.repent();
    Patient other = await(after.patients().createOrModifyPatient(Examples.johnSnow()));
    server.replace(Operation.CARDS, Forger.cards(new Forger().keyOf(hcp2.id()).card()));
    failure(UntrustedKey.class, after.patients().giveAccessTo(other, hcp2.id()));
  }

  @Scenario
  void aConfirmedKeyIsKeptOnceThatIsSaid(World world) {
    Person hcp2 = world.hcp();
    Person account = world.account(DataOwner.Type.HCP);
    await(store.save(account.keys()));
    Person hcp1 = withStore(world, account, new HostileServer());
    String keyId = hcp2.keys().current().keyId();

    await(hcp1.salus().dataOwnerApi().confirmKey(hcp2.id(), keyId));

    assertThat(await(store.kept.load(hcp1.id())).orElseThrow().pins(hcp2.id()))
        .singleElement()
        .matches(pin -> pin.keyId().equals(keyId) && pin.how().equals("confirmed"));
  }

  @Scenario
  void closingWipesARingFromAStoreAndLeavesTheApplicationsOwn(World world) {
    Person account = world.account(DataOwner.Type.PATIENT);
    await(store.save(account.keys()));
    Person kept = withStore(world, account, new HostileServer());
    KeyRing opened = store.loaded.get();
    assertThat(opened.current().signSeed()).isEqualTo(account.keys().current().signSeed());

    await(kept.salus().close());
    await(kept.salus().close());

    assertThatIllegalStateException().isThrownBy(() -> opened.current().kemSeed().revealBytes());
    assertThatIllegalStateException().isThrownBy(() -> opened.current().signSeed().revealBytes());
    Person given = world.connect(account, account.keys());
    await(given.salus().close());
    assertThat(account.keys().current().kemSeed().revealBytes()).hasSize(32);
  }

  @Scenario
  void aStoreWithoutTheRingOrWithAnothersFails(World world) {
    Person account = world.account(DataOwner.Type.HCP);
    SalusOptions empty = SalusOptions.of(world.transport(account)).withKeyStore(store);
    NoKeyRing missing = failure(NoKeyRing.class, world.open(empty));
    assertThat(missing.dataOwner()).isEqualTo(account.id());

    KeyRing others = world.account(DataOwner.Type.HCP).keys();
    KeyStore mixedUp =
        new KeyStore() {
          @Override
          public Future<Optional<KeyRing>> load(String dataOwner) {
            return Future.succeededFuture(Optional.of(others));
          }

          @Override
          public Future<Void> save(KeyRing keyRing) {
            return Future.failedFuture("not asked for");
          }

          @Override
          public Future<Set<String>> owners() {
            return Future.succeededFuture(Set.of());
          }

          @Override
          public Future<Optional<String>> owner(Account account) {
            return Future.succeededFuture(Optional.empty());
          }

          @Override
          public Future<Void> bind(Account account, String dataOwner) {
            return Future.succeededFuture();
          }
        };
    SalusOptions wrong = SalusOptions.of(world.transport(account)).withKeyStore(mixedUp);
    AnotherDataOwner refused = failure(AnotherDataOwner.class, world.open(wrong));
    assertThat(refused.kept()).isEqualTo(others.owner());
    assertThat(refused.answered()).isEqualTo(account.id());
    assertThatIllegalStateException().isThrownBy(() -> others.current().kemSeed().revealBytes());
    assertThat(
            await(world.api(account).cards(account.id(), new JsonObject())).getJsonArray("items"))
        .isEmpty();
  }

  @Scenario
  void aUserWithoutDataOwnerHasNoUseForAStore(World world) {
    SalusOptions options =
        SalusOptions.of(world.transport(world.administrator())).withKeyStore(store);

    assertThat(failure(Invalid.class, world.open(options)).field()).isEqualTo("keyStore");
  }
}
