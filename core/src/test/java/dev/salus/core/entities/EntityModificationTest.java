package dev.salus.core.entities;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.EntityService;
import dev.salus.api.NotFound;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writing the content of stored entities. */
class EntityModificationTest {

  private static final String SAMPLE = "DataSample";

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final EntityService entities = salus.entities();
  private final TestOwner author = records.join();
  private final TestOwner delegate = records.join();
  private final TestOwner stranger = records.join();

  @AfterEach
  void close() {
    salus.close();
  }

  private Entity sample() {
    return records.create(author, EntityType.DATA_SAMPLE);
  }

  private Future<JsonObject> modify(TestOwner writer, Entity proposed) {
    return entities.modify(writer.caller(), SAMPLE, proposed.header().id(), proposed.toJson());
  }

  @Test
  void s10_aDelegateWritesAndEverybodySeesIt() {
    Entity stored = records.share(sample(), author, delegate, Permission.WRITE);
    Entity proposed = records.client().modify(stored, delegate, author.exchangeTo(delegate));

    Entity written = Entity.parse(await(modify(delegate, proposed)));

    assertThat(written.withRev(null)).isEqualTo(proposed.withRev(null));
    assertThat(written.rev()).isNotEqualTo(stored.rev());
    assertThat(records.get(author, stored)).isEqualTo(written);
  }

  @Test
  void aStaleRevisionConflictsAndNamesTheCurrentOne() {
    Entity stored = sample();
    String own = author.exchangeTo(author);
    Entity written =
        Entity.parse(await(modify(author, records.client().modify(stored, author, own))));

    Conflict conflict =
        failure(Conflict.class, modify(author, records.client().modify(stored, author, own)));

    assertThat(conflict.currentRev()).isEqualTo(written.rev());
    assertThat(records.get(author, stored)).isEqualTo(written);
  }

  @Test
  void writingTheSameAgainIsAnsweredAsTheFirstTime() {
    Entity stored = sample();
    Entity proposed = records.client().modify(stored, author, author.exchangeTo(author));
    JsonObject first = await(modify(author, proposed));

    assertThat(await(modify(author, proposed))).isEqualTo(first);
  }

  @Test
  void anEditThatIsNotSignedAnewIsRefused() {
    Entity stored = sample();
    Entity edit = records.client().modify(stored, author, author.exchangeTo(author));
    JsonObject json = edit.toJson();
    JsonObject signedBefore = json.copy().put("signature", stored.signature());
    JsonObject otherContent = json.copy().put("content", records.client().box());

    assertInvalid("signature", modify(author, Entity.parse(signedBefore)));
    assertInvalid("signature", modify(author, Entity.parse(otherContent)));
    Entity written = Entity.parse(await(modify(author, edit)));
    failure(Conflict.class, modify(author, Entity.parse(otherContent)));
    assertThat(records.get(author, stored)).isEqualTo(written);
  }

  @Test
  void s37_aModificationOfWhatMustStayIsNamed() {
    Entity stored = sample();
    Entity proposed = records.client().modify(stored, author, author.exchangeTo(author));
    String id = stored.header().id();

    JsonObject created = proposed.toJson().put("created", 1);
    JsonObject foreign = proposed.toJson().put("author", stranger.id());
    JsonObject typed = proposed.toJson().put("type", "Patient");
    assertInvalid("created", entities.modify(author.caller(), SAMPLE, id, created));
    assertInvalid("author", entities.modify(author.caller(), SAMPLE, id, foreign));
    assertInvalid("type", entities.modify(author.caller(), SAMPLE, id, typed));
    failure(NotFound.class, entities.modify(author.caller(), "Patient", id, typed));
    assertThat(records.get(author, stored)).isEqualTo(stored);
  }
}
