package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Permission;
import dev.salus.sdk.error.DoubtfulContent;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.model.DoubtfulOrigin;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Vertx;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A content for which nobody vouches stays that, whoever seals it again (protocol §4.2). */
final class OpenedEntityTest {

  private static final String JOHN = "33333333-3333-4333-8333-333333333333";
  private static final String NOTE = "{\"note\":\"a secret\"}";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final ScriptedServer server = new ScriptedServer();
  private final Member alice =
      Member.of(vertx, server, "11111111-1111-4111-8111-111111111111", clock);
  private final Member bob =
      Member.of(vertx, server, "22222222-2222-4222-8222-222222222222", clock);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private OpenedEntity byBob() {
    OpenedEntity given = alice.give(alice.create(JOHN, "{}"), bob, Permission.WRITE);
    return bob.write(given, NOTE).withRev("2-a");
  }

  private OpenedEntity doubtful() {
    OpenedEntity written = byBob();
    alice.cards.decisions().distrust(bob.id(), bob.key().keyId());
    return alice.read(written.entity());
  }

  @Test
  void whatIsGenuineIsTakenOverAsItIs() {
    OpenedEntity read = alice.read(byBob().entity());

    assertThat(read.contentTakenOver()).isSameAs(read.content());
    assertThat(read.origin()).isEmpty();
    assertThat(read.requireGenuine()).isSameAs(read);
  }

  @Test
  void t17_whatIsDoubtfulSaysWhoseItIsAndIsNotShownAsGenuine() {
    OpenedEntity read = doubtful();
    EntityHeader header = read.entity().header();

    assertThat(read.doubt()).isInstanceOf(UntrustedKey.class);
    assertThat(read.origin())
        .contains(new DoubtfulOrigin(bob.id(), bob.key().keyId(), header.modified()));
    assertThatThrownBy(read::requireGenuine).isSameAs(read.doubt());
  }

  @Test
  void t17_whatSomebodyTookOverStaysDoubtful() {
    OpenedEntity read = doubtful();
    DoubtfulOrigin origin = read.origin().orElseThrow();

    OpenedEntity again =
        alice.read(alice.write(read, Member.text(read.contentTakenOver())).withRev("3-a").entity());

    assertThat(again.verified().doubt()).as("Alice's signature holds").isNull();
    assertThat(again.doubt())
        .isInstanceOfSatisfying(
            DoubtfulContent.class,
            doubt -> {
              assertThat(doubt.entityId()).isEqualTo(JOHN);
              assertThat(doubt.writer()).isEqualTo(bob.id());
              assertThat(doubt.keyId()).isEqualTo(bob.key().keyId());
            });
    assertThat(again.origin()).contains(origin);
    assertThat(again.contentTakenOver()).as("it is marked already").isSameAs(again.content());
    assertThatThrownBy(again::requireGenuine).isInstanceOf(DoubtfulContent.class);
  }

  @Test
  void aGrantIsAddedAtItsRevision() {
    OpenedEntity john = alice.create(JOHN, NOTE);

    OpenedEntity given =
        john.withGrant(alice.grant(john, bob, Permission.READ), "1-x").withRev("1-y");

    assertThat(given.entity().rev()).isEqualTo("1-y");
    assertThat(given.entity().grants()).hasSize(2);
    assertThat(given.graph().heldBy(bob.id())).hasSize(1);
    assertThat(given.content()).isSameAs(john.content());
    assertThat(john.withGrant(given.entity().grants().get(1), "1-x").entity().rev())
        .isEqualTo("1-x");
  }

  @Test
  void printingShowsNoContent() {
    OpenedEntity john = alice.create(JOHN, NOTE);

    assertThat(john.toString()).contains(JOHN).doesNotContain("secret");
    assertThat(john.content().toString()).isEqualTo("[REDACTED]");
  }
}
