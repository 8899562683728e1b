package dev.salus.gateway.token;

import static dev.salus.gateway.token.TokenRig.CALLER;
import static dev.salus.gateway.token.TokenRig.SESSION;
import static dev.salus.gateway.token.TokenRig.USER;
import static dev.salus.gateway.token.TokenRig.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Caller;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.protocol.Base64Url;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is remembered of a token, for how long, and what makes it forgotten. */
class TokenAuthenticationTest {

  private static final String OTHER = "99999999-9999-4999-8999-999999999999";

  private TokenRig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new TokenRig();
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void theSecondRequestAsksNobody() throws Exception {
    String token = rig.token();
    assertThat(await(rig.authenticate(token))).isEqualTo(CALLER);
    assertThat(await(rig.authenticate(token))).isEqualTo(CALLER);
    assertThat(rig.asked).hasValue(1);
  }

  @Test
  void manyAtOnceWithAnUnseenTokenAreVerifiedOnce() throws Exception {
    String token = rig.token();
    List<Future<Caller>> all =
        IntStream.range(0, 200).mapToObj(each -> rig.authenticate(token)).toList();
    await(Future.all(all));
    assertThat(all).allMatch(each -> each.result().equals(CALLER));
    assertThat(rig.asked).hasValue(1);
  }

  @Test
  void aTokenIsGoodUntilItExpiresAndNotLonger() throws Exception {
    String token = rig.token();
    await(rig.authenticate(token));
    rig.clock.advance(Duration.ofMinutes(15).minusMillis(1_001));
    assertThat(await(rig.authenticate(token))).isEqualTo(CALLER);
    rig.clock.advance(Duration.ofMillis(1_001));
    assertThatThrownBy(() -> await(rig.authenticate(token))).isInstanceOf(Unauthenticated.class);
  }

  @Test
  void t11_aDemotedUserIsNoLongerWhatItsTokenSays() throws Exception {
    String token = rig.token();
    await(rig.authenticate(token));
    Caller demoted = new Caller(USER, CALLER.dataOwner(), Set.of(), SESSION);
    rig.identity.on("authenticate", arguments -> Future.succeededFuture(demoted));
    rig.changed(OTHER, null);
    rig.changed(USER, OTHER);
    assertThat(await(rig.authenticate(token))).isEqualTo(CALLER);
    rig.changed(USER, null);
    assertThat(await(rig.authenticate(token))).isEqualTo(demoted);
  }

  @Test
  void t11_whomAnotherServerRemovedIsRefusedSoon() throws Exception {
    String token = rig.token();
    await(rig.authenticate(token));
    // once another one was looked up, when the first was is remembered too
    await(rig.authenticate(rig.token()));
    rig.identity.on(
        "authenticate", arguments -> Future.failedFuture(new Unauthenticated("it is gone")));
    rig.clock.advance(TokenAuthentication.REMEMBERED.minusMillis(1));
    assertThat(await(rig.authenticate(token))).isEqualTo(CALLER);
    rig.clock.advance(Duration.ofMillis(1));
    assertThatThrownBy(() -> await(rig.authenticate(token))).isInstanceOf(Unauthenticated.class);
  }

  @Test
  void t11_theTokenOfAnEndedSessionIsRefused() throws Exception {
    String token = rig.token();
    await(rig.authenticate(token));
    rig.identity.on(
        "authenticate", arguments -> Future.failedFuture(new Unauthenticated("it has ended")));
    rig.changed(USER, SESSION);
    assertThatThrownBy(() -> await(rig.authenticate(token))).isInstanceOf(Unauthenticated.class);
  }

  @Test
  void anAnswerThatAnEventHasOvertakenIsNotRemembered() throws Exception {
    Promise<Caller> old = Promise.promise();
    CountDownLatch asked = new CountDownLatch(1);
    rig.identity.on(
        "authenticate",
        arguments -> {
          asked.countDown();
          return old.future();
        });
    String token = rig.token();
    Future<Caller> early = rig.authenticate(token);
    assertThat(asked.await(180, TimeUnit.SECONDS)).isTrue();
    rig.changed(USER, null);
    rig.identity.on(
        "authenticate", arguments -> Future.failedFuture(new Unauthenticated("deleted")));
    old.complete(CALLER);
    assertThat(await(early)).isEqualTo(CALLER);
    assertThatThrownBy(() -> await(rig.authenticate(token))).isInstanceOf(Unauthenticated.class);
  }

  @Test
  void aFailureIsNotRemembered() throws Exception {
    rig.identity.on(
        "authenticate", arguments -> Future.failedFuture(new Unavailable("store down", 5_000)));
    String token = rig.token();
    assertThatThrownBy(() -> await(rig.authenticate(token))).isInstanceOf(Unavailable.class);
    rig.identity.on("authenticate", arguments -> Future.succeededFuture(CALLER));
    assertThat(await(rig.authenticate(token))).isEqualTo(CALLER);
  }

  @Test
  void t13_aFloodOfForgedTokensDoesNotMakeTheQueueGrow() throws Exception {
    TokenRig small = new TokenRig(new TokenSettings("salus", Duration.ofMinutes(15), 100, 10));
    try {
      String token = small.token();
      CountDownLatch release = occupyWorkers(small.vertx);
      List<Future<Caller>> all =
          IntStream.range(0, 60).mapToObj(each -> small.authenticate(forged(token, each))).toList();
      List<Future<Caller>> atOnce = all.subList(10, 60);
      await(Future.join(atOnce).otherwiseEmpty());
      assertThat(atOnce).allMatch(each -> each.cause() instanceof Unavailable);
      release.countDown();
      await(Future.join(all).otherwiseEmpty());
      assertThat(all.subList(0, 10)).allMatch(each -> each.cause() instanceof Unauthenticated);
      assertThat(await(small.authenticate(token))).isEqualTo(CALLER);
    } finally {
      small.close();
    }
  }

  /** Keeps both of the workers that verify tokens busy until the latch is counted down. */
  private static CountDownLatch occupyWorkers(Vertx vertx) throws Exception {
    CountDownLatch busy = new CountDownLatch(AccessTokens.WORKERS);
    CountDownLatch release = new CountDownLatch(1);
    WorkerExecutor workers =
        vertx.createSharedWorkerExecutor(AccessTokens.WORKER_POOL, AccessTokens.WORKERS);
    for (int i = 0; i < AccessTokens.WORKERS; i++) {
      workers.executeBlocking(
          () -> {
            busy.countDown();
            return release.await(180, TimeUnit.SECONDS);
          },
          false);
    }
    assertThat(busy.await(180, TimeUnit.SECONDS)).isTrue();
    return release;
  }

  private static String forged(String token, int each) {
    byte[] signature = new byte[64];
    signature[0] = 1;
    signature[31] = (byte) each;
    signature[63] = 1;
    return token.substring(0, token.lastIndexOf('.') + 1) + Base64Url.encode(signature);
  }
}
