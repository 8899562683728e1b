package dev.salus.core.sharing;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.api.SharingService;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestExchange;
import dev.salus.core.testkit.TestKey;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to give access back, over the bus (protocol §9.3). */
class AccessBackTest {

  private static final JsonObject FOR_ME = new JsonObject().put("for", "me");
  private static final JsonObject BY_ME = new JsonObject().put("by", "me");

  private final RunningSalus salus = RunningSalus.start();
  private final SharingService sharing = salus.sharing();
  private final Caller alice = salus.ownerCaller();
  private final Caller bob = salus.ownerCaller();
  private final Caller carol = salus.ownerCaller();
  private final Caller eve = salus.ownerCaller();
  private final TestKey aliceKey = salus.publish(alice);
  private final TestKey bobKey = salus.publish(bob);
  private final TestKey carolKey = salus.publish(carol);
  private final TestKey eveKey = salus.publish(eve);
  private final TestKey newKey = salus.publish(alice);

  /** Alice shares with herself and with Bob, Carol with Alice, Eve with Bob. */
  @BeforeEach
  void share() {
    exchange(alice, aliceKey, aliceKey);
    exchange(alice, aliceKey, bobKey);
    exchange(carol, carolKey, aliceKey);
    exchange(eve, eveKey, bobKey);
  }

  @AfterEach
  void close() {
    salus.close();
  }

  private void exchange(Caller caller, TestKey from, TestKey to) {
    await(
        salus
            .crypto()
            .createExchange(caller, TestExchange.between(from, to, salus.now()).toJson()));
  }

  private JsonObject body() {
    return new JsonObject().put("newKeyId", newKey.keyId());
  }

  private Future<JsonObject> ask(JsonObject body) {
    return sharing.askAccessBack(alice, body);
  }

  private JsonObject asked(TestKey counterpart) {
    JsonArray items =
        await(ask(body().put("counterpart", counterpart.owner()))).getJsonArray("items");
    assertThat(items).hasSize(1);
    return items.getJsonObject(0);
  }

  private JsonArray listed(Caller caller, JsonObject query) {
    return await(sharing.accessBackRequests(caller, query)).getJsonArray("items");
  }

  @Test
  void aRequestIsSeenByTheOneWhoAsksAndTheOneWhoIsAsked() {
    JsonObject request = asked(bobKey);

    assertThat(request)
        .isEqualTo(
            new JsonObject()
                .put("id", request.getString("id"))
                .put("owner", aliceKey.owner())
                .put("newKeyId", newKey.keyId())
                .put("counterpart", bobKey.owner())
                .put("createdAt", salus.now()));
    assertThat(listed(bob, FOR_ME)).containsExactly(request);
    assertThat(listed(alice, BY_ME)).containsExactly(request);
    for (Caller none : List.of(alice, carol, eve)) {
      assertThat(listed(none, FOR_ME)).isEmpty();
    }
    for (Caller none : List.of(bob, carol, eve)) {
      assertThat(listed(none, BY_ME)).isEmpty();
    }
  }

  @Test
  void withoutACounterpartAllAreAskedEitherWayButNotOneself() {
    JsonObject answer = await(ask(body()));

    assertThat(answer.getString("next")).isNull();
    assertThat(counterparts(answer)).containsExactlyInAnyOrder(bobKey.owner(), carolKey.owner());
    assertThat(listed(alice, BY_ME)).hasSize(2);
    assertThat(listed(carol, FOR_ME)).hasSize(1);
    assertThat(listed(eve, FOR_ME)).isEmpty();
  }

  private static Set<String> counterparts(JsonObject answer) {
    Set<String> ids = new HashSet<>();
    answer
        .getJsonArray("items")
        .forEach(item -> ids.add(((JsonObject) item).getString("counterpart")));
    return ids;
  }

  @Test
  void manyCounterpartsAreAskedAPageAtATime() {
    Set<String> all = new HashSet<>(List.of(bobKey.owner(), carolKey.owner()));
    for (int i = 0; i < 210; i++) {
      Caller other = salus.ownerCaller();
      exchange(alice, aliceKey, salus.publish(other));
      all.add(other.requireDataOwner());
    }

    JsonObject first = await(ask(body()));
    JsonObject second = await(ask(body().put("cursor", first.getString("next"))));

    Set<String> asked = counterparts(first);
    asked.addAll(counterparts(second));
    assertThat(asked).isEqualTo(all);
    assertThat(second.getString("next")).isNull();
  }

  @Test
  void theSameAgainIsTheSameRequest() {
    JsonObject request = asked(bobKey);
    salus.clock().advance(Duration.ofHours(1));

    assertThat(asked(bobKey)).isEqualTo(request);
    assertThat(settled(List.of(ask(body()), ask(body()), ask(body()), ask(body()))))
        .allMatch(Future::succeeded);
    assertThat(listed(bob, FOR_ME)).containsExactly(request);
    assertThat(listed(alice, BY_ME)).hasSize(2);
  }

  @Test
  void whatIsDoneIsNoLongerForTheOneWhoWasAsked() {
    String id = asked(bobKey).getString("id");
    salus.clock().advance(Duration.ofMinutes(3));

    JsonObject done = await(sharing.accessBackDone(bob, id));
    salus.clock().advance(Duration.ofMinutes(3));

    assertThat(done.getLong("doneAt")).isEqualTo(salus.now() - 180_000);
    assertThat(await(sharing.accessBackDone(bob, id))).isEqualTo(done);
    assertThat(listed(bob, FOR_ME)).isEmpty();
    assertThat(listed(alice, BY_ME)).containsExactly(done);

    JsonObject again = done.copy();
    again.remove("doneAt");
    assertThat(asked(bobKey)).as("something was missing").isEqualTo(again);
    assertThat(listed(bob, FOR_ME)).containsExactly(again);
  }

  @Test
  void onlyTheOneWhoIsAskedSaysThatItIsDone() {
    String id = asked(bobKey).getString("id");

    failure(NotFound.class, sharing.accessBackDone(eve, id));
    failure(NotFound.class, sharing.accessBackDone(carol, id));
    failure(NotFound.class, sharing.accessBackDone(RunningSalus.ADMIN, id));
    failure(Forbidden.class, sharing.accessBackDone(alice, id));
    failure(NotFound.class, sharing.accessBackDone(bob, UUID.randomUUID().toString()));
    failure(NotFound.class, sharing.accessBackDone(bob, "x"));
    assertThat(listed(bob, FOR_ME)).hasSize(1);
  }

  @Test
  void aWrongFieldIsNamedAndNobodyIsAsked() {
    TestKey retired = salus.publish(alice);
    String owner = aliceKey.owner();
    await(
        salus.crypto().retire(alice, owner, retired.keyId(), aliceKey.retire(retired, 1).toJson()));

    assertInvalid("newKeyId", ask(new JsonObject()));
    assertInvalid("newKeyId", ask(body().put("newKeyId", bobKey.keyId())));
    assertInvalid("newKeyId", ask(body().put("newKeyId", retired.keyId())));
    for (String counterpart : List.of(owner, eveKey.owner(), UUID.randomUUID().toString(), "bob")) {
      assertInvalid("counterpart", ask(body().put("counterpart", counterpart)));
    }
    assertInvalid("cursor", ask(body().put("cursor", "junk")));
    assertInvalid("cursor", ask(body().put("cursor", "1").put("counterpart", bobKey.owner())));
    assertInvalid("more", ask(body().put("more", 1)));
    failure(Forbidden.class, sharing.askAccessBack(RunningSalus.ADMIN, body()));
    assertThat(listed(alice, BY_ME)).isEmpty();
  }

  @Test
  void whoHasNeverSharedAsksNobody() {
    Caller dave = salus.ownerCaller();
    TestKey key = salus.publish(dave);

    assertThat(await(sharing.askAccessBack(dave, new JsonObject().put("newKeyId", key.keyId()))))
        .isEqualTo(new JsonObject().put("items", new JsonArray()));
  }

  @Test
  void aListSaysWhoseRequestsAndIsBounded() {
    await(ask(body()));
    JsonObject query = BY_ME.copy().put("limit", 1);

    JsonObject first = await(sharing.accessBackRequests(alice, query));
    JsonObject second =
        await(
            sharing.accessBackRequests(alice, query.copy().put("cursor", first.getString("next"))));

    assertThat(first.getJsonArray("items")).hasSize(1);
    assertThat(second.getJsonArray("items")).hasSize(1).isNotEqualTo(first.getJsonArray("items"));
    assertThat(second.getString("next")).isNull();
    assertInvalid("for", sharing.accessBackRequests(alice, new JsonObject()));
    assertInvalid("by", sharing.accessBackRequests(alice, new JsonObject().put("by", "x")));
    failure(Forbidden.class, sharing.accessBackRequests(RunningSalus.ADMIN, FOR_ME));
  }
}
