package dev.salus.core.crypto;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Verification;
import dev.salus.api.Verification.ExchangeUse;
import dev.salus.api.VerificationResult;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestExchange;
import dev.salus.core.testkit.TestKey;
import dev.salus.protocol.Endorsement;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.ReadBound;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Any number of small requests that name large cards and records (threat T22). */
class LargeCardsTest {

  private static final int CALLS = 64;
  private static final int CARDS = 32;

  /** What {@code ReadMemory.ofChecks} admits at a time of what counts 24 MiB, or the least. */
  private static final long AT_A_TIME =
      Math.max(2, Runtime.getRuntime().maxMemory() / 16 / (24 << 20));

  /** What {@code ReadMemory.of} admits at a time of what counts 48 MiB, or less. */
  private static final long LARGE_AT_A_TIME =
      Math.max(1, Runtime.getRuntime().maxMemory() / 4 / (48 << 20));

  private final RunningSalus salus = RunningSalus.start();
  private final FairWorkers workers = FairWorkers.open(salus.vertx(), 1);
  private final CardCache cache = new CardCache(50 << 20);
  private final AtomicInteger reading = new AtomicInteger();
  private final AtomicInteger mostReading = new AtomicInteger();
  private final StoreBackedCryptoService crypto =
      new StoreBackedCryptoService(
          salus.vertx(),
          workers,
          slow(salus.store()),
          salus.identity(),
          salus.clock(),
          cache,
          changed -> {});
  private final Caller greedy = salus.ownerCaller();
  private final String owner = greedy.requireDataOwner();

  @AfterEach
  void close() {
    await(workers.close());
    salus.close();
  }

  /**
   * A store that answers later than it is asked, and counts what it reads besides what is small.
   */
  private DocumentStore slow(DocumentStore store) {
    return (DocumentStore)
        Proxy.newProxyInstance(
            DocumentStore.class.getClassLoader(),
            new Class<?>[] {DocumentStore.class},
            (proxy, method, arguments) -> slow(store, method, arguments));
  }

  private Object slow(DocumentStore store, Method method, Object[] arguments) throws Throwable {
    boolean isLarge =
        List.of(CryptoCollections.CARDS, CryptoCollections.EXCHANGES).contains(arguments[0])
            && (method.getName().equals("get")
                || (arguments[arguments.length - 1] instanceof ReadBound bound
                    && bound.bytes() > 64 << 10));
    if (isLarge) {
      mostReading.accumulateAndGet(reading.incrementAndGet(), Math::max);
    }
    try {
      Object answer = method.invoke(store, arguments);
      return isLarge ? ((Future<?>) answer).compose(this::later) : answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private <T> Future<T> later(T answer) {
    Promise<T> later = Promise.promise();
    salus
        .vertx()
        .setTimer(
            1,
            now -> {
              reading.decrementAndGet();
              later.complete(answer);
            });
    return later.future();
  }

  /** So many cards, each with an endorsement by all before it; nobody looks at their signatures. */
  private void publishMany() {
    List<KeyCard> cards = new ArrayList<>();
    Map<String, String> publishers = new HashMap<>();
    for (int i = 0; i < CARDS; i++) {
      KeyCard card = KeyCard.parse(new TestKey(owner, salus.now()).json());
      for (KeyCard before : cards) {
        card = card.withEndorsement(new Endorsement(before.keyId(), TestKey.random(64)));
      }
      cards.add(card);
      publishers.put(card.keyId(), greedy.user());
    }
    JsonObject body = new OwnerCards(owner, cards, publishers).toBody();
    await(salus.store().put(CryptoCollections.CARDS, Document.create(owner, body)));
  }

  @Test
  void t22_manyCardsAreReadInTurnsAndOnceHoweverOftenSomebodyListsThem() {
    publishMany();
    List<Future<JsonObject>> lists = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      lists.add(crypto.cards(greedy, owner, new JsonObject().put("limit", 1)));
    }

    assertThat(settled(lists)).allMatch(Future::succeeded);
    assertThat(lists.get(CALLS - 1).result().getJsonArray("items")).hasSize(1);
    assertThat(lists.get(CALLS - 1).result().fieldNames()).containsExactly("items", "next");
    assertThat(cache.documentsRead()).isEqualTo(1);
    assertThat(mostReading.get()).isBetween(1, (int) AT_A_TIME);
  }

  /** Whatever another server of the same store wrote is seen at once. */
  @Test
  void whatIsRememberedOfADocumentHoldsForItsRevisionOnly() {
    publishMany();
    JsonArray before = await(crypto.cards(greedy, owner, new JsonObject())).getJsonArray("items");
    Document stored = await(salus.store().get(CryptoCollections.CARDS, owner)).orElseThrow();
    OwnerCards cards = OwnerCards.fromBody(owner, stored.body());
    OwnerCards fewer = new OwnerCards(owner, cards.cards().subList(0, 5), cards.publishers());
    await(salus.store().put(CryptoCollections.CARDS, stored.withBody(fewer.toBody())));

    assertThat(before).hasSize(CARDS);
    assertThat(await(crypto.cards(greedy, owner, new JsonObject())).getJsonArray("items"))
        .hasSize(5);
  }

  @Test
  void t22_largeExchangeRecordsAreReadInTurnsHoweverManyWritesNameThem() {
    List<ExchangeUse> uses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ExchangeRecord record = largeRecord();
      await(
          salus
              .store()
              .put(
                  CryptoCollections.EXCHANGES,
                  Document.create(record.id(), ExchangeDocument.toBody(record))));
      uses.add(new ExchangeUse("grant.exchangeId", record.id(), owner, record.delegate()));
    }
    List<Future<List<VerificationResult>>> checks = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      checks.add(crypto.verify(List.of(new Verification(owner, List.of(), uses))));
    }

    assertThat(settled(checks))
        .allSatisfy(check -> assertThat(check.result()).containsExactly(VerificationResult.HOLDS));
    assertThat(mostReading.get()).isBetween(1, (int) AT_A_TIME);
  }

  @Test
  void t22_aLargeExchangeRecordIsReadInTurnsHoweverOftenItsPartiesAskForIt() {
    ExchangeRecord record = largeRecord();
    JsonObject body = ExchangeDocument.toBody(record);
    await(salus.store().put(CryptoCollections.EXCHANGES, Document.create(record.id(), body)));
    List<Future<JsonObject>> reads = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      reads.add(crypto.exchange(greedy, record.id()));
    }

    assertThat(settled(reads))
        .allSatisfy(read -> assertThat(read.result()).isEqualTo(record.toJson()));
    assertThat(mostReading.get()).isBetween(1, (int) LARGE_AT_A_TIME);
  }

  private ExchangeRecord largeRecord() {
    TestKey key = new TestKey(owner, salus.now());
    Map<String, String> sealed = new HashMap<>();
    String entry = TestExchange.entry();
    for (int i = 0; i < 128; i++) {
      sealed.put(TestKey.random(32), entry);
    }
    return TestExchange.signed(key, UUID.randomUUID().toString(), salus.now(), sealed);
  }
}
