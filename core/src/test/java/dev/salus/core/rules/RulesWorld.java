package dev.salus.core.rules;

import dev.salus.api.Caller;
import dev.salus.core.testkit.ClientWrites;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** People, a time, and short ways to get an entity into a state. No store, no bus. */
final class RulesWorld {

  static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  static final long FIVE_MINUTES = 5 * 60 * 1_000;
  static final String REV = "3-abc";

  static final TestOwner AUTHOR = TestOwner.named("author");
  static final TestOwner WRITER = TestOwner.named("writer");
  static final TestOwner READER = TestOwner.named("reader");
  static final TestOwner OTHER = TestOwner.named("other");
  static final TestOwner STRANGER = TestOwner.named("stranger");
  static final Caller ADMIN = new Caller("admin", null, Set.of(Caller.ADMIN), null);

  static final ClientWrites CLIENT =
      new ClientWrites(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

  private RulesWorld() {}

  /** A stored sample of the author's. */
  static Entity stored() {
    return CLIENT.create(AUTHOR, EntityType.DATA_SAMPLE).withRev(REV);
  }

  /** A stored sample that the writer may write and the reader may read. */
  static Entity shared() {
    Entity entity = stored();
    entity = with(entity, CLIENT.grant(entity, AUTHOR, List.of(), WRITER, Permission.WRITE));
    return with(entity, CLIENT.grant(entity, AUTHOR, List.of(), READER, Permission.READ));
  }

  /** The entity with one more grant, whatever it is. */
  static Entity with(Entity entity, Grant grant) {
    List<Grant> grants = new ArrayList<>(entity.grants());
    grants.add(grant);
    return entity.withGrants(grants);
  }

  /** The entity with its JSON changed; signatures are not made again. */
  static Entity changed(Entity entity, Consumer<JsonObject> change) {
    JsonObject json = entity.toJson();
    change.accept(json);
    return Entity.parse(json);
  }
}
