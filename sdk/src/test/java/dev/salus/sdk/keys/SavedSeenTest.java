package dev.salus.sdk.keys;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.salus.protocol.Base64Url;
import dev.salus.sdk.transport.Account;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was seen of a few entities is kept without the whole ring, where a store can do that. */
final class SavedSeenTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String RECORD = "33333333-3333-4333-8333-333333333333";

  private final Vertx vertx = Vertx.vertx();
  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), new SecureRandom());
  private final Notes notes = new Notes();
  private final InMemoryKeyStore memory = new InMemoryKeyStore();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** A store that writes down what it is told. */
  private static final class Notes implements KeyStore, NotingStore {
    private final List<String> told = new ArrayList<>();
    private boolean full;

    private Future<Void> told(String what) {
      told.add(what);
      return full ? Future.failedFuture(new IOException("disk full")) : Future.succeededFuture();
    }

    @Override
    public Future<Void> note(KeyRing keyRing, Collection<String> entityIds) {
      return told("note " + List.copyOf(entityIds));
    }

    @Override
    public Future<Void> save(KeyRing keyRing) {
      return told("save");
    }

    @Override
    public Future<Void> release(String dataOwner) {
      return told("release " + dataOwner);
    }

    @Override
    public Future<Optional<KeyRing>> load(String dataOwner) {
      return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Set<String>> owners() {
      return Future.succeededFuture(Set.of());
    }

    @Override
    public Future<Optional<String>> owner(Account account) {
      return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Void> bind(Account account, String dataOwner) {
      return Future.succeededFuture();
    }
  }

  private StoredRing stored(KeyStore store) {
    return new StoredRing(store, ring, vertx, Duration.ofHours(1));
  }

  private void see() {
    byte[] hash = new byte[32];
    ring.recordSeen(RECORD, new SeenEntity(1, 1, ALICE, 0, List.of(), Base64Url.encode(hash)));
  }

  @Test
  void whereTheStoreNotesTheRingIsNotWritten() {
    StoredRing stored = stored(notes);
    see();

    await(stored.saveSeen(List.of(RECORD)));

    assertThat(notes.told).containsExactly("note " + List.of(RECORD));
    notes.full = true;
    failure(IOException.class, stored.saveSeen(List.of(RECORD)));
  }

  @Test
  void whereItDoesNotTheRingIsWritten() {
    StoredRing stored = stored(memory);
    see();
    assertThat(await(memory.load(ALICE))).isEmpty();

    await(stored.saveSeen(List.of(RECORD)));

    assertThat(await(memory.load(ALICE)).orElseThrow().seen(RECORD)).isPresent();
  }

  @Test
  void whatIsClosedIsWrittenOnceAndGivenUp() {
    StoredRing stored = stored(notes);
    see();

    await(stored.close());
    await(stored.saveSeen(List.of(RECORD)));

    assertThat(notes.told).containsExactly("save", "release " + ALICE);
    assertThatIllegalStateException().isThrownBy(() -> ring.current().sign(new byte[0]));
  }

  @Test
  void aRingOfTheApplicationsIsKeptByNobodyElse() {
    KeyRingSaver saver = KeyRingSaver.keptByApplication();
    see();

    await(saver.saveSeen(List.of(RECORD)));
    await(saver.close());

    assertThat(ring.current().sign(new byte[0])).isNotEmpty();
  }

  @Test
  void inMemoryAnAccountIsBoundToItsDataOwnerUntilItIsBoundToAnother() {
    Account account = new Account("https://salus.example:443", "alice");
    assertThat(await(memory.owner(account))).isEmpty();

    await(memory.bind(account, ALICE));
    assertThat(await(memory.owner(account))).contains(ALICE);
    assertThat(await(memory.owner(new Account("https://other.example:443", "alice")))).isEmpty();

    await(memory.bind(account, BOB));
    assertThat(await(memory.owner(account))).contains(BOB);
    await(memory.release(ALICE));
  }
}
