package dev.salus.core.crypto;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.CryptoService;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestKey;
import dev.salus.core.testkit.TestNotaries;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.ShareReturn;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking notaries and giving shares back, over the bus (protocol §9.4). */
class NotaryRequestsTest {

  private static final JsonObject FOR_ME = new JsonObject().put("for", "me");
  private static final JsonObject BY_ME = new JsonObject().put("by", "me");

  private final RunningSalus salus = RunningSalus.start();
  private final CryptoService crypto = salus.crypto();
  private final Caller alice = salus.ownerCaller();
  private final Caller bob = salus.ownerCaller();
  private final Caller carol = salus.ownerCaller();
  private final Caller eve = salus.ownerCaller();
  private final TestKey aliceKey = salus.publish(alice);
  private final TestKey bobKey = salus.publish(bob);
  private final TestKey carolKey = salus.publish(carol);
  private final TestKey eveKey = salus.publish(eve);
  private final TestKey newKey = salus.publish(alice);
  private final NotarySet set = TestNotaries.set(aliceKey, 2, salus.now(), bobKey, carolKey);

  @BeforeEach
  void appoint() {
    await(crypto.createNotarySet(alice, TestNotaries.body(set, bobKey, carolKey)));
  }

  @AfterEach
  void close() {
    salus.close();
  }

  private Future<JsonObject> ask(Caller caller, TestKey key) {
    return crypto.askNotaries(caller, set.setId(), new JsonObject().put("newKeyId", key.keyId()));
  }

  private String asked() {
    return await(ask(alice, newKey)).getString("id");
  }

  private ShareReturn share(TestKey notary, String requestId) {
    return TestNotaries.giveBack(notary, set, requestId, newKey.keyId());
  }

  private Future<JsonObject> give(Caller caller, TestKey notary, String id, ShareReturn share) {
    return crypto.giveShareBack(caller, id, notary.owner(), share.toJson());
  }

  private JsonArray listed(Caller caller, JsonObject query) {
    return await(crypto.notaryRequests(caller, query)).getJsonArray("items");
  }

  @Test
  void aRequestIsSeenByTheOneWhoAsksAndByTheNotaries() {
    JsonObject request = await(ask(alice, newKey));

    assertThat(request)
        .isEqualTo(
            new JsonObject()
                .put("id", request.getString("id"))
                .put("setId", set.setId())
                .put("owner", aliceKey.owner())
                .put("newKeyId", newKey.keyId())
                .put("createdAt", salus.now())
                .put("shares", new JsonObject()));
    assertThat(listed(alice, BY_ME)).containsExactly(request);
    assertThat(listed(bob, FOR_ME)).containsExactly(request);
    assertThat(listed(carol, FOR_ME)).containsExactly(request);
    for (Caller none : List.of(eve, alice)) {
      assertThat(listed(none, FOR_ME)).isEmpty();
    }
    assertThat(listed(eve, BY_ME)).isEmpty();
    assertThat(listed(bob, BY_ME)).isEmpty();
  }

  @Test
  void askingAgainIsTheSameRequestAndAnotherCardAnother() {
    JsonObject request = await(ask(alice, newKey));
    await(give(bob, bobKey, request.getString("id"), share(bobKey, request.getString("id"))));

    List<Future<JsonObject>> again =
        settled(List.of(ask(alice, newKey), ask(alice, newKey), ask(alice, aliceKey)));

    assertThat(await(again.get(0)).getString("id")).isEqualTo(request.getString("id"));
    assertThat(await(again.get(1)).getJsonObject("shares").fieldNames())
        .containsExactly(bobKey.owner());
    assertThat(await(again.get(2)).getString("id")).isNotEqualTo(request.getString("id"));
    assertThat(listed(alice, BY_ME)).hasSize(2);
  }

  @Test
  void onlyTheOwnerAsksAndOnlyForACardOfItsOwn() {
    TestKey retired = salus.publish(alice);
    await(
        crypto.retire(
            alice, aliceKey.owner(), retired.keyId(), aliceKey.retire(retired, 1).toJson()));

    failure(Forbidden.class, ask(bob, bobKey));
    failure(NotFound.class, ask(eve, eveKey));
    failure(NotFound.class, ask(RunningSalus.ADMIN, newKey));
    assertInvalid("newKeyId", ask(alice, bobKey));
    assertInvalid("newKeyId", ask(alice, retired));
    assertInvalid("newKeyId", crypto.askNotaries(alice, set.setId(), new JsonObject()));
    failure(
        NotFound.class,
        crypto.askNotaries(
            alice, UUID.randomUUID().toString(), new JsonObject().put("newKeyId", newKey.keyId())));
    assertThat(listed(bob, FOR_ME)).isEmpty();
  }

  @Test
  void theOneWhoAsksGetsAllSharesAndANotarySeesItsOwn() {
    String id = asked();
    ShareReturn bobs = share(bobKey, id);
    ShareReturn carols = share(carolKey, id);

    JsonObject toBob = await(give(bob, bobKey, id, bobs));
    await(give(carol, carolKey, id, carols));

    assertThat(toBob.getJsonObject("shares"))
        .isEqualTo(new JsonObject().put(bobKey.owner(), bobs.toJson()));
    assertThat(listed(bob, FOR_ME)).containsExactly(toBob);
    assertThat(listed(alice, BY_ME).getJsonObject(0).getJsonObject("shares"))
        .isEqualTo(
            new JsonObject()
                .put(bobKey.owner(), bobs.toJson())
                .put(carolKey.owner(), carols.toJson()));
  }

  @Test
  void theSameShareAgainIsAnsweredAsTheFirstTimeAndItsNotaryMayReplaceIt() {
    String id = asked();
    ShareReturn first = share(bobKey, id);
    ShareReturn second = share(bobKey, id);

    JsonObject once = await(give(bob, bobKey, id, first));
    assertThat(await(give(bob, bobKey, id, first))).isEqualTo(once);
    await(give(bob, bobKey, id, second));

    assertThat(listed(alice, BY_ME).getJsonObject(0).getJsonObject("shares"))
        .isEqualTo(new JsonObject().put(bobKey.owner(), second.toJson()));
  }

  @Test
  void sharesGivenBackAtOnceAreAllKept() {
    String id = asked();

    assertThat(
            settled(
                List.of(
                    give(bob, bobKey, id, share(bobKey, id)),
                    give(carol, carolKey, id, share(carolKey, id)))))
        .allMatch(Future::succeeded);
    assertThat(listed(alice, BY_ME).getJsonObject(0).getJsonObject("shares")).hasSize(2);
  }

  @Test
  void aShareIsGivenBackByItsNotaryOnly() {
    String id = asked();
    ShareReturn bobs = share(bobKey, id);

    failure(NotFound.class, give(eve, bobKey, id, bobs));
    failure(NotFound.class, give(eve, eveKey, id, share(eveKey, id)));
    failure(NotFound.class, give(RunningSalus.ADMIN, bobKey, id, bobs));
    failure(Forbidden.class, give(carol, bobKey, id, bobs));
    failure(Forbidden.class, give(alice, bobKey, id, bobs));
    failure(Forbidden.class, give(alice, aliceKey, id, share(aliceKey, id)));
    failure(NotFound.class, give(bob, bobKey, UUID.randomUUID().toString(), bobs));
    assertThat(listed(bob, FOR_ME).getJsonObject(0).getJsonObject("shares")).isEmpty();
  }

  @Test
  void aShareThatDoesNotHoldIsRefused() {
    String id = asked();
    JsonObject good = share(bobKey, id).toJson();
    String otherRequest = UUID.randomUUID().toString();
    String aliceCard = aliceKey.keyId();

    for (ShareReturn wrong :
        List.of(
            share(bobKey, otherRequest),
            TestNotaries.giveBack(bobKey, set, id, aliceCard),
            new ShareReturn(
                TestNotaries.sealedShare(), bobKey.keyId(), good.getString("signature")),
            new ShareReturn(
                good.getString("sealed"), bobKey.keyId(), share(carolKey, id).signature()))) {
      assertInvalid("signature", give(bob, bobKey, id, wrong));
    }
    assertInvalid("by", give(bob, bobKey, id, share(carolKey, id)));
    field("sealed", id, good.copy().put("sealed", TestKey.random(40)));
    field("signature", id, good.copy().put("signature", "x"));
    field("more", id, good.copy().put("more", 1));
    assertThat(listed(alice, BY_ME).getJsonObject(0).getJsonObject("shares")).isEmpty();
  }

  private void field(String field, String id, JsonObject body) {
    assertInvalid(field, crypto.giveShareBack(bob, id, bobKey.owner(), body));
  }

  @Test
  void aCardThatWasRetiredMeanwhileGetsNoShare() {
    String id = asked();
    await(
        crypto.retire(
            alice, aliceKey.owner(), newKey.keyId(), aliceKey.retire(newKey, 1).toJson()));

    failure(Conflict.class, give(bob, bobKey, id, share(bobKey, id)));
  }

  @Test
  void theOneWhoAsksDeletesARequestAndWithASetItsRequestsGo() {
    String id = asked();
    await(ask(alice, aliceKey));

    failure(Forbidden.class, crypto.deleteNotaryRequest(bob, id));
    failure(NotFound.class, crypto.deleteNotaryRequest(eve, id));
    await(crypto.deleteNotaryRequest(alice, id));
    failure(NotFound.class, crypto.deleteNotaryRequest(alice, id));
    failure(NotFound.class, give(bob, bobKey, id, share(bobKey, id)));
    assertThat(listed(bob, FOR_ME)).hasSize(1);

    await(crypto.deleteNotarySet(alice, set.setId()));
    assertThat(listed(bob, FOR_ME)).isEmpty();
    assertThat(listed(alice, BY_ME)).isEmpty();
  }

  @Test
  void aListSaysWhoseRequests() {
    assertInvalid("for", crypto.notaryRequests(alice, new JsonObject()));
    assertInvalid("for", crypto.notaryRequests(alice, FOR_ME.copy().put("by", "me")));
    assertInvalid("for", crypto.notaryRequests(alice, new JsonObject().put("for", "bob")));
    assertInvalid("by", crypto.notaryRequests(alice, new JsonObject().put("by", "bob")));
    assertInvalid("more", crypto.notaryRequests(alice, FOR_ME.copy().put("more", 1)));
    failure(Forbidden.class, crypto.notaryRequests(RunningSalus.ADMIN, FOR_ME));
  }

  @Test
  void listsAreBoundedAndGoOnWithACursor() {
    await(ask(alice, newKey));
    await(ask(alice, aliceKey));
    JsonObject query = FOR_ME.copy().put("limit", 1);

    JsonObject first = await(crypto.notaryRequests(bob, query));
    JsonObject second =
        await(crypto.notaryRequests(bob, query.copy().put("cursor", first.getString("next"))));

    assertThat(first.getJsonArray("items")).hasSize(1);
    assertThat(second.getJsonArray("items")).hasSize(1).isNotEqualTo(first.getJsonArray("items"));
    assertThat(second.getString("next")).isNull();
  }
}
