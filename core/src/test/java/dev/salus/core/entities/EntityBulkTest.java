package dev.salus.core.entities;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.Problems;
import dev.salus.api.TooLarge;
import dev.salus.api.Unavailable;
import dev.salus.core.testkit.FailingStore;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many entities in one call, over the bus: each on its own. */
class EntityBulkTest {

  private static final String SAMPLE = "DataSample";

  private final AtomicReference<FailingStore> store = new AtomicReference<>();
  private final RunningSalus salus =
      RunningSalus.on(
          underneath -> {
            store.set(new FailingStore(underneath));
            return store.get();
          });
  private final SharedRecords records = new SharedRecords(salus);
  private final TestOwner author = records.join();

  @AfterEach
  void close() {
    salus.close();
  }

  private Entity fresh() {
    return records.client().create(author, EntityType.DATA_SAMPLE);
  }

  private static JsonObject body(List<JsonObject> entities) {
    return new JsonObject().put("entities", new JsonArray(entities));
  }

  private List<JsonObject> bulk(JsonObject... entities) {
    JsonObject answer =
        await(salus.entities().bulk(author.caller(), SAMPLE, body(List.of(entities))));
    return answer.getJsonArray("results").stream().map(JsonObject.class::cast).toList();
  }

  private static <E> E error(Class<E> type, JsonObject result) {
    return type.cast(Problems.fromJson(result.getJsonObject("error")));
  }

  @Test
  void oneThatIsTooLargeForTheStoreIsToldSoAndTheOthersAreStored() {
    Entity small = fresh();
    Entity large = fresh();
    store.get().refuseAsTooLarge(large.header().id());

    List<JsonObject> results = bulk(large.toJson(), small.toJson());

    assertThat(error(TooLarge.class, results.get(0)).detail())
        .contains(FailingStore.MOST_BYTES + " bytes");
    assertThat(results.get(1).getString("rev")).isNotNull();
    TooLarge alone =
        failure(TooLarge.class, salus.entities().create(author.caller(), SAMPLE, large.toJson()));
    assertThat(alone.detail()).contains(FailingStore.MOST_BYTES + " bytes");
  }

  @Test
  void t23_afterAFalseSignatureTheCardIsNotLookedAtAgainAndTheRestIsSentAnew() {
    Entity before = fresh();
    JsonObject forged = fresh().toJson().put("content", records.client().bytes(284));
    Entity after = fresh();

    List<JsonObject> results = bulk(before.toJson(), forged, after.toJson());

    assertThat(results.get(0).getString("rev")).isNotNull();
    assertThat(error(Invalid.class, results.get(1)).detail()).contains("does not hold");
    assertThat(error(Invalid.class, results.get(2)).detail()).contains("was not looked at");
    failure(NotFound.class, salus.entities().get(author.caller(), SAMPLE, after.header().id()));
    assertThat(bulk(after.toJson()).get(0).getString("rev")).isNotNull();
  }

  @Test
  void eachHasItsOwnResultInOrder() {
    Entity created = fresh();
    Entity stored = records.create(author, EntityType.DATA_SAMPLE);
    Entity modified = records.client().modify(stored, author, author.exchangeTo(author));
    Entity other = records.create(author, EntityType.DATA_SAMPLE);
    Entity stale =
        records.client().modify(other, author, author.exchangeTo(author)).withRev("1-old");
    Entity unknown =
        records.client().modify(fresh().withRev("1-a"), author, author.exchangeTo(author));
    JsonObject forged = fresh().toJson().put("content", records.client().bytes(284));
    JsonObject unreadable = fresh().toJson().put("version", "one");

    List<JsonObject> results =
        bulk(
            created.toJson(),
            modified.toJson(),
            stale.toJson(),
            unknown.toJson(),
            forged,
            unreadable);

    assertThat(results.get(0).getString("rev")).isEqualTo(records.get(author, created).rev());
    assertThat(results.get(1).getString("rev")).isEqualTo(records.get(author, stored).rev());
    assertThat(error(Conflict.class, results.get(2)).currentRev()).isEqualTo(other.rev());
    assertThat(error(NotFound.class, results.get(3))).isNotNull();
    assertThat(error(Invalid.class, results.get(4)).field()).isEqualTo("signature");
    assertThat(error(Invalid.class, results.get(5)).field()).isEqualTo("version");
    assertThat(results)
        .extracting(each -> each.getString("id"))
        .containsExactly(
            created.header().id(),
            stored.header().id(),
            other.header().id(),
            unknown.header().id(),
            forged.getString("id"),
            unreadable.getString("id"));
  }

  @Test
  void theSameBulkAgainIsAnsweredAsTheFirstTime() {
    JsonObject one = fresh().toJson();
    JsonObject two = fresh().toJson();
    List<JsonObject> first = bulk(one, two);

    assertThat(bulk(one, two)).isEqualTo(first);
  }

  @Test
  void oneVerificationAndOneWriteServeAll() {
    AtomicInteger toCrypto = new AtomicInteger();
    salus
        .vertx()
        .eventBus()
        .addOutboundInterceptor(
            context -> {
              if (context.message().address().equals(Addresses.CRYPTO)) {
                toCrypto.incrementAndGet();
              }
              context.next();
            });
    List<JsonObject> entities = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      entities.add(fresh().toJson());
    }
    int writesBefore = store.get().writes();

    List<JsonObject> results = bulk(entities.toArray(JsonObject[]::new));

    assertThat(results)
        .hasSize(100)
        .allSatisfy(each -> assertThat(each.getString("rev")).isNotNull());
    assertThat(toCrypto).hasValue(1);
    // And one now and then, for the bytes that are counted ahead.
    assertThat(store.get().writes() - writesBefore).isBetween(1, 2);
  }

  @Test
  void aPatientWithADataOwnersIdIsRefusedAndTheOthersAreNot() {
    JsonObject taken = records.client().unsigned(author, EntityType.PATIENT).put("id", author.id());
    JsonObject patient = records.client().create(author, EntityType.PATIENT).toJson();
    JsonObject refused = records.client().signed(author, taken, Map.of()).toJson();

    JsonObject answer =
        await(salus.entities().bulk(author.caller(), "Patient", body(List.of(patient, refused))));

    JsonArray results = answer.getJsonArray("results");
    assertThat(results.getJsonObject(0).getString("rev")).isNotNull();
    assertThat(error(Conflict.class, results.getJsonObject(1)).currentRev()).isNull();
  }

  @Test
  void aBulkThatCannotBeToldApartIsRefusedAsAWhole() {
    JsonObject good = fresh().toJson();
    JsonObject noId = fresh().toJson();
    noId.remove("id");

    refused("entities[1].id", body(List.of(good, good)));
    refused("entities[1].id", body(List.of(good, noId)));
    refused("entities[0]", new JsonObject().put("entities", new JsonArray().add("x")));
    refused("entities", new JsonObject().put("entities", "x"));
    refused("entities", new JsonObject());
    refused("more", body(List.of(good)).put("more", true));
    failure(NotFound.class, salus.entities().get(author.caller(), SAMPLE, good.getString("id")));
  }

  private void refused(String field, JsonObject body) {
    assertInvalid(field, salus.entities().bulk(author.caller(), SAMPLE, body));
  }

  @Test
  void aThousandAreTakenAndOneMoreIsNot() {
    List<JsonObject> entities = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      entities.add(fresh().toJson());
    }
    assertThat(bulk(entities.toArray(JsonObject[]::new))).hasSize(1_000);

    entities.add(fresh().toJson());
    refused("entities", body(entities));
    assertThat(bulk()).isEmpty();
  }

  @Test
  void whoActsForNobodyWritesNothing() {
    failure(
        Forbidden.class,
        salus.entities().bulk(RunningSalus.ADMIN, SAMPLE, body(List.of(fresh().toJson()))));
    failure(
        Forbidden.class,
        salus.entities().bulk(new Caller("u", null, Set.of(), null), SAMPLE, body(List.of())));
  }

  @Test
  void t15_aStoreThatDiesIsSaidToBeUnavailableAndAnAgainSettlesIt() {
    JsonObject entity = fresh().toJson();
    store.get().dieAfter(0, true);
    failure(
        Unavailable.class, salus.entities().bulk(author.caller(), SAMPLE, body(List.of(entity))));
    store.get().mend();

    List<JsonObject> again = bulk(entity);

    assertThat(again.get(0).getString("rev"))
        .isEqualTo(
            await(salus.entities().get(author.caller(), SAMPLE, entity.getString("id")))
                .getString("rev"));
  }
}
