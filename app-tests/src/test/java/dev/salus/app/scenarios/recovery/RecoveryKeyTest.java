package dev.salus.app.scenarios.recovery;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Basic;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Forger;
import dev.salus.app.scenarios.stage.FurtherDevices;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.recovery.KeptRecovery;
import dev.salus.sdk.recovery.RecoveryApi;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Scenario S43: keys that are lost, and restored with a recovery key. */
@Basic
public final class RecoveryKeyTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  private static RecoveryApi recovery(Person person) {
    return person.salus().recoveryApi();
  }

  private static void isRefused(Reason reason, Future<?> restoring) {
    assertThat(failure(RecoveryRefused.class, restoring).reason()).isEqualTo(reason);
  }

  private static Future<Void> restore(Person person, String typed) {
    return Future.succeededFuture(typed)
        .map(RecoveryKey::parse)
        .compose(key -> recovery(person).restore(key));
  }

  @Scenario
  void s43_everythingOpensAgainOnANewMachine(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient own = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp1.patients().giveAccessTo(own, hcp2.id()));
    Patient given = await(hcp2.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp2.patients().giveAccessTo(given, hcp1.id()));
    String written = world.written(await(recovery(hcp1).makeRecoveryKey()));
    DataSample later = Examples.sampleFor(own.id(), hcp1);
    await(hcp1.salus().close());

    Person after = FurtherDevices.newMachine(world, hcp1);
    assertThat(await(after.patients().getAndTryDecrypt(own.id())))
        .isInstanceOf(StillEncrypted.class);
    await(restore(after, written));

    assertThat(await(after.patients().getPatient(own.id())).note()).isEqualTo(Examples.NOTE);
    assertThat(await(after.patients().getPatient(given.id())).note()).isEqualTo(Examples.NOTE);
    assertThat(await(after.samples().getDataSample(later.id()))).isEqualTo(later);
    Patient changed = await(after.patients().getPatient(own.id()));
    await(after.patients().createOrModifyPatient(changed.toBuilder().note("back").build()));
    assertThat(await(hcp2.patients().getPatient(own.id())).note()).isEqualTo("back");
    await(restore(after, written));
  }

  @Scenario
  void s43_aMistypedKeySaysSoAndAnotherOneOpensNothing(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient own = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    String written = world.written(await(recovery(hcp1).makeRecoveryKey()));
    String foreign = world.written(await(recovery(hcp2).makeRecoveryKey()));
    Person after = FurtherDevices.newMachine(world, hcp1);
    JsonObject before = after.keys().exportJson();
    String slip = (written.charAt(0) == '7' ? '8' : '7') + written.substring(1);

    isRefused(Reason.MISTYPED, restore(after, slip));
    isRefused(Reason.UNKNOWN, restore(after, RecoveryKey.generate(RANDOM).reveal()));
    isRefused(Reason.UNKNOWN, restore(after, foreign));
    assertThat(after.keys().exportJson()).isEqualTo(before);
    assertThat(await(after.patients().getAndTryDecrypt(own.id())))
        .isInstanceOf(StillEncrypted.class);

    await(restore(after, written.toLowerCase(Locale.ROOT).replace("-", " ")));
    assertThat(await(after.patients().getPatient(own.id()))).isEqualTo(own);
  }

  @Scenario
  void s43_aServerThatAnswersAnythingElseRestoresNothing(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    RecoveryKey key = await(recovery(hcp1).makeRecoveryKey());
    RecoveryKey foreign = await(recovery(hcp2).makeRecoveryKey());
    JsonObject foreignBox = await(world.api(hcp2).recovery(foreign.id()));
    HostileServer server = new HostileServer();
    KeyRing keys = KeyRing.generate(hcp1.id(), Clock.systemUTC(), RANDOM);
    Person after = world.connect(hcp1, keys, server::between);
    JsonObject before = keys.exportJson();

    for (JsonObject answer :
        List.of(
            foreignBox,
            new JsonObject(),
            new JsonObject().put("box", 1),
            new JsonObject().put("box", "AAAA"),
            new JsonObject().put("box", "not base64url!"))) {
      server.replace(Operation.RECOVERY, answer);
      isRefused(Reason.BROKEN, recovery(after).restore(key));
    }
    server.on(
        Operation.RECOVERY, (asked, honest) -> Future.failedFuture(new Unavailable("later", 1)));
    failure(Unavailable.class, recovery(after).restore(key));
    assertThat(keys.exportJson()).isEqualTo(before);
    server.repent();
    await(recovery(after).restore(key));
    assertThat(keys.keys()).hasSize(2);
  }

  @Scenario
  void s43_aFalseCardThatTheNewMachineMetIsTrustedNoMore(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient own = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp1.patients().giveAccessTo(own, hcp2.id()));
    RecoveryKey key = await(recovery(hcp1).makeRecoveryKey());
    HostileServer server = new HostileServer();
    KeyRing falseKeys = KeyRing.generate(hcp2.id(), Clock.systemUTC(), RANDOM);
    JsonObject falseCards =
        new JsonObject().put("items", List.of(falseKeys.current().card().toJson()));
    KeyRing keys = KeyRing.generate(hcp1.id(), Clock.systemUTC(), RANDOM);
    Person after = world.connect(hcp1, keys, server::between);
    Patient next = await(after.patients().createOrModifyPatient(Examples.johnSnow()));
    server.on(
        Operation.CARDS,
        (asked, honest) ->
            asked.text("id").equals(hcp2.id())
                ? Future.succeededFuture(falseCards.copy())
                : honest.get());
    await(after.salus().dataOwnerApi().getTrustedKeys(hcp2.id()));
    assertThat(keys.pins(hcp2.id())).hasSize(1);

    await(recovery(after).restore(key));

    UntrustedKey refused =
        failure(UntrustedKey.class, after.patients().giveAccessTo(next, hcp2.id()));
    assertThat(refused.keyId()).isEqualTo(falseKeys.current().keyId());
    server.repent();
    await(after.salus().dataOwnerApi().getTrustedKeys(hcp2.id()));
    await(after.patients().giveAccessTo(next, hcp2.id()));
    assertThat(await(hcp2.patients().getPatient(next.id())).note()).isEqualTo(Examples.NOTE);
  }

  /** A thief of hcp2's password has published a card, so the first key was sealed to both. */
  @Scenario
  void s43_whatWasSealedToAFalseCardIsNotUsedAgain(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient own = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp1.patients().giveAccessTo(own, hcp2.id()));
    RecoveryKey key = await(recovery(hcp1).makeRecoveryKey());
    HostileServer server = new HostileServer();
    KeyRing falseKeys = KeyRing.generate(hcp2.id(), Clock.systemUTC(), RANDOM);
    KeyRing keys = KeyRing.generate(hcp1.id(), Clock.systemUTC(), RANDOM);
    Person after = world.connect(hcp1, keys, server::between);
    JsonObject falseCard = falseKeys.current().card().toJson();
    await(world.api(hcp2).publishCard(hcp2.id(), falseCard));
    server.on(
        Operation.CARDS,
        (asked, honest) ->
            asked.text("id").equals(hcp2.id())
                ? Future.succeededFuture(Forger.cards(falseKeys.current().card()))
                : honest.get());
    Patient next = await(after.patients().createOrModifyPatient(Examples.johnSnow()));
    await(after.patients().giveAccessTo(next, hcp2.id()));
    assertThat(sealedTo(server)).contains(falseKeys.current().keyId());

    server.repent();
    await(recovery(after).restore(key));
    Patient later = await(after.patients().createOrModifyPatient(Examples.johnSnow()));
    await(after.patients().giveAccessTo(later, hcp2.id()));

    assertThat(sealedTo(server))
        .contains(hcp2.keys().current().keyId())
        .doesNotContain(falseKeys.current().keyId());
    String exchange =
        server.asked(Operation.GIVE_ACCESS).get(1).body().getJsonObject("grant").encode();
    assertThat(exchange).contains(lastExchange(server).getString("id"));
  }

  private static JsonObject lastExchange(HostileServer server) {
    List<HostileServer.Asked> made = server.asked(Operation.CREATE_EXCHANGE);
    return made.get(made.size() - 1).body();
  }

  private static Set<String> sealedTo(HostileServer server) {
    return lastExchange(server).getJsonObject("sealed").fieldNames();
  }

  /** What is made in the millisecond of a key does not count as made after it. */
  private static void nextMillisecondAfter(long date) {
    until("the next millisecond", () -> Clock.systemUTC().millis() > date);
  }

  @Scenario
  void whatIsKeptIsListedAndDeleted(World world) {
    Person hcp1 = world.hcp();
    nextMillisecondAfter(hcp1.keys().current().createdAt());
    RecoveryKey key = await(recovery(hcp1).makeRecoveryKey());
    RecoveryKey handOver = await(recovery(hcp1).makeHandOver());

    List<KeptRecovery> kept = await(recovery(hcp1).list());

    assertThat(kept).extracting(KeptRecovery::recoveryId).containsExactly(key.id(), handOver.id());
    assertThat(kept).extracting(KeptRecovery::once).containsExactly(false, true);
    assertThat(kept).allMatch(KeptRecovery::current);
    Person second = FurtherDevices.newMachine(world, hcp1);
    assertThat(await(recovery(second).list())).noneMatch(KeptRecovery::current);
    await(recovery(second).delete(key.id()));
    isRefused(Reason.UNKNOWN, recovery(second).restore(key));
    failure(NotFound.class, recovery(hcp1).delete(key.id()));
    assertThat(await(recovery(hcp1).list())).hasSize(1);
  }
}
