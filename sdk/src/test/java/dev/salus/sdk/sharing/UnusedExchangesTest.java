package dev.salus.sdk.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.InternalFault;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.transport.ScriptedServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which own exchange records are deleted (protocol §3). */
final class UnusedExchangesTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String CAROL = "44444444-4444-4444-8444-444444444444";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final ScriptedServer server = new ScriptedServer();
  private final KeyRing alice = KeyRing.generate(ALICE, clock, random);
  private final CardDirectory cards =
      new CardDirectory(vertx, server.api(), alice, TrustPolicy.trustOnFirstUse(), clock);
  private final ExchangeBook book =
      new ExchangeBook(vertx, server.api(), alice, cards, clock, random);
  private final UnusedExchanges unused =
      new UnusedExchanges(
          vertx, server.api(), new OwnerKeys(alice, KeyRingSaver.keptByApplication(), cards), book);
  private final List<JsonObject> records = new ArrayList<>();

  UnusedExchangesTest() {
    server.list(ALICE, alice.current().card());
    server.on(Operation.LIST_ENTITIES, (asked, honest) -> answer(page(null)));
    server.on(Operation.DELETE_EXCHANGE, (asked, honest) -> answer(new JsonObject()));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static Future<JsonObject> answer(JsonObject json) {
    return Future.succeededFuture(json);
  }

  private static JsonObject page(String next, JsonObject... entities) {
    JsonObject page = new JsonObject().put("items", new JsonArray(List.of(entities)));
    return next == null ? page : page.put("next", next);
  }

  /** A record that the server has; its id. */
  private String keep(String from, String to, OwnerKey signer, long at) {
    ExchangeKey key = ExchangeKey.generate(UUID.randomUUID().toString(), random);
    byte[] message = ExchangeRecord.signedBytes(key.exchangeId(), from, to, at, key.commitment());
    ExchangeRecord record =
        new ExchangeRecord(
            key.exchangeId(),
            from,
            to,
            at,
            key.commitment(),
            signer.keyId(),
            signer.sign(message),
            Map.of(alice.current().keyId(), key.sealTo(alice.current().card(), from, to, random)),
            Map.of());
    records.add(record.toJson());
    await(server.api().createExchange(record.toJson()));
    return record.id();
  }

  private String own(String to, long at) {
    return keep(ALICE, to, alice.current(), at);
  }

  private List<String> deleted() {
    return server.asked(Operation.DELETE_EXCHANGE).stream()
        .map(asked -> asked.parameters().getString("id"))
        .toList();
  }

  @Test
  void whereEachIsTheLatestNothingIsDeletedAndNoEntityIsLookedAt() {
    own(BOB, 1);
    own(CAROL, 2);
    own(ALICE, 3);

    assertThat(await(unused.delete())).isEmpty();

    assertThat(deleted()).isEmpty();
    assertThat(server.asked(Operation.LIST_ENTITIES)).isEmpty();
  }

  @Test
  void earlierOnesThatNoEntityNamesAreDeleted() {
    String second = own(BOB, 2);
    String first = own(BOB, 1);
    own(BOB, 3);
    own(CAROL, 9);

    assertThat(await(unused.delete())).containsExactlyInAnyOrder(first, second);

    assertThat(deleted()).containsExactlyInAnyOrder(first, second);
    assertThat(server.asked(Operation.LIST_ENTITIES))
        .extracting(asked -> asked.parameters().getString("type"))
        .containsExactlyInAnyOrder(
            List.of(EntityType.values()).stream().map(EntityType::wireName).toArray(String[]::new));
  }

  @Test
  void ofTwoAsLateBothStay() {
    own(BOB, 2);
    own(BOB, 2);

    assertThat(await(unused.delete())).isEmpty();
  }

  @Test
  void whatAnotherKeyOrSomebodyElseMadeStays() {
    keep(ALICE, BOB, OwnerKey.generate(ALICE, clock, random), 1);
    own(BOB, 2);
    keep(BOB, ALICE, alice.current(), 1);
    keep(BOB, ALICE, alice.current(), 2);
    JsonObject[] all = records.toArray(new JsonObject[0]);
    server.on(Operation.EXCHANGES, (asked, honest) -> answer(page(null, all)));

    assertThat(await(unused.delete())).isEmpty();
  }

  @Test
  void whatAnEntityNamesInWhateverPlaceOnWhateverPageStays() {
    String key = own(BOB, 1);
    String text = own(BOB, 2);
    String wrapped = own(BOB, 3);
    String free = own(BOB, 4);
    own(BOB, 5);
    JsonObject first = new JsonObject().put("delegations", new JsonObject().put(key, 1));
    JsonObject second = new JsonObject().put("writtenUnder", text).putNull("text");
    JsonObject third =
        new JsonObject().put("grants", new JsonArray().add(new JsonArray().add(wrapped)));
    server.on(
        Operation.LIST_ENTITIES,
        (asked, honest) -> {
          boolean patients =
              asked.parameters().getString("type").equals(EntityType.PATIENT.wireName());
          String cursor = asked.parameters().getString("cursor");
          return answer(
              !patients
                  ? page(null)
                  : cursor == null ? page("p2", first) : page(null, second, third));
        });

    assertThat(await(unused.delete())).containsExactly(free);
  }

  @Test
  void whatTheServerRefusesFailsAndWhatWasOpenedIsForgottenAllTheSame() {
    String first = own(BOB, 1);
    String second = own(BOB, 2);
    own(BOB, 3);
    await(book.opened(first));
    server.on(
        Operation.DELETE_EXCHANGE,
        (asked, honest) ->
            asked.parameters().getString("id").equals(second)
                ? Future.failedFuture(new Conflict("in use", null))
                : answer(new JsonObject()));

    failure(Conflict.class, unused.delete());

    int asked = server.asked(Operation.EXCHANGE).size();
    await(book.opened(first));
    assertThat(server.asked(Operation.EXCHANGE)).hasSize(asked + 1);
  }

  @Test
  void aListOfEntitiesThatDoesNotEndFails() {
    own(BOB, 1);
    own(BOB, 2);
    server.on(Operation.LIST_ENTITIES, (asked, honest) -> answer(page("more")));

    failure(InternalFault.class, unused.delete());

    assertThat(deleted()).isEmpty();
  }
}
