package dev.salus.core.entities;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Giving access and taking it back, over the bus (protocol §5). */
class GiveAccessTest {

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final TestOwner author = records.join();
  private final TestOwner hcp2 = records.join();
  private final TestOwner patient = records.join();

  @AfterEach
  void close() {
    salus.close();
  }

  private Entity sample() {
    return records.create(author, EntityType.DATA_SAMPLE);
  }

  private Future<JsonObject> give(TestOwner by, Entity stored, JsonObject body) {
    return salus
        .entities()
        .giveAccess(by.caller(), SharedRecords.type(stored), stored.header().id(), body);
  }

  private Future<JsonObject> remove(TestOwner by, Entity stored, String exchangeId, String rev) {
    return salus
        .entities()
        .removeDelegation(
            by.caller(), SharedRecords.type(stored), stored.header().id(), exchangeId, rev);
  }

  private Future<JsonObject> get(TestOwner reader, Entity stored) {
    return salus.entities().get(reader.caller(), SharedRecords.type(stored), stored.header().id());
  }

  @ParameterizedTest
  @EnumSource(EntityType.class)
  void s02_s34_whatGivingAnswersIsWhatTheDelegateGets(EntityType type) {
    Entity stored = records.create(author, type);
    failure(NotFound.class, get(hcp2, stored));

    Entity shared = records.share(stored, author, hcp2, Permission.WRITE);

    assertThat(records.get(hcp2, stored)).isEqualTo(shared);
    assertThat(shared.grants()).hasSize(2).startsWith(stored.grants().get(0));
  }

  @ParameterizedTest
  @EnumSource(EntityType.class)
  void s04_aStaleRevisionConflictsAndChangesNothing(EntityType type) {
    Entity stored = records.create(author, type);
    Entity shared = records.share(stored, author, hcp2, Permission.READ);
    JsonObject stale = records.granting(stored, author, List.of(), patient, Permission.READ);

    assertThat(failure(Conflict.class, give(author, stored, stale)).currentRev())
        .isEqualTo(shared.rev());
    assertThat(records.get(author, stored)).isEqualTo(shared);
  }

  @Test
  void s07_whoDidNotCreateItPassesItOn() {
    Entity shared = records.share(sample(), author, patient, Permission.WRITE);
    List<String> parents = List.of(author.exchangeTo(patient));

    Entity passedOn = records.share(shared, patient, parents, hcp2, Permission.WRITE);

    assertThat(records.get(hcp2, shared)).isEqualTo(passedOn);
  }

  @Test
  void s14_aReaderPassesReadOnAndNotWrite() {
    Entity shared = records.share(sample(), author, patient, Permission.READ);
    List<String> parents = List.of(author.exchangeTo(patient));

    failure(
        Forbidden.class,
        give(patient, shared, records.granting(shared, patient, parents, hcp2, Permission.WRITE)));
    records.share(shared, patient, parents, hcp2, Permission.READ);
    assertThat(records.get(hcp2, shared)).isEqualTo(records.get(author, shared));
  }

  @Test
  void s32_whoHasNoAccessGivesNone() {
    Entity stored = sample();

    failure(
        NotFound.class,
        give(hcp2, stored, records.granting(stored, hcp2, List.of(), patient, Permission.READ)));
    assertThat(records.get(author, stored)).isEqualTo(stored);
  }

  @Test
  void theSameGrantAgainIsAnsweredAsTheFirstTime() {
    Entity stored = sample();
    JsonObject body = records.granting(stored, author, List.of(), hcp2, Permission.READ);
    JsonObject first = await(give(author, stored, body));

    assertThat(await(give(author, stored, body))).isEqualTo(first);
  }

  @Test
  void anExchangeOfOthersOrWithOthersIsNamed() {
    Entity stored = sample();
    records.exchange(hcp2, patient);
    Grant foreign =
        records
            .client()
            .grant(
                stored,
                author,
                List.of(),
                Map.of(
                    hcp2.exchangeTo(patient),
                    records.client().delegation(patient, Permission.READ)));
    Grant unknown = records.client().grant(stored, author, List.of(), patient, Permission.READ);

    assertInvalid(
        "grant.delegations." + hcp2.exchangeTo(patient),
        give(author, stored, SharedRecords.body(stored, foreign)));
    assertInvalid(
        "grant.delegations." + author.exchangeTo(patient),
        give(author, stored, SharedRecords.body(stored, unknown)));
  }

  @Test
  void aBodyIsReadStrictly() {
    Entity stored = sample();
    JsonObject body = records.granting(stored, author, List.of(), hcp2, Permission.READ);
    JsonObject grant = body.getJsonObject("grant");

    assertInvalid("rev", give(author, stored, new JsonObject().put("grant", grant)));
    assertInvalid("grant", give(author, stored, new JsonObject().put("rev", stored.rev())));
    assertInvalid("grant.x", give(author, stored, with(body, grant.copy().put("x", 1))));
    assertInvalid("more", give(author, stored, body.copy().put("more", 1)));
    assertInvalid("grant.by", give(author, stored, with(body, grant.copy().put("by", "x"))));
    assertInvalid(
        "type",
        salus.entities().giveAccess(author.caller(), "Contact", stored.header().id(), body));
    failure(
        NotFound.class, salus.entities().giveAccess(author.caller(), "DataSample", "../x", body));
  }

  private static JsonObject with(JsonObject body, JsonObject grant) {
    return body.copy().put("grant", grant);
  }

  @Test
  void s09_aDelegateWithTheLinkOnlySeesTheEntity() {
    Entity stored = sample();
    Grant linkOnly =
        records.client().grant(stored, author, List.of(), records.linkOnly(author, hcp2));

    Entity shared = records.give(stored, author, SharedRecords.body(stored, linkOnly));

    assertThat(records.get(hcp2, stored)).isEqualTo(shared);
  }

  @Test
  void whoLeavesGetsNoEntityAndSeesNoneAfterwards() {
    Entity shared = records.share(sample(), author, hcp2, Permission.WRITE);
    String exchangeId = author.exchangeTo(hcp2);

    assertThat(await(remove(hcp2, shared, exchangeId, shared.rev()))).isNull();
    failure(NotFound.class, get(hcp2, shared));
    failure(NotFound.class, remove(hcp2, shared, exchangeId, shared.rev()));
  }

  @Test
  void whoIsRemovedTakesAlongWhatHungOnThem() {
    Entity shared = records.share(sample(), author, hcp2, Permission.WRITE);
    Entity passedOn =
        records.share(shared, hcp2, List.of(author.exchangeTo(hcp2)), patient, Permission.READ);

    JsonObject left = await(remove(author, shared, author.exchangeTo(hcp2), passedOn.rev()));

    assertThat(Entity.parse(left).delegations().valid().keySet())
        .containsExactly(author.exchangeTo(author));
    failure(NotFound.class, get(hcp2, shared));
    failure(NotFound.class, get(patient, shared));
    assertThat(await(get(author, shared))).isEqualTo(left);
  }

  @Test
  void aRemovalAtAStaleRevisionConflicts() {
    Entity shared = records.share(sample(), author, hcp2, Permission.WRITE);

    assertThat(
            failure(Conflict.class, remove(author, shared, author.exchangeTo(hcp2), "1-old"))
                .currentRev())
        .isEqualTo(shared.rev());
    failure(Forbidden.class, remove(author, shared, author.exchangeTo(author), shared.rev()));
    failure(NotFound.class, remove(author, shared, "no such exchange", shared.rev()));
  }

  @Test
  void aWriteStaysVerifiableWhenItsWriterHasLeft() {
    Entity shared = records.share(sample(), author, hcp2, Permission.WRITE);
    Entity proposed = records.client().modify(shared, hcp2, author.exchangeTo(hcp2));
    Entity written =
        Entity.parse(
            await(
                salus
                    .entities()
                    .modify(hcp2.caller(), "DataSample", shared.header().id(), proposed.toJson())));

    await(remove(hcp2, written, author.exchangeTo(hcp2), written.rev()));

    Entity left = records.get(author, written);
    assertThat(left.header()).isEqualTo(written.header());
    assertThat(
            left.delegations()
                .isEvidenceOfWriting(left.header().writtenUnder(), left.header().modifiedBy()))
        .isTrue();
  }
}
