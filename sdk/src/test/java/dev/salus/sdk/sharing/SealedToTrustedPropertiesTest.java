package dev.salus.sdk.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ScriptedServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever cards and records a server answers, in whatever order (protocol §3, §10). */
final class SealedToTrustedPropertiesTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String ID = "77777777-7777-4777-8777-777777777777";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final List<OwnerKey> BOBS =
      IntStream.range(0, 4).mapToObj(i -> OwnerKey.generate(BOB, CLOCK, RANDOM)).toList();

  private static Vertx vertx;

  @BeforeContainer
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterContainer
  static void close() {
    await(vertx.close());
  }

  /** That one key vouches for another one; each is one of {@link #BOBS}. */
  private record Vouch(int by, int of) {}

  /**
   * What a server lists of Bob's cards.
   *
   * @param shown in this order
   * @param retired each by itself
   */
  private record Answer(List<Integer> shown, Set<Vouch> vouches, Set<Integer> retired) {

    JsonObject toJson() {
      JsonArray items = new JsonArray();
      shown.forEach(index -> items.add(card(index).toJson()));
      return new JsonObject().put("items", items);
    }

    private KeyCard card(int index) {
      OwnerKey key = BOBS.get(index);
      KeyCard card = key.card();
      for (Vouch vouch : vouches) {
        if (vouch.of() == index && vouch.by() != index) {
          card = card.withEndorsement(BOBS.get(vouch.by()).endorse(card));
        }
      }
      return retired.contains(index)
          ? card.withRetirement(key.retire(card, key.createdAt(), null))
          : card;
    }
  }

  /** What a human has decided. */
  private record Decided(Set<Integer> confirmed, Set<Integer> distrusted) {}

  private static Arbitrary<Integer> keys() {
    return Arbitraries.integers().between(0, BOBS.size() - 1);
  }

  @Provide
  Arbitrary<List<Answer>> answers() {
    Arbitrary<Set<Vouch>> vouches =
        Combinators.combine(keys(), keys()).as(Vouch::new).set().ofMaxSize(4);
    return Combinators.combine(keys().list().uniqueElements(), vouches, keys().set().ofMaxSize(2))
        .as(Answer::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<Decided> decided() {
    return Combinators.combine(keys().set().ofMaxSize(2), keys().set().ofMaxSize(2))
        .as(Decided::new);
  }

  /** Alice at a server that gives these answers, one after the other, and the last for good. */
  private static final class World {

    private final ScriptedServer server = new ScriptedServer();
    private final KeyRing ring = KeyRing.generate(ALICE, CLOCK, RANDOM);
    private final CardDirectory cards =
        new CardDirectory(vertx, server.api(), ring, TrustPolicy.onlyConfirmed(), CLOCK);
    private final ExchangeBook book =
        new ExchangeBook(vertx, server.api(), ring, cards, CLOCK, RANDOM);
    private final Deque<Answer> left;
    private final Set<String> mayBeTrusted;

    World(List<Answer> answers, Decided decided) {
      left = new ArrayDeque<>(answers);
      mayBeTrusted = keyIds(reachable(answers, decided));
      server.list(ALICE, ring.current().card());
      server.on(
          Operation.CARDS,
          (asked, honest) ->
              asked.parameters().getString("id").equals(BOB)
                  ? Future.succeededFuture(next().toJson())
                  : honest.get());
      for (int each : decided.confirmed()) {
        ring.pin(BOB, BOBS.get(each).keyId(), "confirmed", 1);
      }
      for (int each : decided.distrusted()) {
        cards.decisions().distrust(BOB, BOBS.get(each).keyId());
      }
    }

    private synchronized Answer next() {
      return left.size() > 1 ? left.remove() : left.element();
    }

    /** Whoever a confirmed card vouches for, directly or not, by any of the answers. */
    private static Set<Integer> reachable(List<Answer> answers, Decided decided) {
      Set<Integer> trusted = new HashSet<>(decided.confirmed());
      trusted.removeAll(decided.distrusted());
      Deque<Integer> toFollow = new ArrayDeque<>(trusted);
      while (!toFollow.isEmpty()) {
        int by = toFollow.remove();
        for (Answer answer : answers) {
          for (Vouch vouch : answer.vouches()) {
            if (vouch.by() == by
                && !decided.distrusted().contains(vouch.of())
                && trusted.add(vouch.of())) {
              toFollow.add(vouch.of());
            }
          }
        }
      }
      return trusted;
    }

    private static Set<String> keyIds(Set<Integer> indices) {
      Set<String> keyIds = new LinkedHashSet<>();
      indices.forEach(index -> keyIds.add(BOBS.get(index).keyId()));
      return keyIds;
    }
  }

  @Property(tries = 80, edgeCases = EdgeCasesMode.MIXIN)
  void nothingIsSealedToACardThatNothingDecidedLeadsTo(
      @ForAll("answers") List<Answer> answers, @ForAll("decided") Decided decided) {
    World world = new World(answers, decided);

    settled(world.book.forWrapping(BOB));
    settled(world.book.forWrapping(BOB, Set.of(ID)));

    Set<String> allowed = new HashSet<>(world.mayBeTrusted);
    allowed.add(world.ring.current().keyId());
    for (ScriptedServer.Asked made : world.server.asked(Operation.CREATE_EXCHANGE)) {
      ExchangeRecord record = ExchangeRecord.parse(made.body());
      assertThat(allowed).containsAll(record.sealed().keySet());
      assertThat(record.sealed()).containsKey(world.ring.current().keyId());
    }
  }

  @Property(tries = 80, edgeCases = EdgeCasesMode.MIXIN)
  void noRecordIsBelievedOfACardThatNothingDecidedLeadsTo(
      @ForAll("answers") List<Answer> answers,
      @ForAll("decided") Decided decided,
      @ForAll("signers") int signer,
      @ForAll("dates") long later) {
    World world = new World(answers, decided);
    OwnerKey key = BOBS.get(signer);
    ExchangeRecord record = record(key, key.createdAt() + later, world.ring.current().card());
    world.server.on(Operation.EXCHANGE, (asked, honest) -> Future.succeededFuture(record.toJson()));

    Future<OpenedExchange> opened = world.book.opened(ID);
    settled(opened);

    if (opened.succeeded()) {
      assertThat(world.mayBeTrusted).contains(key.keyId());
      boolean alwaysRetired = answers.stream().allMatch(each -> each.retired().contains(signer));
      assertThat(alwaysRetired && later > Retirement.TOLERANCE_MS).isFalse();
    }
  }

  @Provide
  Arbitrary<Integer> signers() {
    return keys();
  }

  @Provide
  Arbitrary<Long> dates() {
    return Arbitraries.of(0L, Retirement.TOLERANCE_MS, Retirement.TOLERANCE_MS + 1);
  }

  private static ExchangeRecord record(OwnerKey signer, long at, KeyCard to) {
    ExchangeKey key = ExchangeKey.generate(ID, RANDOM);
    byte[] message = ExchangeRecord.signedBytes(ID, BOB, ALICE, at, key.commitment());
    return new ExchangeRecord(
        ID,
        BOB,
        ALICE,
        at,
        key.commitment(),
        signer.keyId(),
        signer.sign(message),
        Map.of(to.keyId(), key.sealTo(to, BOB, ALICE, RANDOM)),
        Map.of());
  }
}
