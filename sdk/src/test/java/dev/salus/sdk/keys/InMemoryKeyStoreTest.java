package dev.salus.sdk.keys;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class InMemoryKeyStoreTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALICE = Ids.random(RANDOM);

  private final InMemoryKeyStore store = new InMemoryKeyStore();
  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), RANDOM);

  @Test
  void hasWhatWasSavedLast() {
    assertThat(await(store.load(ALICE))).isEmpty();
    await(store.save(ring));
    ring.policy().raise(2);
    assertThat(await(store.load(ALICE)).orElseThrow().policy().version()).isZero();

    await(store.save(ring));

    assertThat(await(store.load(ALICE)).orElseThrow().exportJson()).isEqualTo(ring.exportJson());
    assertThat(await(store.load(Ids.random(RANDOM)))).isEmpty();
  }

  @Test
  void whatIsLoadedIsTheCallersOwn() {
    await(store.save(ring));
    await(store.load(ALICE)).orElseThrow().wipe();

    KeyRing again = await(store.load(ALICE)).orElseThrow();
    assertThat(again.current().kemSeed()).isEqualTo(ring.current().kemSeed());
  }
}
