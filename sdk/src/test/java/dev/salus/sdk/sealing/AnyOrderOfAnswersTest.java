package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever versions a server answers with, in whatever order, honest ones and forged ones: what a
 * reader believes goes forward along one history, and was written by those whom it trusts.
 */
final class AnyOrderOfAnswersTest {

  private static final String ENTITY = "33333333-3333-4333-8333-333333333333";
  private static final Vertx VERTX = Vertx.vertx();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final ScriptedServer SERVER = new ScriptedServer();
  private static final Member ALICE = member("11111111-1111-4111-8111-111111111111");
  private static final Member BOB = member("22222222-2222-4222-8222-222222222222");

  /** The server made it, and says that it is Bob's. */
  private static final OwnerKey PLANTED = OwnerKey.generate(BOB.id(), CLOCK, new SecureRandom());

  private static final Map<Answer, Entity> ANSWERS = answers();

  /** One version of the entity. */
  enum Answer {
    FIRST,
    SECOND,
    THIRD,
    OTHER_THIRD,
    FOURTH,
    FORGED_THIRD,
    UNSIGNED_FIFTH;

    boolean isGenuine() {
      return this != FORGED_THIRD && this != UNSIGNED_FIFTH;
    }
  }

  private static Member member(String id) {
    return Member.of(VERTX, SERVER, id, CLOCK);
  }

  private static Map<Answer, Entity> answers() {
    OpenedEntity first = ALICE.give(ALICE.create(ENTITY, "{\"v\":1}"), BOB, Permission.WRITE);
    OpenedEntity second = BOB.write(first, "{\"v\":2}");
    OpenedEntity third = BOB.write(second, "{\"v\":3}");
    OpenedEntity other = ALICE.write(second, "{\"v\":33}");
    OpenedEntity fourth = ALICE.write(third, "{\"v\":4}");
    OpenedEntity fifth = BOB.write(fourth, "{\"v\":5}");
    JsonObject planted = other.entity().toJson().put("modifiedBy", BOB.id());
    planted.put("writtenUnder", second.entity().header().writtenUnder());
    planted.put("signedBy", PLANTED.keyId());
    return Map.of(
        Answer.FIRST, first.entity(),
        Answer.SECOND, second.entity(),
        Answer.THIRD, third.entity(),
        Answer.OTHER_THIRD, other.entity(),
        Answer.FOURTH, fourth.entity(),
        Answer.FORGED_THIRD,
            Entity.parse(
                planted.put("signature", PLANTED.sign(Entity.parse(planted).signedBytes()))),
        Answer.UNSIGNED_FIFTH,
            Entity.parse(fifth.entity().toJson().put("signature", first.entity().signature())));
  }

  @AfterContainer
  static void close() {
    await(VERTX.close());
  }

  @Provide
  Arbitrary<List<Answer>> orders() {
    return Arbitraries.of(Answer.class).list().ofMinSize(1).ofMaxSize(8);
  }

  @Property(tries = 40)
  void t05_whatIsBelievedGoesForwardAlongOneHistory(@ForAll("orders") List<Answer> order) {
    Member reader = ALICE.again(VERTX, SERVER, CLOCK);
    SERVER.list(BOB.id(), BOB.card());
    await(reader.cards.cards(BOB.id()));
    SERVER.list(BOB.id(), BOB.card(), PLANTED.card());
    Entity newest = null;
    for (Answer answer : order) {
      SERVER.keep(ANSWERS.get(answer));
      OpenedEntity read = readOrRefused(reader);
      if (read == null) {
        assertThat(answer == Answer.UNSIGNED_FIFTH || newest != null).isTrue();
        continue;
      }
      assertThat(read.doubt() == null).isEqualTo(answer.isGenuine());
      if (read.doubt() == null) {
        requireNext(newest, read.entity());
        newest = read.entity();
      }
    }
  }

  /** Null if it was refused as what it is; anything else is no answer to junk. */
  private static OpenedEntity readOrRefused(Member reader) {
    return await(
        reader
            .tools
            .reader()
            .read(EntityType.PATIENT, ENTITY)
            .recover(
                failure ->
                    failure instanceof TamperedEntity
                        ? Future.succeededFuture(null)
                        : Future.failedFuture(failure)));
  }

  private static void requireNext(Entity newest, Entity read) {
    if (newest == null) {
      return;
    }
    long version = newest.header().version();
    assertThat(read.header().version()).isGreaterThanOrEqualTo(version);
    if (read.header().version() == version) {
      assertThat(read.signature()).isEqualTo(newest.signature());
    }
  }
}
