package dev.salus.sdk.device;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.operation.Operation;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.KeyNotReplaced;
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
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rotation while somebody else has the old key and can log in. */
final class RotationUnderAttackTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final KeyRing ring = KeyRing.generate(ALICE, clock, random);
  private final OwnerKey stolen = ring.current();
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
    server.publish(stolen.card());
    await(exchanges.own());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void itEndsWellIfNobodyDisturbs() {
    RotatedKey rotated = await(devices.rotate(one -> {}));

    assertThat(ring.current().keyId()).isEqualTo(rotated.keyId()).isNotEqualTo(stolen.keyId());
    assertThat(listed(stolen.keyId()).retired()).isNotNull();
    assertThat(listed(rotated.keyId()).retired()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"PUBLISH_CARD", "ENDORSE", "ADD_SEALED"})
  void itDoesNotEndWellIfTheNewKeyIsRetiredWithTheStolenOne(Operation moment) {
    after(moment, this::retireNewest);

    assertThatThrownBy(() -> await(devices.rotate(one -> {})))
        .isInstanceOf(KeyNotReplaced.class)
        .hasMessageContaining("Change the password");

    assertThat(listed(stolen.keyId()).retired()).as("the old one is in use").isNull();
    assertThat(ring.current()).isEqualTo(stolen);
    RotatedKey again = await(devices.rotate(one -> {}));
    assertThat(ring.current().keyId()).isEqualTo(again.keyId());
  }

  @Test
  void itDoesNotEndWellIfTheNewKeyIsRetiredInTheLastMoment() {
    after(Operation.RETIRE, this::retireNewest);

    assertThatThrownBy(() -> await(devices.rotate(one -> {}))).isInstanceOf(KeyNotReplaced.class);
  }

  @Test
  void itDoesNotEndWellIfNothingVouchesForTheNewKey() {
    after(Operation.PUBLISH_CARD, keyId -> server.publish(listed(keyId).bare()));

    assertThatThrownBy(() -> await(devices.rotate(one -> {}))).isInstanceOf(KeyNotReplaced.class);
    assertThat(listed(stolen.keyId()).retired()).isNull();
  }

  private void retireNewest(String keyId) {
    KeyCard card = listed(keyId);
    server.publish(card.withRetirement(stolen.retire(card, clock.millis() - 60_000, null)));
  }

  /** Once, after the first call of this kind. */
  private void after(Operation moment, Consumer<String> act) {
    server.on(
        moment,
        (asked, honest) ->
            honest
                .get()
                .onSuccess(
                    answer -> {
                      server.on(moment, (later, real) -> real.get());
                      act.accept(newest());
                    }));
  }

  private String newest() {
    return server.listed(ALICE).stream()
        .map(KeyCard::keyId)
        .reduce((one, next) -> next)
        .orElseThrow();
  }

  private KeyCard listed(String keyId) {
    return server.listed(ALICE).stream()
        .filter(card -> card.keyId().equals(keyId))
        .findFirst()
        .orElseThrow();
  }
}
