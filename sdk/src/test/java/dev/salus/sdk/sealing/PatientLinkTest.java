package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which patient an entity is about, and what finds a patient's data (protocol §5, §6). */
final class PatientLinkTest {

  private static final String JOHN = "33333333-3333-4333-8333-333333333333";
  private static final String SAMPLE = "77777777-7777-4777-8777-777777777777";
  private static final String JUNK = Base64Url.encode(new byte[64]);

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final ScriptedServer server = new ScriptedServer();
  private final Member alice =
      Member.of(vertx, server, "11111111-1111-4111-8111-111111111111", clock);
  private final Member bob =
      Member.of(vertx, server, "22222222-2222-4222-8222-222222222222", clock);
  private final Secret secret = PatientLinks.newSecret(random);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private OpenedEntity patient() {
    NewEntity made =
        new NewEntity(
            EntityType.PATIENT,
            JOHN,
            Member.text("{}"),
            List.of(),
            List.of(),
            new LinkFields(null, secret.copy()));
    OpenedEntity john = create(made);
    server.keep(john.entity());
    return john;
  }

  private OpenedEntity sample(Secret linked, LinkFields told) {
    String link = PatientLinks.link(linked, EntityType.DATA_SAMPLE);
    return create(
        new NewEntity(
            EntityType.DATA_SAMPLE, SAMPLE, Member.text("{}"), List.of(), List.of(link), told));
  }

  private OpenedEntity create(NewEntity made) {
    return alice
        .tools
        .sealer()
        .create(made, await(alice.exchanges.own()), List.of())
        .withRev("1-a");
  }

  private PatientSecrets secrets() {
    return alice.tools.reader().patients();
  }

  private static Entity withOwn(Entity entity, String wrapped, String link) {
    Grant grant = entity.grants().get(0);
    Map.Entry<String, Delegation> own = grant.delegations().entrySet().iterator().next();
    Delegation changed =
        new Delegation(own.getValue().delegate(), Permission.WRITE, wrapped, null, link);
    return Member.replaced(
        entity, grant, grant.withDelegations(Map.of(own.getKey(), changed), List.of()));
  }

  @Test
  void whatIsLinkedIsAboutThePatientThatItNames() {
    patient();

    OpenedEntity read = alice.read(sample(secret, new LinkFields(JOHN, null)).entity());

    assertThat(read.link().patient()).isEqualTo(JOHN);
    assertThat(read.link().secret()).isNull();
    assertThat(await(secrets().isAbout(read, JOHN))).isTrue();
    assertThat(await(secrets().isAbout(read, SAMPLE))).isFalse();
  }

  @Test
  void whatIsLinkedToSomebodyElseIsRefused() {
    patient();
    Entity other = sample(PatientLinks.newSecret(random), new LinkFields(JOHN, null)).entity();

    assertThatThrownBy(() -> alice.read(other))
        .isInstanceOfSatisfying(
            TamperedEntity.class,
            refused -> assertThat(refused.what()).isEqualTo(What.PATIENT_LINK));
  }

  @Test
  void aPatientWhoIsOutOfReachIsAClaim() {
    OpenedEntity read = alice.read(sample(secret, new LinkFields(JOHN, null)).entity());

    assertThat(read.link().patient()).isEqualTo(JOHN);
    assertThat(await(secrets().isAbout(read, JOHN))).isFalse();
  }

  @Test
  void ofSeveralPatientsTheOneWhoseLinkItCarriesCounts() {
    patient();
    OpenedEntity sample = sample(secret, new LinkFields(SAMPLE, null));
    OpenedEntity given = bobs(sample, new LinkFields(JOHN, null));

    assertThat(alice.read(given.entity()).link().patient()).isEqualTo(JOHN);
    server.on(
        Operation.ENTITY, (asked, honest) -> Future.failedFuture(new NotFound("nobody is there")));
    alice.tools.reader().patients().wipe();
    assertThat(alice.read(given.entity()).link().patient())
        .as("the first, if none can be checked")
        .isEqualTo(SAMPLE);
  }

  /** The author gave it to Bob, who gave it back with another claim. */
  private OpenedEntity bobs(OpenedEntity sample, LinkFields told) {
    OpenedEntity given = alice.give(sample, bob, Permission.READ);
    return given.withGrant(
        bob.tools
            .sealer()
            .grant(
                given,
                new Recipient(await(bob.exchanges.forWrapping(alice.id())), Permission.READ, told)),
        "1-c");
  }

  @Test
  void theSecretIsThatOfTheMostCredibleDelegation() {
    OpenedEntity john = bobs(patient(), new LinkFields(null, PatientLinks.newSecret(random)));

    assertThat(alice.read(john.entity()).link().secret()).isEqualTo(secret);
  }

  @Test
  void aSecretIsLookedUpForAWriteAndRememberedForChecks() {
    patient();

    assertThat(await(secrets().require(JOHN))).isEqualTo(secret);
    assertThat(await(secrets().known(JOHN))).contains(secret);
    assertThat(server.asked(Operation.ENTITY)).hasSize(1);
    await(secrets().require(JOHN));
    assertThat(server.asked(Operation.ENTITY)).hasSize(2);
    await(secrets().known(SAMPLE));
    await(secrets().known(SAMPLE));
    assertThat(server.asked(Operation.ENTITY)).hasSize(3);
    assertThat(failure(NotFound.class, secrets().require(SAMPLE))).hasMessageContaining(SAMPLE);
  }

  @Test
  void t28_aSecretIsNotUsedAfterADecisionAboutWhoToldIt() {
    server.keep(bobsPatient().entity());
    assertThat(await(secrets().recent(JOHN))).isEqualTo(secret);
    assertThat(await(secrets().recent(JOHN))).isEqualTo(secret);
    int asked = server.asked(Operation.ENTITY).size();

    alice.cards.decisions().distrust(bob.id(), bob.key().keyId());

    assertThat(asked).isLessThanOrEqualTo(2);
    failure(UntrustedKey.class, secrets().recent(JOHN));
    assertThat(await(secrets().known(JOHN))).isEmpty();
  }

  /** Bob's, with the secret, which he gave to Alice. */
  private OpenedEntity bobsPatient() {
    LinkFields told = new LinkFields(null, secret.copy());
    NewEntity made =
        new NewEntity(EntityType.PATIENT, JOHN, Member.text("{}"), List.of(), List.of(), told);
    Recipient to =
        new Recipient(await(bob.exchanges.forWrapping(alice.id())), Permission.READ, told);
    return bob.tools.sealer().create(made, await(bob.exchanges.own()), List.of(to)).withRev("1-a");
  }

  @Test
  void aServerThatIsAwayIsNoPatientOutOfReach() {
    server.on(Operation.ENTITY, (asked, honest) -> Future.failedFuture(new Unavailable("away", 1)));

    failure(Unavailable.class, secrets().known(JOHN));
    failure(Unavailable.class, secrets().require(JOHN));
    server.on(Operation.ENTITY, (asked, honest) -> honest.get());
    patient();
    assertThat(await(secrets().known(JOHN))).contains(secret);
  }

  @Test
  void t18_junkThatSomebodyWrappedDoesNotTakeTheSecretAway() {
    Entity john = patient().entity();
    String link = john.grants().get(0).delegations().values().iterator().next().link();
    server.keep(withOwn(john, JUNK, link));

    assertThat(await(secrets().require(JOHN))).isEqualTo(secret);

    server.keep(withOwn(john, JUNK, JUNK));
    TamperedEntity refused = failure(TamperedEntity.class, secrets().require(JOHN));
    assertThat(refused.what()).isEqualTo(What.WRAP);
    assertThat(await(secrets().known(JOHN))).isEmpty();
  }

  @Test
  void whoHasNoSecretFindsNothing() {
    server.keep(alice.create(JOHN, "{}").entity());

    failure(NotFound.class, secrets().require(JOHN));
    assertThat(await(secrets().known(JOHN))).isEmpty();
  }

  @Test
  void aLinkOfJunkIsPassedOverIfAnotherOpens() {
    OpenedEntity john = bobs(patient(), new LinkFields(null, secret.copy()));
    String wrapped =
        john.entity().grants().get(0).delegations().values().iterator().next().wrapped();

    assertThat(alice.read(withOwn(john.entity(), wrapped, JUNK)).link().secret()).isEqualTo(secret);
    Entity alone = john.entity().withGrants(List.of(john.entity().grants().get(0)));
    assertThatThrownBy(() -> alice.read(withOwn(alone, wrapped, JUNK)))
        .isInstanceOfSatisfying(
            TamperedEntity.class,
            refused -> {
              assertThat(refused.what()).isEqualTo(What.WRAP);
              assertThat(refused.by()).contains(alice.id());
            });
  }

  @Test
  void wipingOverwritesTheSecrets() {
    patient();
    Secret known = await(secrets().require(JOHN));

    alice.tools.reader().wipe();

    assertThatThrownBy(known::revealBytes).isInstanceOf(IllegalStateException.class);
  }
}
