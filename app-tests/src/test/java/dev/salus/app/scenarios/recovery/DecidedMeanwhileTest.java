package dev.salus.app.scenarios.recovery;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.FurtherDevices;
import dev.salus.app.scenarios.stage.Notarial;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.recovery.ShareRequest;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Threat T28: a server that holds an answer back until a human has decided otherwise. Nothing that
 * was looked up before the decision is used after it.
 */
final class DecidedMeanwhileTest {

  private final HostileServer server = new HostileServer();

  private Person through(World world, Person person) {
    return world.connect(person, person.keys(), server::between);
  }

  /** Somebody distrusts another one's key in use while the server holds that answer. */
  private void distrustsDuring(Operation operation, Person who, Person whose) {
    server.on(
        operation,
        (asked, honest) -> {
          server.repent();
          return distrust(who, whose.id(), whose.keys().current().keyId())
              .compose(done -> honest.get());
        });
  }

  private static Future<Void> distrust(Person who, String owner, String keyId) {
    return who.salus().dataOwnerApi().distrustKey(owner, keyId);
  }

  @Scenario
  void t28_noShareIsSealedToANotaryWhoIsDistrustedAsItIsAppointed(World world) {
    Person owner = through(world, world.patient());
    Person notary = world.hcp();
    for (Operation held : List.of(Operation.NOTARY_SETS, Operation.PUT_RECOVERY)) {
      Notarial.compare(owner, notary);
      distrustsDuring(held, owner, notary);

      failure(Conflict.class, owner.salus().notaryApi().appoint(1, List.of(notary.id())));

      assertThat(server.asked(Operation.CREATE_NOTARY_SET)).isEmpty();
      assertThat(await(owner.salus().recoveryApi().list())).isEmpty();
      assertThat(owner.keys().notarySets().newest().isPresent())
          .as("signed before the decision")
          .isEqualTo(held == Operation.PUT_RECOVERY);
    }
  }

  @Scenario
  void t28_aSetIsNotTakenOnFromACardThatIsDistrustedMeanwhile(World world) {
    Person owner = world.patient();
    Person notary = through(world, world.hcp());
    String setId = Notarial.appointOnly(owner, 1, List.of(notary)).setId();
    String heard = Notarial.fingerprint(owner);
    for (Operation held : List.of(Operation.NOTARY_SETS, Operation.NOTARY_SHARE)) {
      distrustsDuring(held, notary, owner);
      failure(Conflict.class, notary.salus().notaryApi().accept(setId, heard));
      assertThat(notary.keys().notarySets().served(setId)).isEmpty();
    }

    await(notary.salus().notaryApi().accept(setId, heard));
    assertThat(notary.keys().notarySets().served(setId)).isPresent();
  }

  @Scenario
  void t28_noShareIsGivenBackToACardThatIsDistrustedMeanwhile(World world) {
    Person owner = world.patient();
    Person notary = through(world, world.hcp());
    Notarial.appoint(owner, 1, List.of(notary));
    Person after = FurtherDevices.newMachine(world, owner);
    Notarial.ask(after);
    ShareRequest request = Notarial.pending(notary);
    String heard = Notarial.fingerprint(after);
    for (Operation held : List.of(Operation.NOTARY_SETS, Operation.NOTARY_SHARE)) {
      distrustsDuring(held, notary, after);
      failure(Conflict.class, notary.salus().notaryApi().approve(request, heard));
      assertThat(server.asked(Operation.GIVE_SHARE_BACK)).isEmpty();
    }

    await(notary.salus().notaryApi().approve(request, heard));
    assertThat(server.asked(Operation.GIVE_SHARE_BACK)).hasSize(1);
  }

  @Scenario
  void t28_aNotaryWhoIsDistrustedAsTheNextOnesCardsComeGivesNoShare(World world) {
    Person owner = world.patient();
    List<Person> notaries = List.of(world.hcp(), world.hcp());
    Notarial.appoint(owner, 2, notaries);
    Person after = through(world, FurtherDevices.newMachine(world, owner));
    ShareRequest request = Notarial.ask(after);
    notaries.forEach(notary -> Notarial.compare(after, notary));
    notaries.forEach(notary -> Notarial.approve(notary, after));
    Person first = notaries.get(0);
    Promise<Void> listed = Promise.promise();
    server.on(
        Operation.CARDS,
        (asked, honest) -> {
          if (asked.text("id").equals(first.id())) {
            return honest.get().onComplete(answered -> listed.tryComplete());
          }
          if (!asked.text("id").equals(notaries.get(1).id())) {
            return honest.get();
          }
          return listed
              .future()
              .onSuccess(done -> server.repent())
              .compose(done -> distrust(after, first.id(), first.keys().current().keyId()))
              .compose(done -> honest.get());
        });

    assertThat(Notarial.missing(after, request, 2).unconfirmed()).containsExactly(first.id());
  }

  @Scenario
  void t28_aNewKeyVouchesForNoDeviceThatIsDistrustedMeanwhile(World world) {
    Person laptop = through(world, world.hcp());
    List<Person> others = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      KeyRing ring = KeyRing.generate(laptop.id(), Clock.systemUTC(), new SecureRandom());
      Person other = world.connect(laptop, ring);
      others.add(other);
      await(
          laptop
              .salus()
              .deviceApi()
              .letIn(ring.current().keyId(), Notarial.fingerprint(other), one -> {}));
    }
    Set<String> theirs =
        others.stream().map(each -> each.keys().current().keyId()).collect(Collectors.toSet());
    int before = server.asked(Operation.ENDORSE).size();
    AtomicReference<String> distrusted = new AtomicReference<>();
    server.on(
        Operation.ENDORSE,
        (asked, honest) -> {
          String first = asked.text("keyId");
          if (!theirs.contains(first) || distrusted.get() != null) {
            return honest.get();
          }
          String other =
              theirs.stream().filter(keyId -> !keyId.equals(first)).findFirst().orElseThrow();
          distrusted.set(other);
          return distrust(laptop, laptop.id(), other).compose(done -> honest.get());
        });

    await(laptop.salus().deviceApi().rotate(one -> {}));

    assertThat(distrusted.get()).isNotNull();
    assertThat(server.asked(Operation.ENDORSE).stream().skip(before))
        .extracting(asked -> asked.text("keyId"))
        .isNotEmpty()
        .doesNotContain(distrusted.get());
  }
}
