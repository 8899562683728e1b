package dev.salus.sdk.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.InternalFault;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.transport.AnsweringTransport;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ExchangePagesTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";

  private final OwnerKey key = OwnerKey.generate(ALICE, Clock.systemUTC(), new SecureRandom());
  private final Deque<JsonObject> answers = new ArrayDeque<>();
  private final List<JsonObject> asked = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();

  @Test
  void everyRecordComesOnceFromListAfterListAndPageAfterPage() {
    JsonObject a = record();
    JsonObject b = record();
    JsonObject c = record();
    answers.add(page("next", a, b));
    answers.add(page(null, b, c));
    answers.add(page(null, c, a));

    Future<Void> walked = walk(new JsonObject().put("delegator", ALICE), new JsonObject());

    assertThat(walked.succeeded()).isTrue();
    assertThat(seen).containsExactly(id(a), id(b), id(c));
    assertThat(asked)
        .extracting(query -> query.getString("cursor"))
        .containsExactly(null, "next", null);
    assertThat(asked)
        .extracting(query -> query.getString("delegator"))
        .containsExactly(ALICE, ALICE, null);
  }

  @Test
  void whatIsNoRecordIsLeftOut() {
    JsonObject a = record();
    JsonObject junk = record();
    junk.remove("signature");
    answers.add(page(null, junk, a));

    assertThat(walk(new JsonObject()).succeeded()).isTrue();
    assertThat(seen).containsExactly(id(a));
  }

  @Test
  void aListThatGoesOnWithoutAnythingNewFails() {
    JsonObject a = record();
    answers.add(page("more", a));
    answers.add(page("more", a));

    assertThat(walk(new JsonObject()).cause()).isInstanceOf(InternalFault.class);
  }

  @Test
  void anAnswerThatIsNoListFails() {
    answers.add(new JsonObject().put("items", "none"));

    assertThat(walk(new JsonObject()).cause()).isInstanceOf(InternalFault.class);
  }

  @Test
  void anActionThatFailsEndsTheWalk() {
    answers.add(page("next", record(), record()));
    IllegalStateException refused = new IllegalStateException("refused");

    Future<Void> walked = pages(new JsonObject()).forEach(record -> Future.failedFuture(refused));

    assertThat(walked.cause()).isSameAs(refused);
    assertThat(asked).hasSize(1);
  }

  private Future<Void> walk(JsonObject... queries) {
    return pages(queries)
        .forEach(
            record -> {
              seen.add(record.id());
              return Future.succeededFuture();
            });
  }

  private ExchangePages pages(JsonObject... queries) {
    Transport transport =
        new AnsweringTransport() {
          @Override
          public Future<JsonObject> call(
              Operation operation, JsonObject parameters, JsonObject body) {
            assertThat(operation).isEqualTo(Operation.EXCHANGES);
            asked.add(parameters);
            return Future.succeededFuture(answers.remove());
          }
        };
    return new ExchangePages(new ServerApi(transport), List.of(queries), ExchangePagesTest::parse);
  }

  private static Optional<ExchangeRecord> parse(Object item) {
    try {
      return Optional.of(ExchangeRecord.parse((JsonObject) item));
    } catch (ProtocolViolation violation) {
      return Optional.empty();
    }
  }

  private static String id(JsonObject record) {
    return record.getString("id");
  }

  private static JsonObject page(String next, JsonObject... records) {
    JsonObject page = new JsonObject().put("items", new JsonArray(List.of(records)));
    return next == null ? page : page.put("next", next);
  }

  private JsonObject record() {
    ExchangeKey exchange = ExchangeKey.generate(UUID.randomUUID().toString(), new SecureRandom());
    String signature = key.sign(new byte[0]);
    return new ExchangeRecord(
            exchange.exchangeId(),
            ALICE,
            ALICE,
            1,
            exchange.commitment(),
            key.keyId(),
            signature,
            Map.of(key.keyId(), exchange.sealTo(key.card(), ALICE, ALICE)),
            Map.of())
        .toJson();
  }
}
