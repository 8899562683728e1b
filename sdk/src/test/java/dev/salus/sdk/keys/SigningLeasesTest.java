package dev.salus.sdk.keys;

import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.salus.protocol.ProtocolViolation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A ring that was put back is found by what its key signed after (protocol §9.1). */
final class SigningLeasesTest {

  private static final String ALICE = "0b0f7d9e-0000-4000-8000-00000000000a";
  private static final long NOW = 1_700_000_000_000L;
  private static final long ENDS = NOW + SigningLeases.LEASED.toMillis();

  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), new SecureRandom());
  private final String keyId = ring.current().keyId();

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    logger().detachAppender(log);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(SigningLeases.class);
  }

  private List<String> said() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void aRingMaySignForAWhileAndThenIsKeptAnew() {
    SigningLeases leases = ring.leases();

    assertThat(leases.renew(keyId, NOW)).isTrue();
    assertThat(leases.all()).containsOnly(Map.entry(keyId, ENDS));
    long last = ENDS - SigningLeases.LEAST.toMillis();
    assertThat(leases.renew(keyId, last)).isFalse();
    assertThat(leases.renew(keyId, last + 1)).isTrue();
  }

  @Test
  void whatIsSignedLaterThanTheRingMayHaveIsFoundAndSaidOnce() {
    ring.leases().renew(keyId, NOW);
    KeyRing putBack = KeyRing.importJson(ring.exportJson());
    SigningLeases leases = putBack.leases();

    leases.shown(keyId, ENDS);
    assertThat(leases.behind()).isEmpty();
    leases.shown(keyId, ENDS + 1);
    leases.shown(keyId, ENDS + 5);
    leases.shown(keyId, ENDS + 3);

    assertThat(leases.behind()).contains(new SigningLeases.Behind(keyId, ENDS, ENDS + 5));
    assertThat(said()).filteredOn(line -> line.contains(keyId)).hasSize(1);
    KeyRing again = KeyRing.importJson(putBack.exportJson());
    again.leases().shown(keyId, ENDS + 5);
    assertThat(again.leases().behind()).as("known by now").isEmpty();
  }

  @Test
  void aKeyOfWhichNothingIsKnownSaysNothing() {
    ring.leases().shown(keyId, NOW);

    assertThat(ring.leases().behind()).isEmpty();
    assertThat(ring.exportJson().containsKey("leased")).isFalse();
  }

  @Test
  void aRingThatTakesOverAnotherMayHaveSignedWhatEitherMay() {
    KeyRing older = KeyRing.importJson(ring.exportJson());
    older.leases().renew(keyId, NOW);
    ring.leases().renew(keyId, NOW + 1);

    older.takeOver(ring);
    ring.takeOver(older);

    assertThat(older.leases().all()).isEqualTo(ring.leases().all()).containsValue(ENDS + 1);
  }

  @Test
  void nothingIsSignedBeforeThatIsKept() {
    IllegalStateException full = new IllegalStateException("the disk is full");
    ring.writes().before(() -> Future.failedFuture(full));
    AtomicBoolean signed = new AtomicBoolean();

    assertThat(
            failure(
                IllegalStateException.class,
                ring.writes()
                    .during(
                        () -> {
                          signed.set(true);
                          return Future.succeededFuture();
                        })))
        .isSameAs(full);

    assertThat(signed).isFalse();
    assertThat(ring.writes().settled().succeeded()).isTrue();
  }

  @Test
  void whatIsNoKeyIdIsRefused() {
    JsonObject json = ring.exportJson().put("leased", new JsonObject().put("x", 1));

    assertThatThrownBy(() -> KeyRing.importJson(json)).isInstanceOf(ProtocolViolation.class);
  }
}
