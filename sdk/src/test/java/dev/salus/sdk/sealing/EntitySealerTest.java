package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Forbidden;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Ids;
import dev.salus.protocol.Permission;
import dev.salus.protocol.Tag;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.sharing.OpenedExchange;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written in whose name, when, and by which right (protocol §4, §5). */
final class EntitySealerTest {

  private static final String JOHN = "33333333-3333-4333-8333-333333333333";
  private static final long NOW = 1_700_000_000_000L;

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedServer server = new ScriptedServer();
  private final Member alice = member("11111111-1111-4111-8111-111111111111", NOW);
  private final Member bob = member("22222222-2222-4222-8222-222222222222", NOW - 7);
  private final Member carol = member("44444444-4444-4444-8444-444444444444", NOW);
  private final OpenedEntity john = alice.create(JOHN, "{}");

  private Member member(String id, long now) {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
    return Member.of(vertx, server, id, clock);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static Delegation only(Grant grant) {
    assertThat(grant.delegations()).hasSize(1);
    return grant.delegations().values().iterator().next();
  }

  private static Grant last(OpenedEntity entity) {
    List<Grant> grants = entity.entity().grants();
    return grants.get(grants.size() - 1);
  }

  @Test
  void aNewEntityIsItsAuthorsToWrite() {
    EntityHeader header = john.entity().header();
    Grant grant = last(john);

    assertThat(alice.tools.sealer().owner()).isEqualTo(alice.id());
    assertThat(header.author()).isEqualTo(alice.id());
    assertThat(header.modifiedBy()).isEqualTo(alice.id());
    assertThat(header.signedBy()).isEqualTo(alice.key().keyId());
    assertThat(header.created()).isEqualTo(NOW);
    assertThat(header.version()).isEqualTo(1);
    assertThat(header.writtenUnder()).isEqualTo(grant.delegations().keySet().iterator().next());
    assertThat(grant.by()).isEqualTo(alice.id());
    assertThat(grant.grantedAt()).isEqualTo(NOW);
    assertThat(grant.generation()).isEqualTo(1);
    assertThat(grant.parents()).isEmpty();
    assertThat(only(grant).delegate()).isEqualTo(alice.id());
    assertThat(only(grant).permission()).isEqualTo(Permission.WRITE);
    assertThat(alice.verified(john.entity()).doubt()).isNull();
  }

  @Test
  void t22_whoWasGivenAccessMoreOftenThanAGrantMaySayStillPassesItOn() {
    OpenedEntity entity = alice.give(john, carol, Permission.READ);
    String carols = last(entity).delegations().keySet().iterator().next();
    Delegation more = new Delegation(bob.id(), Permission.READ, null, null, null);
    for (int i = 0; i < Grant.MAX_PARENTS; i++) {
      Grant planted =
          new Grant(
              carol.id(),
              carol.key().keyId(),
              NOW - 1_000,
              1,
              List.of(carols),
              Map.of(Ids.random(new SecureRandom()), more),
              List.of(),
              "");
      entity = entity.withGrant(planted, "1-b");
    }
    entity = alice.give(entity, bob, Permission.READ);
    String alices = last(entity).delegations().keySet().iterator().next();

    Grant passedOn = bob.grant(entity, carol, Permission.READ);

    assertThat(passedOn.parents()).hasSize(Grant.MAX_PARENTS).contains(alices);
    assertThat(Grant.read(FieldReader.of(passedOn.toJson()))).isEqualTo(passedOn);
  }

  @Test
  void aLinkIsWrappedOnlyIfThereIsSomethingToTell() {
    Secret secret = PatientLinks.newSecret(new SecureRandom());

    assertThat(only(last(john)).link()).isNull();
    for (LinkFields told :
        List.of(new LinkFields(JOHN, null), new LinkFields(null, secret.copy()))) {
      NewEntity made =
          new NewEntity(
              EntityType.DATA_SAMPLE,
              alice.tools.sealer().newId(),
              Member.text("{}"),
              List.of(),
              List.of(),
              told);
      OpenedExchange own = await(alice.exchanges.own());

      OpenedEntity created = alice.tools.sealer().create(made, own, List.of()).withRev("1-a");

      assertThat(only(last(created)).link()).isNotNull();
      LinkFields read = alice.read(created.entity()).link();
      assertThat(read.patient()).isEqualTo(told.patient());
      assertThat(read.secret()).isEqualTo(told.secret());
    }
  }

  @Test
  void everyIdAndLinkSecretIsAnother() {
    EntitySealer sealer = alice.tools.sealer();

    assertThat(sealer.newId()).isNotEqualTo(sealer.newId()).hasSize(36);
    assertThat(sealer.newLinkSecret()).isNotEqualTo(sealer.newLinkSecret());
    assertThat(sealer.newLinkSecret().length()).isEqualTo(PatientLinks.SECRET_BYTES);
  }

  @Test
  void theNextVersionIsWrittenUnderTheWritersOwnRightAndNeverEarlierThanTheLast() {
    OpenedEntity given = alice.give(john, bob, Permission.WRITE);

    OpenedEntity byBob =
        bob.tools
            .sealer()
            .modify(
                bob.here(given), Member.text("{\"note\":\"1\"}"), List.of(new Tag("a", "b", null)));

    EntityHeader header = byBob.entity().header();
    assertThat(header.modifiedBy()).isEqualTo(bob.id());
    assertThat(header.signedBy()).isEqualTo(bob.key().keyId());
    assertThat(header.writtenUnder())
        .isEqualTo(last(given).delegations().keySet().iterator().next());
    assertThat(header.modified()).as("Bob's clock is behind").isEqualTo(NOW);
    assertThat(header.version()).isEqualTo(2);
    assertThat(header.tags()).containsExactly(new Tag("a", "b", null));
    assertThat(byBob.entity().rev()).isEqualTo(given.entity().rev());
    assertThat(byBob.entity().grants()).isEqualTo(given.entity().grants());
    assertThat(Member.text(alice.read(byBob.entity()).content())).isEqualTo("{\"note\":\"1\"}");
    assertThat(Member.text(byBob.content())).isEqualTo("{\"note\":\"1\"}");
  }

  @Test
  void whoMayReadWritesNothingAndGivesNoMore() {
    OpenedEntity given = alice.give(john, bob, Permission.READ);

    assertThatThrownBy(() -> bob.write(given, "{}")).isInstanceOf(Forbidden.class);
    assertThatThrownBy(() -> bob.grant(given, carol, Permission.WRITE))
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining(Permission.WRITE.toString());
    assertThatThrownBy(() -> carol.grant(given, bob, Permission.READ))
        .isInstanceOf(Forbidden.class);
  }

  @Test
  void whoPassesOnNamesWhatItGivesFrom() {
    OpenedEntity given = alice.give(alice.give(john, bob, Permission.READ), carol, Permission.READ);
    String bobs = given.graph().heldBy(bob.id()).get(0).exchangeId();

    Grant grant = bob.grant(given, carol, Permission.READ);

    assertThat(grant.parents()).containsExactly(bobs);
    assertThat(grant.by()).isEqualTo(bob.id());
    assertThat(grant.grantedAt()).isEqualTo(NOW - 7);
    assertThat(only(grant).delegate()).isEqualTo(carol.id());
    assertThat(only(grant).permission()).isEqualTo(Permission.READ);
    assertThat(alice.grant(given, carol, Permission.READ).parents()).as("the author").isEmpty();
  }

  @Test
  void whatIsLeftOutStaysLeftOutOfTheNextVersion() {
    OpenedEntity given = bob.give(alice.give(john, bob, Permission.WRITE), carol, Permission.READ);
    alice.cards.decisions().distrust(bob.id(), bob.key().keyId());
    OpenedEntity read = alice.read(given.entity());

    OpenedEntity next = alice.write(read, "{}");

    assertThat(next.entity().grants()).isEqualTo(given.entity().grants());
    assertThat(next.verified().leftOut()).hasSize(1);
    assertThat(next.graph().heldBy(carol.id())).isEmpty();
  }
}
