package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.app.scenarios.stage.World;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A sample of an author that a writer and a reader have access to, and somebody who has none; all
 * with clients of their own making.
 */
record RawCase(
    RawClients clients,
    TestOwner author,
    TestOwner writer,
    TestOwner reader,
    TestOwner stranger,
    Entity stored) {

  static RawCase of(World world) {
    RawClients clients = new RawClients(world);
    TestOwner author = clients.join();
    TestOwner writer = clients.join();
    TestOwner reader = clients.join();
    Entity stored = clients.create(author);
    stored = clients.share(stored, author, List.of(), writer, Permission.WRITE);
    stored = clients.share(stored, author, List.of(), reader, Permission.READ);
    return new RawCase(clients, author, writer, reader, clients.join(), stored);
  }

  /** The author's own delegation. */
  String own() {
    return author.exchangeTo(author);
  }

  /** The writer's delegation. */
  String writers() {
    return author.exchangeTo(writer);
  }

  /** The reader's delegation. */
  String readers() {
    return author.exchangeTo(reader);
  }

  String id() {
    return stored.header().id();
  }

  /** The writer's next version with its grants bent, rightly signed. */
  JsonObject withGrants(List<Grant> grants) {
    JsonObject next = clients.writes().nextVersion(stored, writer, writers());
    next.put("grants", new JsonArray(grants.stream().map(Grant::toJson).toList()));
    return clients.writes().sign(writer, next).toJson();
  }

  void assertNothingChanged() {
    assertThat(Entity.parse(await(clients.get(author, stored)))).isEqualTo(stored);
  }

  /** Asserts that a call is refused for this field. */
  static void assertInvalid(String field, Future<?> call) {
    assertThat(failure(Invalid.class, call).field()).isEqualTo(field);
  }
}
