package dev.salus.core.crypto;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Endorsement;
import dev.salus.protocol.KeyCard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is remembered of cards is bounded by what it takes, and not by how many they are. */
class CardCacheTest {

  private final Vertx vertx = Vertx.vertx();
  private final CardCache cache = new CardCache(200_000);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** One card, by which so many others vouch for it. */
  private void remember(String owner, int endorsements) {
    List<Endorsement> all =
        IntStream.range(0, endorsements).mapToObj(i -> new Endorsement("by" + i, "s")).toList();
    KeyCard card = new KeyCard(owner, "key", "kem", "sign", 1, "signature", all, null);
    OwnerCards cards = new OwnerCards(owner, List.of(card), Map.of());
    await(cache.get(owner, vertx.getOrCreateContext(), () -> Future.succeededFuture(cards)));
  }

  @Test
  void t22_endorsementsTakeRoom() {
    for (int i = 0; i < 10; i++) {
      remember("few" + i, 1);
    }
    for (int i = 0; i < 10; i++) {
      remember("few" + i, 1);
    }
    assertThat(cache.hits()).isEqualTo(10);

    remember("many", 300);
    remember("more", 300);
    remember("most", 300);
    for (String owner : List.of("many", "more", "most")) {
      remember(owner, 300);
    }

    assertThat(cache.hits()).isLessThan(13);
  }
}
