package dev.salus.app.scenarios.hostile;

import static dev.salus.app.scenarios.hostile.RawCase.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.EntityType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Threats T08 to T10: delegates with a client of their own making, against the entity itself. */
final class RawWriterTest {

  private static final long LAST_VERSION = (1L << 53) - 1;

  @Scenario
  void t08_theEntityIsNotTakenOverByARekey(World world) {
    RawCase it = RawCase.of(world);
    TestOwner writer = it.writer();
    JsonObject foreignAuthor = nextKey(it, it.stranger()).put("author", writer.id());
    JsonObject withoutReader = nextKey(it, it.stranger());
    withoutReader.getJsonArray("grants").remove(2);

    failure(Forbidden.class, rekey(it, nextKey(it, it.reader())));
    failure(Forbidden.class, rekey(it, nextKey(it, it.author())));
    assertInvalid("entity.author", rekey(it, foreignAuthor));
    assertInvalid("entity.grants", rekey(it, withoutReader));
    it.assertNothingChanged();
  }

  private static JsonObject nextKey(RawCase it, TestOwner going) {
    return it.clients().writes().nextKey(it.stored(), it.writer(), it.writers(), List.of(going));
  }

  private static Future<JsonObject> rekey(RawCase it, JsonObject next) {
    return it.clients().rekey(it.writer(), it.stored(), next);
  }

  @Scenario
  void t08_theEntityIsNotMadeUnwritable(World world) {
    RawCase it = RawCase.of(world);
    RawClients clients = it.clients();
    Map<String, Object> bent =
        Map.of(
            "version",
            LAST_VERSION,
            "keyGeneration",
            LAST_VERSION,
            "author",
            it.writer().id(),
            "modified",
            LAST_VERSION,
            "links",
            new JsonArray().add(clients.writes().bytes(16)),
            "keyCommitment",
            clients.writes().bytes(32),
            "created",
            0L);

    bent.forEach((field, value) -> isRefused(it, field, value));

    it.assertNothingChanged();
    JsonObject next = clients.writes().modify(it.stored(), it.author(), it.own()).toJson();
    await(clients.modify(it.author(), it.stored(), next));
  }

  private static void isRefused(RawCase it, String field, Object value) {
    JsonObject next =
        it.clients().writes().nextVersion(it.stored(), it.writer(), it.writers()).put(field, value);
    JsonObject signed = it.clients().writes().sign(it.writer(), next).toJson();
    assertInvalid(field, it.clients().modify(it.writer(), it.stored(), signed));
  }

  @Scenario
  void t09_aReaderWithTheKeyCannotWrite(World world) {
    RawCase it = RawCase.of(world);
    RawClients clients = it.clients();
    TestOwner reader = it.reader();
    List<String> evidence =
        List.of(it.readers(), it.writers(), it.own(), reader.exchangeTo(reader));
    for (String under : evidence) {
      JsonObject next = clients.writes().modify(it.stored(), reader, under).toJson();
      failure(Forbidden.class, clients.modify(reader, it.stored(), next));
    }
    JsonObject item = clients.writes().modify(it.stored(), reader, it.readers()).toJson();
    JsonObject result =
        await(clients.of(reader).bulk(EntityType.DATA_SAMPLE, List.of(item)))
            .getJsonArray("results")
            .getJsonObject(0);

    assertThat(result.getJsonObject("error").getInteger("status")).isEqualTo(403);
    failure(
        Forbidden.class,
        clients.of(reader).deleteEntity(EntityType.DATA_SAMPLE, it.id(), it.stored().rev()));
    it.assertNothingChanged();
  }

  @Scenario
  void t09_aReaderCannotWriteInAWritersName(World world) {
    RawCase it = RawCase.of(world);
    RawClients clients = it.clients();
    JsonObject inWritersName =
        clients
            .writes()
            .sign(it.reader(), clients.writes().nextVersion(it.stored(), it.writer(), it.writers()))
            .toJson();

    failure(Forbidden.class, clients.modify(it.reader(), it.stored(), inWritersName));
    assertInvalid("signature", clients.modify(it.writer(), it.stored(), inWritersName));
    it.assertNothingChanged();
  }

  @Scenario
  void t10_whoWasRevokedNeitherReadsNorWrites(World world) {
    RawCase it = RawCase.of(world);
    RawClients clients = it.clients();
    TestOwner writer = it.writer();
    await(clients.remove(it.author(), it.stored(), it.writers()));
    JsonObject next = clients.writes().modify(it.stored(), writer, it.writers()).toJson();

    failure(NotFound.class, clients.modify(writer, it.stored(), next));
    failure(NotFound.class, clients.get(writer, it.stored()));
    failure(NotFound.class, clients.remove(writer, it.stored(), it.writers()));
    failure(NotFound.class, clients.rekey(writer, it.stored(), nextKey(it, it.stranger())));
  }
}
