package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Forger;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.LeftOutKey;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.trust.TrustPolicy;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Scenario S47, threat T02: the server answers with key cards of its own. */
final class HostileKeysTest {

  private final Forger forger = new Forger();

  @Scenario
  void s47_t02_aSwappedCardOfSomebodyKnown(World world) {
    HostileServer server = new HostileServer();
    Person hcp2 = world.hcp();
    Person hcp1 = knowing(world, hcp2, server);
    KeyCard swapped = forger.keyOf(hcp2.id()).card();
    answerCardsOf(hcp2, server, swapped);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));

    UntrustedKey refused =
        failure(UntrustedKey.class, hcp1.patients().giveAccessTo(john, hcp2.id()));

    assertThat(refused.dataOwner()).isEqualTo(hcp2.id());
    assertThat(refused.fingerprint()).isEqualTo(Fingerprint.of(hcp2.id(), swapped.keyId()));
    assertThat(refused.knownFingerprints())
        .containsExactly(Fingerprint.of(hcp2.id(), hcp2.keys().current().keyId()));
    assertThat(await(hcp1.patients().getPatient(john.id()))).isEqualTo(john);
    assertThat(server.asked(Operation.GIVE_ACCESS)).isEmpty();
    nothingIsSealedTo(swapped, server);
  }

  @Scenario
  void s47_t02_withVerifyWithASwappedCardIsNotTrustedTheFirstTimeEither(World world) {
    HostileServer server = new HostileServer();
    Person hcp2 = world.hcp();
    String readOut = hcp2.salus().dataOwnerApi().getOwnFingerprint();
    TrustPolicy compare =
        TrustPolicy.verifyWith(
            prompt -> Future.succeededFuture(prompt.fingerprint().equals(readOut)));
    Person hcp1 =
        world.person(DataOwner.Type.HCP, options -> server.between(options.withTrust(compare)));
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    KeyCard swapped = forger.keyOf(hcp2.id()).card();
    answerCardsOf(hcp2, server, swapped);

    UntrustedKey refused =
        failure(UntrustedKey.class, hcp1.patients().giveAccessTo(john, hcp2.id()));

    assertThat(refused.keyId()).isEqualTo(swapped.keyId());
    assertThat(refused.knownFingerprints()).isEmpty();
    nothingIsSealedTo(swapped, server);
    server.repent();
    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(shared);
  }

  @Scenario
  void t02_automaticSharingSkipsASwappedCard(World world) {
    HostileServer server = new HostileServer();
    Person hcp2 = world.hcp();
    Person hcp1 = knowing(world, hcp2, server);
    await(hcp1.users().shareAllFutureDataWith(List.of(hcp2.id())));
    KeyCard swapped = forger.keyOf(hcp2.id()).card();
    answerCardsOf(hcp2, server, swapped);
    Person later = world.connect(hcp1, hcp1.keys(), server::between);

    Patient john = await(later.patients().createOrModifyPatient(Examples.johnSnow()));

    assertThat(john.metadata().skipped())
        .singleElement()
        .extracting(SkippedDelegate::delegate)
        .isEqualTo(hcp2.id());
    assertThat(john.metadata().skipped().get(0).reason())
        .contains(Fingerprint.of(hcp2.id(), swapped.keyId()));
    assertThat(john.metadata().delegations())
        .extracting(DelegationInfo::delegate)
        .containsExactly(hcp1.id());
    nothingIsSealedTo(swapped, server);
  }

  @Scenario
  void t02_nothingIsSealedToACardThatWasAdded(World world) {
    HostileServer server = new HostileServer();
    Person hcp2 = world.hcp();
    Person hcp1 = knowing(world, hcp2, server);
    KeyCard added = forger.keyOf(hcp2.id()).card();
    answerCardsOf(hcp2, server, added, hcp2.keys().current().card());
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));

    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));

    assertThat(shared.metadata().leftOut())
        .containsExactly(
            new LeftOutKey(hcp2.id(), added.keyId(), Fingerprint.of(hcp2.id(), added.keyId())));
    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(Examples.asRead(shared));
    nothingIsSealedTo(added, server);
  }

  @Scenario
  void t02_nothingIsSealedToACardThatWasAddedToTheOwnOnes(World world) {
    HostileServer server = new HostileServer();
    Person hcp2 = world.hcp();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    KeyCard added = forger.keyOf(hcp1.id()).card();
    answerCardsOf(hcp1, server, added, hcp1.keys().current().card());

    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));

    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(shared);
    nothingIsSealedTo(added, server);
  }

  @Scenario
  void t02_whatASwappedKeySignedIsNotBelieved(World world) {
    EntityType type = EntityType.PATIENT;
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(shared);
    OwnerKey swapped = forger.keyOf(hcp1.id());
    answerCardsOf(hcp1, server, swapped.card());
    JsonObject stored = StoredEntities.entity(world, type, john.id());
    JsonObject changes = new JsonObject().put("version", 2).put("keyCommitment", other(stored));
    server.replace(Operation.ENTITY, forger.signed(stored, changes, swapped));

    UntrustedKey refused = failure(UntrustedKey.class, hcp2.patients().getPatient(john.id()));

    assertThat(refused.dataOwner()).isEqualTo(hcp1.id());
    assertThat(refused.keyId()).isEqualTo(swapped.keyId());
    failure(UntrustedKey.class, hcp2.patients().giveAccessTo(shared, world.hcp().id()));
    assertThat(server.asked(Operation.GIVE_ACCESS)).isEmpty();
  }

  @Scenario
  void t02_aListenerOfASwappedKeyIsNotShownAsDelegate(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.person(DataOwner.Type.HCP, server::between);
    Person listener = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    JsonObject stored = StoredEntities.entity(world, EntityType.PATIENT, john.id());
    JsonObject grant =
        Forger.grant(hcp1.id(), List.of(), Forger.NO_EXCHANGE, listener.id(), "WRITE");
    server.replace(Operation.ENTITY, forger.withGrant(stored, grant, forger.keyOf(hcp1.id())));

    Patient read = await(hcp2.patients().getPatient(john.id()));

    assertThat(read).isEqualTo(shared);
    assertThat(read.metadata().delegations())
        .extracting(DelegationInfo::delegate)
        .doesNotContain(listener.id());
  }

  private static String other(JsonObject stored) {
    return Forger.hashOf(stored.getString("keyCommitment"));
  }

  /** Somebody behind this server who has met the other honestly before. */
  private static Person knowing(World world, Person other, HostileServer server) {
    Person person = world.hcp();
    Patient met = await(other.patients().createOrModifyPatient(Examples.johnSnow()));
    await(other.patients().giveAccessTo(met, person.id()));
    await(person.patients().getPatient(met.id()));
    return world.connect(person, person.keys(), server::between);
  }

  private static void answerCardsOf(Person owner, HostileServer server, KeyCard... cards) {
    JsonObject answer = Forger.cards(cards);
    server.on(
        Operation.CARDS,
        (asked, honest) ->
            asked.text("id").equals(owner.id())
                ? Future.succeededFuture(answer.copy())
                : honest.get());
  }

  private static void nothingIsSealedTo(KeyCard card, HostileServer server) {
    assertThat(server.asked(Operation.CREATE_EXCHANGE))
        .isNotEmpty()
        .noneMatch(asked -> ExchangeRecord.parse(asked.body()).sealed().containsKey(card.keyId()));
    assertThat(server.asked(Operation.ADD_SEALED)).isEmpty();
  }
}
