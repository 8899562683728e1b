package dev.salus.sdk.device;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.ExchangeEntries;
import dev.salus.sdk.sharing.UnusedExchanges;
import dev.salus.sdk.transport.CardServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of another own device while a human says something else (T28). */
final class LettingInTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final KeyRing ring = KeyRing.generate(ALICE, clock, random);
  private final KeyCard phone = OwnerKey.generate(ALICE, clock, random).card();
  private final CardServer server = new CardServer();
  private final CardDirectory cards =
      new CardDirectory(vertx, server.api(), ring, TrustPolicy.trustOnFirstUse(), clock);
  private final ExchangeBook exchanges =
      new ExchangeBook(vertx, server.api(), ring, cards, clock, random);
  private final DeviceApi devices = devices();

  private DeviceApi devices() {
    OwnerKeys keys = new OwnerKeys(ring, KeyRingSaver.keptByApplication(), cards);
    ExchangeEntries entries =
        new ExchangeEntries(vertx, server.api(), keys, exchanges, clock, random);
    DeviceTools tools =
        new DeviceTools(
            keys,
            new OwnCards(server.api(), keys),
            entries,
            new UnusedExchanges(vertx, server.api(), keys, exchanges));
    return new DeviceApi(vertx, clock, random, NeedsKeys.of(Optional.of(tools)));
  }

  @BeforeEach
  void publish() {
    server.publish(ring.current().card(), phone);
    await(exchanges.own());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** A human says so while the server has this list of cards, counted from now on. */
  private void distrustDuring(Operation operation, int call) {
    AtomicInteger left = new AtomicInteger(call);
    server.on(
        operation,
        (asked, honest) -> {
          if (left.decrementAndGet() == 0) {
            cards.decisions().distrust(ALICE, phone.keyId());
          }
          return honest.get();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void t28_nobodyVouchesForADeviceThatIsDistrustedWhileItIsLetIn(int lists) {
    distrustDuring(Operation.CARDS, lists);
    String heard = Fingerprint.of(ALICE, phone.keyId());

    assertThatThrownBy(() -> await(devices.letIn(phone.keyId(), heard, one -> {})))
        .isInstanceOf(lists == 1 ? Conflict.class : Invalid.class);

    assertThat(server.asked(Operation.ENDORSE)).isEmpty();
    assertThat(server.asked(Operation.ADD_SEALED)).isEmpty();
  }

  @Test
  void t28_nobodyVouchesForALostKeyThatIsDistrustedWhileItIsRetired() {
    await(cards.decisions().attest(Map.of(clock.millis(), Set.of(phone.keyId())), () -> true));
    assertThat(cards.isAttested(ALICE, phone.keyId())).isTrue();
    distrustDuring(Operation.RETIRE, 1);

    await(devices.retire(phone.keyId()));

    assertThat(server.asked(Operation.RETIRE)).hasSize(1);
    assertThat(server.asked(Operation.ENDORSE)).isEmpty();
  }
}
