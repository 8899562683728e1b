package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.InternalFault;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Forger;
import dev.salus.app.scenarios.stage.FurtherDevices;
import dev.salus.app.scenarios.stage.Notarial;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.ShareReturn;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.NotaryShare;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.SecretShares;
import dev.salus.sdk.error.FingerprintMismatch;
import dev.salus.sdk.error.MissingShares;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.recovery.AppointedNotaries;
import dev.salus.sdk.recovery.NotaryApi;
import dev.salus.sdk.recovery.RingSnapshot;
import dev.salus.sdk.recovery.ShareRequest;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Scenario S44 with a server, and notaries, who want the keys for themselves. */
final class HostileNotariesTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final HostileServer server = new HostileServer();

  private Person through(World world, Person person) {
    return world.connect(person, person.keys(), server::between);
  }

  private static KeyRing newKeys(Person person) {
    return KeyRing.generate(person.id(), Clock.systemUTC(), RANDOM);
  }

  /** Changes every item of the lists that answer this. */
  private void alterItems(Operation operation, UnaryOperator<JsonObject> lie) {
    server.alter(
        operation,
        answer -> {
          JsonArray items = new JsonArray();
          answer.getJsonArray("items").forEach(item -> items.add(lie.apply((JsonObject) item)));
          return answer.put("items", items);
        });
  }

  private void nothingIsGivenBack() {
    assertThat(server.asked(Operation.GIVE_SHARE_BACK)).isEmpty();
  }

  private static void isRefused(Reason reason, Person lost, ShareRequest request, int k) {
    JsonObject before = lost.keys().exportJson();
    RecoveryRefused refused =
        failure(RecoveryRefused.class, lost.salus().notaryApi().restore(request, k));
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(lost.keys().exportJson()).isEqualTo(before);
  }

  @Scenario
  void s44_aKeyThatTheServerPutsInPlaceOfTheNewOneGetsNoShare(World world) {
    Person owner = world.patient();
    Person notary = through(world, world.hcp());
    Notarial.appoint(owner, 1, List.of(notary));
    Person after = FurtherDevices.newMachine(world, owner);
    Notarial.ask(after);
    KeyCard planted = newKeys(owner).current().card();
    alterItems(Operation.NOTARY_REQUESTS, request -> request.put("newKeyId", planted.keyId()));
    server.alter(Operation.CARDS, answer -> withCard(answer, owner, planted));
    NotaryApi api = notary.salus().notaryApi();

    failure(
        FingerprintMismatch.class,
        api.approve(Notarial.pending(notary), Notarial.fingerprint(after)));

    nothingIsGivenBack();
  }

  private static JsonObject withCard(JsonObject cards, Person owner, KeyCard more) {
    JsonArray items = cards.getJsonArray("items");
    boolean theirs =
        items.stream()
            .map(JsonObject.class::cast)
            .anyMatch(card -> owner.id().equals(card.getString("owner")));
    if (theirs) {
      items.add(more.toJson());
    }
    return cards;
  }

  @Scenario
  void s44_aNotaryGivesNothingForASetThatItsOwnerDidNotSign(World world) {
    Person owner = world.patient();
    Person notary = through(world, world.hcp());
    await(notary.salus().dataOwnerApi().getTrustedKeys(owner.id()));
    Notarial.appoint(owner, 1, List.of(notary));
    Person after = FurtherDevices.newMachine(world, owner);
    Notarial.ask(after);
    OwnerKey forger = newKeys(owner).current();
    server.alter(Operation.CARDS, answer -> withCard(answer, owner, forger.card()));

    for (UnaryOperator<JsonObject> lie :
        List.<UnaryOperator<JsonObject>>of(
            set -> set.put("recoveryId", RecoveryKey.generate(RANDOM).id()),
            set -> set.put("createdAt", 1),
            set -> forged(set, forger))) {
      alterItems(Operation.NOTARY_SETS, lie);
      RecoveryRefused refused =
          failure(
              RecoveryRefused.class,
              notary
                  .salus()
                  .notaryApi()
                  .approve(Notarial.pending(notary), Notarial.fingerprint(after)));
      assertThat(refused.reason()).isEqualTo(Reason.NOT_ACCEPTED);
    }
    nothingIsGivenBack();
    server.repent();
    Notarial.approve(notary, after);
  }

  /** A planted card of the owner, and a set signed by it with a share for the honest notary. */
  @Scenario
  void t27_aNotaryApprovesNoSetThatItDidNotAcceptAndTakesNoCardByIt(World world) {
    Person owner = world.patient();
    Person notary = through(world, world.hcp());
    String setId = Notarial.appointOnly(owner, 1, List.of(notary)).setId();
    Person after = FurtherDevices.newMachine(world, owner);
    Notarial.ask(after);
    OwnerKey planted = newKeys(owner).current();
    server.on(
        Operation.CARDS,
        (asked, honest) ->
            asked.text("id").equals(owner.id())
                ? Future.succeededFuture(Forger.cards(planted.card()))
                : honest.get());
    NotaryShare share = NotaryShare.of(Secret.random(33, RANDOM));
    String sealed = share.sealTo(notary.keys().current().card(), setId, owner.id(), RANDOM);
    server.replace(Operation.NOTARY_SHARE, new JsonObject().put("sealed", sealed));
    alterItems(
        Operation.NOTARY_SETS,
        set ->
            forged(
                set.put(
                    "commitments",
                    new JsonObject().put(notary.id(), share.commitment(setId, notary.id()))),
                planted));
    NotaryApi api = notary.salus().notaryApi();

    assertThat(await(api.sets())).singleElement().matches(set -> !set.trusted());
    RecoveryRefused refused =
        failure(
            RecoveryRefused.class,
            api.approve(Notarial.pending(notary), Notarial.fingerprint(after)));

    assertThat(refused.reason()).isEqualTo(Reason.NOT_ACCEPTED);
    failure(FingerprintMismatch.class, api.accept(setId, Notarial.fingerprint(owner)));
    failure(UntrustedKey.class, api.accept(setId));
    assertThat(notary.keys().pins(owner.id())).as("nothing on first use").isEmpty();
    nothingIsGivenBack();
  }

  @Scenario
  void t27_aSetThatTheComparedCardDidNotSignIsNotAccepted(World world) {
    Person owner = world.patient();
    Person notary = through(world, world.hcp());
    String setId = Notarial.appointOnly(owner, 1, List.of(notary)).setId();
    OwnerKey planted = newKeys(owner).current();
    server.alter(Operation.CARDS, answer -> withCard(answer, owner, planted.card()));
    NotaryApi api = notary.salus().notaryApi();
    alterItems(Operation.NOTARY_SETS, set -> forged(set, planted));

    RecoveryRefused refused =
        failure(RecoveryRefused.class, api.accept(setId, Notarial.fingerprint(owner)));

    assertThat(refused.reason()).isEqualTo(Reason.SET);
    server.repent();
    String other =
        NotaryShare.of(Secret.random(33, RANDOM))
            .sealTo(notary.keys().current().card(), setId, owner.id(), RANDOM);
    server.replace(Operation.NOTARY_SHARE, new JsonObject().put("sealed", other));
    assertThat(failure(RecoveryRefused.class, api.accept(setId)).reason()).isEqualTo(Reason.SHARE);
    server.repent();
    await(api.accept(setId));
    assertThat(await(api.sets())).singleElement().matches(AppointedNotaries::trusted);
  }

  private static JsonObject forged(JsonObject json, OwnerKey by) {
    NotarySet set = NotarySet.parse(json.put("signedBy", by.keyId()));
    return set.withSignature(by.sign(set.signedBytes())).toJson();
  }

  @Scenario
  void s44_aNotaryGivesNoShareBackThatItWasNotGiven(World world) {
    Person owner = world.patient();
    Person notary = through(world, world.hcp());
    String setId = Notarial.appoint(owner, 1, List.of(notary)).setId();
    Person after = FurtherDevices.newMachine(world, owner);
    Notarial.ask(after);
    KeyCard card = notary.keys().current().card();
    String other =
        NotaryShare.of(Secret.random(33, RANDOM)).sealTo(card, setId, owner.id(), RANDOM);

    for (Object sealed : List.of(other, "AAAA", "no base64url!", 1)) {
      JsonObject entry = new JsonObject().put(card.keyId(), sealed);
      server.replace(Operation.NOTARY_SHARE, new JsonObject().put("sealed", entry));
      RecoveryRefused refused =
          failure(
              RecoveryRefused.class,
              notary
                  .salus()
                  .notaryApi()
                  .approve(Notarial.pending(notary), Notarial.fingerprint(after)));
      assertThat(refused.reason()).isEqualTo(Reason.SHARE);
    }
    nothingIsGivenBack();
  }

  @Scenario
  void s44_aFalseShareIsFoundAndDoesNotCount(World world) {
    Person owner = world.patient();
    Person honest = world.hcp();
    Person liar = world.hcp();
    Person third = world.hcp();
    String setId = Notarial.appoint(owner, 2, List.of(honest, liar, third)).setId();
    NotarySet set = NotarySet.parse(onlyItem(await(world.api(owner).notarySets(new JsonObject()))));
    Person after = FurtherDevices.newMachine(world, owner);
    ShareRequest request = Notarial.ask(after);
    List.of(honest, liar, third).forEach(notary -> Notarial.compare(after, notary));
    Notarial.approve(honest, after);
    KeyCard newCard = after.keys().current().card();
    NotaryShare junk = NotaryShare.of(Secret.random(33, RANDOM));
    ShareReturn lie = returned(liar, set, request, junk, newCard);
    await(world.api(liar).giveShareBack(request.id(), liar.id(), lie.toJson()));

    MissingShares missing = Notarial.missing(after, request, 2);

    assertThat(missing.missing()).isEqualTo(1);
    assertThat(missing.refused()).containsExactly(liar.id());
    Notarial.approve(third, after);
    await(after.salus().notaryApi().restore(request, 2));
    assertThat(after.keys().keys()).hasSize(2);
    assertThat(setId).isEqualTo(set.setId());
  }

  private static JsonObject onlyItem(JsonObject answer) {
    assertThat(answer.getJsonArray("items")).hasSize(1);
    return answer.getJsonArray("items").getJsonObject(0);
  }

  private static ShareReturn returned(
      Person notary, NotarySet set, ShareRequest request, NotaryShare share, KeyCard newCard) {
    OwnerKey key = notary.keys().current();
    String sealed = share.sealBackTo(newCard, set, notary.id(), request.id(), RANDOM);
    byte[] message =
        ShareReturn.signedBytes(
            ShareReturn.Request.of(set, request.id(), newCard.keyId()), notary.id(), sealed);
    return new ShareReturn(sealed, key.keyId(), key.sign(message));
  }

  @Scenario
  void s44_whatTheServerChangesOnTheWayBackDoesNotCount(World world) {
    Person owner = world.patient();
    Person notary = world.hcp();
    Notarial.appoint(owner, 1, List.of(notary));
    Person lost = FurtherDevices.newMachine(world, owner);
    Person after = through(world, lost);
    ShareRequest request = Notarial.ask(after);
    Notarial.compare(after, notary);
    Notarial.approve(notary, after);
    String other = RecoveryKey.generate(RANDOM).id();

    alterItems(Operation.NOTARY_REQUESTS, item -> share(item, notary, new JsonObject()));
    assertThat(Notarial.missing(after, request, 1).refused()).containsExactly(notary.id());
    alterItems(Operation.NOTARY_REQUESTS, item -> item.put("shares", 1));
    failure(InternalFault.class, after.salus().notaryApi().restore(request, 1));
    server.repent();
    alterItems(Operation.NOTARY_SETS, set -> set.put("recoveryId", other));
    assertThat(Notarial.missing(after, request, 1).refused()).containsExactly(notary.id());
    alterItems(Operation.NOTARY_SETS, set -> set.put("createdAt", 1));
    isRefused(Reason.SET, after, request, 1);
    server.repent();
    await(after.salus().notaryApi().restore(request, 1));
  }

  private static JsonObject share(JsonObject request, Person notary, JsonObject share) {
    return request.put("shares", new JsonObject().put(notary.id(), share));
  }

  /** The server and one of three notaries make a set of their own, for keys that they know. */
  @Scenario
  void s44_oneNotaryAndTheServerCannotBringKeysOfTheirOwn(World world) {
    Person owner = world.patient();
    Person accomplice = world.hcp();
    Notarial.appoint(owner, 2, List.of(accomplice, world.hcp(), world.hcp()));
    Person lost = FurtherDevices.newMachine(world, owner);
    Person after = through(world, lost);
    ShareRequest request = Notarial.ask(after);
    Notarial.compare(after, accomplice);
    KeyRing planted = newKeys(owner);
    RecoveryKey key = RecoveryKey.generate(RANDOM);
    NotaryShare share = NotaryShare.of(SecretShares.split(key.secret(), 1, 1, RANDOM).get(0));
    NotarySet set = forgedSet(request, accomplice, key, share, planted.current());
    ShareReturn back = returned(accomplice, set, request, share, after.keys().current().card());
    String box = RingSnapshot.seal(planted, key, new AeadBox(RANDOM));
    alterItems(Operation.NOTARY_SETS, any -> set.toJson());
    alterItems(Operation.NOTARY_REQUESTS, item -> share(item, accomplice, back.toJson()));
    server.replace(Operation.RECOVERY, new JsonObject().put("box", box));

    isRefused(Reason.QUORUM, after, request, 2);
  }

  private static NotarySet forgedSet(
      ShareRequest request, Person notary, RecoveryKey key, NotaryShare share, OwnerKey signer) {
    NotarySet unsigned =
        new NotarySet(
            request.setId(),
            request.owner(),
            1,
            List.of(notary.id()),
            key.id(),
            request.createdAt(),
            Map.of(notary.id(), share.commitment(request.setId(), notary.id())),
            signer.keyId(),
            "");
    return unsigned.withSignature(signer.sign(unsigned.signedBytes()));
  }
}
