package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.InternalFault;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server may answer to a question for an entity, and when it is asked once more. */
final class EntityReaderTest {

  private static final String JOHN = "33333333-3333-4333-8333-333333333333";
  private static final String MARY = "77777777-7777-4777-8777-777777777777";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final ScriptedServer server = new ScriptedServer();
  private final Member alice =
      Member.of(vertx, server, "11111111-1111-4111-8111-111111111111", clock);
  private final Member bob =
      Member.of(vertx, server, "22222222-2222-4222-8222-222222222222", clock);
  private final EntityReader reader = alice.tools.reader();
  private final OpenedEntity first =
      alice.give(alice.create(JOHN, "{\"note\":\"1\"}"), bob, Permission.WRITE);
  private final OpenedEntity second = bob.write(first, "{\"note\":\"2\"}").withRev("2-a");

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void answer(JsonObject json) {
    server.on(Operation.ENTITY, (asked, honest) -> Future.succeededFuture(json));
  }

  private int asked() {
    return server.asked(Operation.ENTITY).size();
  }

  private static void refused(What what, String id, Future<?> read) {
    TamperedEntity refused = failure(TamperedEntity.class, read);
    assertThat(refused.what()).isEqualTo(what);
    assertThat(refused.entityId()).isEqualTo(id);
  }

  @Test
  void anotherEntityOrTypeThanWasAskedForIsRefused() {
    answer(first.entity().toJson());

    refused(What.IDENTITY, MARY, reader.read(EntityType.PATIENT, MARY));
    refused(What.IDENTITY, JOHN, reader.read(EntityType.DATA_SAMPLE, JOHN));
    refused(What.IDENTITY, JOHN, reader.verified(EntityType.DATA_SAMPLE, first.entity().toJson()));
    assertThat(Member.text(await(reader.read(EntityType.PATIENT, JOHN)).content())).contains("1");
  }

  @Test
  void whatIsNoEntityIsRefusedAndNotAskedForAgain() {
    for (JsonObject junk :
        List.of(
            new JsonObject(),
            first.entity().toJson().put("version", "one"),
            first.entity().toJson().put("grants", new JsonArray().add(1)))) {
      answer(junk);
      int before = asked();

      refused(What.MALFORMED, JOHN, reader.read(EntityType.PATIENT, JOHN));

      assertThat(asked()).isEqualTo(before + 1);
    }
    refused(What.MALFORMED, "", reader.verified(EntityType.PATIENT, new JsonObject()));
    refused(What.MALFORMED, "", reader.verified(EntityType.PATIENT, new JsonObject().put("id", 1)));
  }

  @Test
  void anEntityWithoutRevisionCannotBeWrittenSoItIsNotRead() {
    answer(first.entity().withRev(null).toJson());

    assertThat(failure(InternalFault.class, reader.read(EntityType.PATIENT, JOHN)))
        .hasMessageContaining(JOHN);
  }

  @Test
  void aListThatWasOnItsWayIsAskedForAnew() {
    await(reader.verified(EntityType.PATIENT, second.entity().toJson()));
    server.keep(second.entity());

    VerifiedEntity read = await(reader.verified(EntityType.PATIENT, first.entity().toJson()));

    assertThat(read.entity().header().version()).isEqualTo(2);
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void t05_whatIsOlderTwiceIsRefused() {
    await(reader.verified(EntityType.PATIENT, second.entity().toJson()));
    server.keep(first.entity());

    refused(What.ROLLBACK, JOHN, reader.read(EntityType.PATIENT, JOHN));

    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void whatIsRefusedForAnythingElseIsNotAskedForAgain() {
    JsonObject forged = first.entity().toJson().put("signature", second.entity().signature());

    refused(What.SIGNATURE, JOHN, reader.verified(EntityType.PATIENT, forged));

    assertThat(asked()).isZero();
  }

  @Test
  void whatWasWrittenHereIsNotTakenBack() {
    reader.written(second);
    server.keep(first.entity());

    refused(What.ROLLBACK, JOHN, reader.read(EntityType.PATIENT, JOHN));
  }

  @Test
  void whatIsReadIsRememberedThoughItDoesNotOpen() {
    Member stranger = Member.of(vertx, server, MARY.replace('7', '8'), clock);
    stranger.verified(second.entity());
    server.keep(first.entity());

    refused(What.ROLLBACK, JOHN, stranger.tools.reader().verified(EntityType.PATIENT, JOHN));
  }

  @Test
  void wipingOverwritesTheEntityKeys() {
    server.keep(first.entity());
    OpenedEntity read = await(reader.read(EntityType.PATIENT, JOHN));

    reader.wipe();

    assertThatThrownBy(() -> read.key().secret().revealBytes())
        .isInstanceOf(IllegalStateException.class);
    assertThat(Member.text(await(reader.read(EntityType.PATIENT, JOHN)).content())).contains("1");
  }

  @Test
  void aKeyIsUnwrappedOnceForEachGrantAndGeneration() {
    Entity entity = first.entity();

    assertThat(alice.read(entity).key()).isSameAs(alice.read(entity).key());
  }
}
