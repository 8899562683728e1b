package dev.salus.sdk.transport;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Conflict;
import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.EntityType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Scenario S50, as far as the transport goes. */
final class RepeatingTransportTest {

  private static final JsonObject DONE = new JsonObject().put("rev", "1-a");
  private static final Repeats THREE =
      new Repeats(3, Duration.ofMillis(100), Duration.ofMillis(350));

  private final Deque<Future<JsonObject>> answers = new ArrayDeque<>();
  private final List<JsonObject> bodies = new ArrayList<>();
  private final List<Long> pauses = new ArrayList<>();
  private final SecureRandom noRandom =
      new SecureRandom() {
        private static final long serialVersionUID = 1L;

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  private final Transport transport =
      new AnsweringTransport() {
        @Override
        public Future<JsonObject> call(
            Operation operation, JsonObject parameters, JsonObject body) {
          bodies.add(body);
          return answers.isEmpty() ? super.call(operation, parameters, body) : answers.poll();
        }
      };

  private final ServerApi server =
      new ServerApi(
          new RepeatingTransport(
              transport,
              THREE,
              ms -> {
                pauses.add(ms);
                return Future.succeededFuture();
              },
              noRandom));

  private void unanswered(long... retryAfterMs) {
    for (long ms : retryAfterMs) {
      answers.add(Future.failedFuture(new Unavailable("away", ms)));
    }
  }

  @Test
  void whatWasNotAnsweredIsSentAgainAsItWasWithLongerAndLongerPauses() {
    JsonObject body = new JsonObject().put("id", "x");
    unanswered(1, 1, 1);
    answers.add(Future.succeededFuture(DONE));

    assertThat(await(server.createEntity(EntityType.PATIENT, body))).isEqualTo(DONE);

    assertThat(bodies).hasSize(4).allSatisfy(sent -> assertThat(sent).isSameAs(body));
    assertThat(pauses).containsExactly(125L, 250L, 437L);
  }

  @Test
  void theServerMayAskForALongerPauseButNotForAnyPause() {
    unanswered(300, 10_000);
    answers.add(Future.succeededFuture(DONE));

    await(server.entity(EntityType.PATIENT, "x"));

    assertThat(pauses).containsExactly(375L, 437L);
  }

  @Test
  void afterSomeTimesItFails() {
    unanswered(1, 1, 1, 1, 1);

    failure(Unavailable.class, server.entity(EntityType.PATIENT, "x"));

    assertThat(bodies).hasSize(4);
  }

  @Test
  void otherFailuresAreAnswers() {
    answers.add(Future.failedFuture(new Conflict("changed", "2-b")));

    failure(Conflict.class, server.modifyEntity(EntityType.PATIENT, "x", new JsonObject()));

    assertThat(bodies).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void whatTheServerWouldDoTwiceIsNotSentAgain() {
    unanswered(1, 1, 1, 1);

    failure(Unavailable.class, server.createUser(new JsonObject()));
    failure(Unavailable.class, server.invite(new JsonObject()));
    failure(Unavailable.class, server.recovery("once"));
    failure(Unavailable.class, server.changePassword(new JsonObject()));

    assertThat(bodies).hasSize(4);
  }

  @Test
  void whatIsGoneWhenItIsDeletedAgainWasDeleted() {
    unanswered(1);
    answers.add(Future.failedFuture(new NotFound("gone")));
    answers.add(Future.failedFuture(new NotFound("never there")));

    await(server.deleteEntity(EntityType.PATIENT, "x", "1-a"));

    failure(NotFound.class, server.deleteEntity(EntityType.PATIENT, "x", "1-a"));
  }

  /** As the TypeScript SDK does: what keys that were lost need is asked for once, however often. */
  @Test
  void s50_whatTheServerRecognisesAsTheSameIsSentAgain() {
    JsonObject body = new JsonObject();
    List<Supplier<Future<?>>> calls =
        List.of(
            () -> server.putRecovery("x", body),
            () -> server.createNotarySet(body),
            () -> server.acceptNotarySet("x", "n", body),
            () -> server.askNotaries("x", body),
            () -> server.giveShareBack("x", "n", body),
            () -> server.askAccessBack(body),
            () -> server.accessBackDone("x"));

    for (Supplier<Future<?>> call : calls) {
      unanswered(1);
      answers.add(Future.succeededFuture(DONE));
      await(call.get());
    }

    assertThat(bodies).hasSize(2 * calls.size());
  }

  @Test
  void s50_whatIsGoneWhenItIsDeletedOnceMoreWasDeleted() {
    List<Supplier<Future<?>>> calls =
        List.of(
            () -> server.deleteExchange("x"),
            () -> server.deleteRecovery("x"),
            () -> server.deleteNotarySet("x"),
            () -> server.deleteNotaryRequest("x"));

    for (Supplier<Future<?>> call : calls) {
      unanswered(1);
      answers.add(Future.failedFuture(new NotFound("gone")));
      await(call.get());
    }
  }

  @Test
  void whatIsGoneOtherwiseIsNotFound() {
    unanswered(1);
    answers.add(Future.failedFuture(new NotFound("gone")));

    failure(NotFound.class, server.entity(EntityType.PATIENT, "x"));
  }

  @Test
  void itIsSwitchedOff() {
    Vertx vertx = Vertx.vertx();

    assertThat(RepeatingTransport.around(vertx, transport, Repeats.NONE, noRandom))
        .isSameAs(transport);
    assertThat(RepeatingTransport.around(vertx, transport, Repeats.DEFAULT, noRandom))
        .isInstanceOf(RepeatingTransport.class);
    await(vertx.close());
  }

  @Test
  void theTimersOfVertxMakePauses() {
    Vertx vertx = Vertx.vertx();

    await(Pause.on(vertx).of(0));

    await(vertx.close());
  }

  @Test
  void numbersBelowZeroAreRefused() {
    Duration none = Duration.ZERO;
    Duration negative = Duration.ofMillis(-1);
    assertThatThrownBy(() -> new Repeats(-1, none, none))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Repeats(0, negative, none))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Repeats(0, none, negative))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
