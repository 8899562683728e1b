package dev.salus.core.entities;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.EntityService;
import dev.salus.api.EntityText;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Single entities, over the bus: what comes back, and what is refused. */
class EntityServiceTest {

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

  private Future<JsonObject> get(Caller caller, Entity entity) {
    return entities.get(caller, SAMPLE, entity.header().id());
  }

  @Test
  void whatIsCreatedComesBackAsItWasSent() {
    Entity sent = records.client().create(author, EntityType.DATA_SAMPLE);

    Entity stored = records.store(author, sent);

    assertThat(stored.withRev(null)).isEqualTo(sent);
    assertThat(stored.rev()).isNotNull();
    assertThat(records.get(author, stored)).isEqualTo(stored);
  }

  @Test
  void s01_toEverybodyElseItIsNotThere() {
    Entity stored = sample();
    Caller nobody = new Caller("user", null, Set.of(), null);

    failure(NotFound.class, get(stranger.caller(), stored));
    failure(NotFound.class, get(nobody, stored));
    assertThat(await(get(RunningSalus.ADMIN, stored))).isEqualTo(stored.toJson());
  }

  @Test
  void idsAreUniqueOverAllTypesAndFoundUnderTheirOwnOnly() {
    Entity stored = sample();
    JsonObject patient = records.client().unsigned(author, EntityType.PATIENT);
    patient.put("id", stored.header().id());
    Entity other = records.client().signed(author, patient, Map.of());

    failure(NotFound.class, entities.get(author.caller(), "Patient", stored.header().id()));
    failure(NotFound.class, entities.get(RunningSalus.ADMIN, "Patient", stored.header().id()));
    assertThat(
            failure(Conflict.class, entities.create(author.caller(), "Patient", other.toJson()))
                .currentRev())
        .isNull();
  }

  @Test
  void anEntityAsTextIsTheSameForTheSamePeople() {
    Entity stored = sample();
    String id = stored.header().id();

    EntityText text = await(entities.getText(author.caller(), SAMPLE, id));

    assertThat(text.rev()).isEqualTo(stored.rev());
    assertThat(text.json()).isEqualTo(stored.toJson().toBuffer());
    assertThat(await(entities.getText(RunningSalus.ADMIN, SAMPLE, id))).isEqualTo(text);
    failure(NotFound.class, entities.getText(stranger.caller(), SAMPLE, id));
    failure(NotFound.class, entities.getText(author.caller(), "Patient", id));
    failure(NotFound.class, entities.getText(author.caller(), SAMPLE, "../" + id));
    assertInvalid("type", entities.getText(author.caller(), "Contact", id));
    await(entities.delete(author.caller(), SAMPLE, id, text.rev()));
    failure(NotFound.class, entities.getText(author.caller(), SAMPLE, id));
  }

  @Test
  void idsAndTypesThatCannotBeAreNotThereOrRefused() {
    for (String id : List.of("", "x", "_design/x", "../entities", "\ud800", "a".repeat(300))) {
      failure(NotFound.class, entities.get(author.caller(), SAMPLE, id));
      failure(NotFound.class, entities.delete(author.caller(), SAMPLE, id, "1-a"));
      failure(NotFound.class, entities.modify(author.caller(), SAMPLE, id, sample().toJson()));
    }
    assertInvalid("type", entities.get(author.caller(), "Contact", sample().header().id()));
  }

  @Test
  void creatingTheSameAgainIsAnsweredAsTheFirstTime() {
    Entity sent = records.client().create(author, EntityType.DATA_SAMPLE);
    Entity first = records.store(author, sent);
    salus.clock().advance(Duration.ofMinutes(6));

    assertThat(records.store(author, sent)).isEqualTo(first);
  }

  @Test
  void anIdInUseConflictsAndNamesTheRevisionOnlyToThoseWhoSeeIt() {
    Entity stored = sample();

    assertThat(recreate(author, stored).currentRev()).isEqualTo(stored.rev());
    assertThat(recreate(stranger, stored).currentRev()).isNull();
  }

  private Conflict recreate(TestOwner author, Entity stored) {
    JsonObject json = records.client().unsigned(author, EntityType.DATA_SAMPLE);
    json.put("id", stored.header().id());
    Entity again = records.client().signed(author, json, Map.of());
    return failure(Conflict.class, entities.create(author.caller(), SAMPLE, again.toJson()));
  }

  @Test
  void aNewPatientDoesNotTakeTheIdOfADataOwner() {
    JsonObject json =
        records.client().unsigned(author, EntityType.PATIENT).put("id", delegate.id());
    Entity patient = records.client().signed(author, json, Map.of());

    assertThat(
            failure(Conflict.class, entities.create(author.caller(), "Patient", patient.toJson()))
                .currentRev())
        .isNull();
  }

  @Test
  void aSignatureThatDoesNotHoldIsNamedAndNothingIsStored() {
    JsonObject sent = records.client().create(author, EntityType.DATA_SAMPLE).toJson();
    JsonObject tagged =
        sent.copy()
            .put("tags", new JsonArray().add(new JsonObject().put("type", "t").put("code", "c")));
    JsonObject regranted = sent.copy();
    regranted.getJsonArray("grants").getJsonObject(0).put("signature", sent.getString("signature"));

    assertInvalid("signature", entities.create(author.caller(), SAMPLE, tagged));
    assertInvalid("grants[0].signature", entities.create(author.caller(), SAMPLE, regranted));
    failure(NotFound.class, entities.get(author.caller(), SAMPLE, sent.getString("id")));
  }

  @Test
  void anExchangeThatIsNotThereIsNamed() {
    Entity sent =
        records.client().create(author, EntityType.DATA_SAMPLE, Map.of(delegate, Permission.READ));

    assertInvalid(
        "grants[0].delegations." + author.exchangeTo(delegate),
        entities.create(author.caller(), SAMPLE, sent.toJson()));
  }

  @Test
  void aBodyIsReadStrictly() {
    JsonObject sent = records.client().create(author, EntityType.DATA_SAMPLE).toJson();

    assertInvalid(
        "surprise", entities.create(author.caller(), SAMPLE, sent.copy().put("surprise", 1)));
    assertInvalid("rev", entities.create(author.caller(), SAMPLE, sent.copy().put("rev", "1-a")));
    assertInvalid("type", entities.create(author.caller(), "Patient", sent));
    assertInvalid("id", entities.create(author.caller(), SAMPLE, sent.copy().put("id", "x")));
    assertInvalid("id", entities.create(author.caller(), SAMPLE, new JsonObject()));
  }

  @Test
  void s35_whatIsDeletedIsGoneForEverybodyAndItsIdIsNeverUsedAgain() {
    Entity stored = records.share(sample(), author, delegate, Permission.WRITE);
    String id = stored.header().id();

    failure(Forbidden.class, entities.delete(delegate.caller(), SAMPLE, id, stored.rev()));
    failure(NotFound.class, entities.delete(stranger.caller(), SAMPLE, id, stored.rev()));
    assertThat(
            failure(Conflict.class, entities.delete(author.caller(), SAMPLE, id, "1-old"))
                .currentRev())
        .isEqualTo(stored.rev());
    await(entities.delete(author.caller(), SAMPLE, id, stored.rev()));

    failure(NotFound.class, get(author.caller(), stored));
    failure(NotFound.class, get(delegate.caller(), stored));
    failure(NotFound.class, get(RunningSalus.ADMIN, stored));
    failure(NotFound.class, entities.delete(author.caller(), SAMPLE, id, stored.rev()));
    assertThat(recreate(author, stored).currentRev()).isNull();
  }

  @Test
  void administratorsReadAndDeleteButDoNotWrite() {
    Entity stored = sample();
    String id = stored.header().id();
    Entity proposed = records.client().modify(stored, author, author.exchangeTo(author));
    Caller admin = new Caller("admin", stranger.id(), Set.of(Caller.ADMIN), null);

    failure(Forbidden.class, entities.modify(RunningSalus.ADMIN, SAMPLE, id, proposed.toJson()));
    failure(Forbidden.class, entities.modify(admin, SAMPLE, id, proposed.toJson()));
    await(entities.delete(RunningSalus.ADMIN, SAMPLE, id, stored.rev()));
    failure(NotFound.class, get(author.caller(), stored));
  }

  @Test
  void severalAreGotInOrderWithoutThoseThatMayNotBeSeen() {
    Entity one = sample();
    Entity foreign = records.create(stranger, EntityType.DATA_SAMPLE);
    Entity two = sample();
    JsonArray ids =
        new JsonArray()
            .add(two.header().id())
            .add(foreign.header().id())
            .add(records.client().newId())
            .add(one.header().id());

    JsonObject answer =
        await(entities.getMany(author.caller(), SAMPLE, new JsonObject().put("ids", ids)));

    assertThat(answer)
        .isEqualTo(
            new JsonObject().put("items", new JsonArray().add(two.toJson()).add(one.toJson())));
  }

  @Test
  void moreThanAThousandAreNotGotAtOnce() {
    JsonArray ids = new JsonArray();
    for (int i = 0; i <= 1_000; i++) {
      ids.add(records.client().newId());
    }

    assertInvalid(
        "ids", entities.getMany(author.caller(), SAMPLE, new JsonObject().put("ids", ids)));
    assertInvalid("ids", entities.getMany(author.caller(), SAMPLE, new JsonObject()));
  }
}
