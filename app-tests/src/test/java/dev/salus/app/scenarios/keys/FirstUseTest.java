package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.salus.api.Invalid;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.error.KeysExist;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyStore;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.Account;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Connecting where the key store has no keys yet: nothing is made that nobody decided on. */
final class FirstUseTest {

  private static final FirstUse MAKE_KEYS =
      situation -> Future.succeededFuture(new FirstUse.Choice.MakeKeys());
  private static final FirstUse ADD_DEVICE =
      situation -> Future.succeededFuture(new FirstUse.Choice.AddDevice());

  private final InMemoryKeyStore store = new InMemoryKeyStore();

  private static SalusOptions options(World world, Person person, KeyStore store, FirstUse decide) {
    return SalusOptions.of(world.transport(person)).withKeyStore(store, decide);
  }

  private static List<KeyCard> cards(World world, Person person) {
    return await(world.api(person).cards(person.id(), new JsonObject()))
        .getJsonArray("items")
        .stream()
        .map(JsonObject.class::cast)
        .map(KeyCard::parse)
        .toList();
  }

  @Scenario
  void s49_loggingInAgainWithTheSameRingPublishesNoCard(World world) {
    Person hcp1 = world.account(DataOwner.Type.HCP);
    AtomicReference<FirstUse.Situation> asked = new AtomicReference<>();
    FirstUse deciding =
        situation -> {
          asked.set(situation);
          return Future.succeededFuture(new FirstUse.Choice.MakeKeys());
        };
    Salus first = await(world.open(options(world, hcp1, store, deciding)));
    Patient john = await(first.patientApi().createOrModifyPatient(Examples.johnSnow()));
    await(first.close());
    assertThat(asked.get()).isEqualTo(new FirstUse.Situation(hcp1.id(), List.of()));

    Salus again = await(world.open(options(world, hcp1, store, FirstUse.REFUSED)));

    assertThat(await(again.patientApi().getPatient(john.requireId()))).isEqualTo(john);
    KeyRing kept = await(store.load(hcp1.id())).orElseThrow();
    assertThat(cards(world, hcp1)).containsExactly(kept.current().card());
  }

  @Scenario
  void keysAreNeverMadeForAnOwnerWhoHasSome(World world) {
    Person hcp1 = world.hcp();
    AtomicReference<FirstUse.Situation> asked = new AtomicReference<>();

    KeysExist refused =
        failure(
            KeysExist.class,
            world.open(
                options(
                    world,
                    hcp1,
                    store,
                    situation -> {
                      asked.set(situation);
                      return MAKE_KEYS.choose(situation);
                    })));

    assertThat(refused.dataOwner()).isEqualTo(hcp1.id());
    OwnerKey key = hcp1.keys().current();
    assertThat(asked.get().hasCards()).isTrue();
    assertThat(asked.get().cards())
        .containsExactly(
            new FirstUse.ListedCard(
                key.keyId(), Fingerprint.of(hcp1.id(), key.keyId()), key.createdAt(), false));
    assertThat(cards(world, hcp1)).hasSize(1);
    assertThat(await(store.load(hcp1.id()))).isEmpty();
  }

  @Scenario
  void s49_anotherDeviceWritesAtOnceAndSeesOldDataAsStillEncrypted(World world) {
    Person hcp1 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));

    Salus phone = await(world.open(options(world, hcp1, store, ADD_DEVICE)));

    assertThat(cards(world, hcp1)).hasSize(2);
    await(phone.patientApi().createOrModifyPatient(Examples.johnSnow()));
    assertThat(await(phone.patientApi().getAndTryDecrypt(john.requireId())))
        .isInstanceOf(PotentiallyEncrypted.StillEncrypted.class);
  }

  @Scenario
  void anOwnerWithoutCardsHasNoOtherDevice(World world) {
    Person nobody = world.account(DataOwner.Type.PATIENT);

    Invalid refused = failure(Invalid.class, world.open(options(world, nobody, store, ADD_DEVICE)));

    assertThat(refused.field()).isEqualTo("firstUse");
    assertThat(cards(world, nobody)).isEmpty();
  }

  @Scenario
  void whoDecidesOnNothingGetsNothing(World world) {
    Person nobody = world.account(DataOwner.Type.PATIENT);
    IllegalStateException cancelled = new IllegalStateException("cancelled");

    assertThat(
            failure(
                IllegalStateException.class,
                world.open(
                    options(world, nobody, store, situation -> Future.failedFuture(cancelled)))))
        .isSameAs(cancelled);
    failure(
        IllegalStateException.class,
        world.open(
            options(
                world,
                nobody,
                store,
                situation -> {
                  throw cancelled;
                })));

    assertThat(cards(world, nobody)).isEmpty();
    assertThat(await(store.load(nobody.id()))).isEmpty();
  }

  @Scenario
  void theRingIsKeptBeforeItsCardIsPublished(World world) {
    Person nobody = world.account(DataOwner.Type.PATIENT);
    List<KeyRing> unsaved = new ArrayList<>();
    List<String> released = new ArrayList<>();
    KeyStore full =
        new KeyStore() {
          @Override
          public Future<Optional<KeyRing>> load(String dataOwner) {
            return Future.succeededFuture(Optional.empty());
          }

          @Override
          public Future<Void> save(KeyRing keyRing) {
            unsaved.add(keyRing);
            return Future.failedFuture(new IllegalStateException("the vault is full"));
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

          @Override
          public Future<Void> release(String dataOwner) {
            released.add(dataOwner);
            return Future.succeededFuture();
          }
        };

    failure(IllegalStateException.class, world.open(options(world, nobody, full, MAKE_KEYS)));

    assertThat(cards(world, nobody)).isEmpty();
    assertThat(released).containsExactly(nobody.id());
    assertThat(unsaved).hasSize(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> unsaved.get(0).current().kemSeed().revealBytes());
  }

  @Scenario
  void aKeyThatWasKeptButNotPublishedIsPublishedNextTime(World world) {
    Person nobody = world.account(DataOwner.Type.PATIENT);
    HostileServer server = new HostileServer();
    server.on(
        Operation.PUBLISH_CARD,
        (asked, honest) -> Future.failedFuture(new IllegalStateException("down")));
    failure(
        IllegalStateException.class,
        world.open(server.between(options(world, nobody, store, MAKE_KEYS))));
    assertThat(cards(world, nobody)).isEmpty();

    await(world.open(options(world, nobody, store, FirstUse.REFUSED)));

    KeyRing kept = await(store.load(nobody.id())).orElseThrow();
    assertThat(cards(world, nobody)).containsExactly(kept.current().card());
  }

  @Scenario
  void aNewerKeyOfTheRingIsVouchedForByAnOlderOne(World world) {
    Person hcp1 = world.hcp();
    OwnerKey added = OwnerKey.generate(hcp1.id(), Clock.systemUTC(), new SecureRandom());
    await(world.api(hcp1).publishCard(hcp1.id(), added.card().toJson()));
    KeyRing both = KeyRing.importJson(hcp1.keys().exportJson());
    both.add(added);
    both.add(OwnerKey.generate(hcp1.id(), Clock.systemUTC(), new SecureRandom()));
    await(store.save(both));

    await(world.open(options(world, hcp1, store, FirstUse.REFUSED)));
    await(world.open(options(world, hcp1, store, FirstUse.REFUSED)));

    String oldest = hcp1.keys().current().keyId();
    assertThat(cards(world, hcp1)).hasSize(3);
    for (KeyCard card : cards(world, hcp1)) {
      if (card.keyId().equals(oldest)) {
        assertThat(card.endorsements()).isEmpty();
      } else {
        assertThat(card.endorsements())
            .singleElement()
            .matches(endorsement -> endorsement.by().equals(oldest));
      }
    }
  }
}
