package dev.salus.sdk.change;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.InternalFault;
import dev.salus.api.Invalid;
import dev.salus.api.SalusException;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.api.event.ChangeFilter;
import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.transport.AnsweringTransport;
import dev.salus.sdk.transport.EventStream;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a subscription makes of a server that comes, goes and lies. */
class SubscriptionTest {

  private static final String ID = "00000000-0000-4000-8000-000000000001";

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();
  private final List<EntityEvent> told = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> missed = new LinkedBlockingQueue<>();
  private final ChangeListener listener =
      new ChangeListener() {
        @Override
        public void changed(EntityEvent event) {
          told.add(event);
        }

        @Override
        public void missed() {
          missed.add("missed");
        }
      };

  /** One time that the server is asked to tell of changes. */
  private record Attempt(
      String since, Handler<JsonObject> listener, Promise<EventStream> answer, Promise<Void> end)
      implements EventStream {

    void accept() {
      answer.complete(this);
    }

    @Override
    public Future<Void> close() {
      end.tryComplete();
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> ended() {
      return end.future();
    }
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private Future<Subscription> subscribe() {
    Transport transport =
        new AnsweringTransport() {
          @Override
          public Future<EventStream> subscribe(ChangeFilter filter, Handler<JsonObject> told) {
            Attempt attempt =
                new Attempt(filter.since(), told, Promise.promise(), Promise.promise());
            attempts.add(attempt);
            return attempt.answer().future();
          }
        };
    ServerApi server = new ServerApi(transport);
    return new EntityChanges(vertx, server, Clock.systemUTC(), new SecureRandom())
        .subscribe(EntityType.PATIENT, listener);
  }

  private Attempt nextAttempt() throws InterruptedException {
    Attempt attempt = attempts.poll(180, TimeUnit.SECONDS);
    assertThat(attempt).as("it connects again").isNotNull();
    return attempt;
  }

  private static JsonObject event() {
    return new JsonObject()
        .put("type", "Patient")
        .put("id", ID)
        .put("rev", "1-a")
        .put("kind", "shared");
  }

  @Test
  void itConnectsAgainAndSaysThatSomethingMayBeMissed() throws Exception {
    for (SalusException passing :
        List.of(
            new Unavailable("lost", 1),
            new TooManyRequests("slow", 1),
            new Unauthenticated("expired"))) {
      connectsAgain(passing);
    }
  }

  private void connectsAgain(SalusException passing) throws Exception {
    Future<Subscription> subscribing = subscribe();
    Attempt first = nextAttempt();
    first.accept();
    Subscription subscription = await(subscribing);
    first.end().fail(passing);
    nextAttempt().answer().fail(new Unavailable("still away", 1));
    Attempt next = nextAttempt();
    assertThat(missed).isEmpty();
    next.accept();
    assertThat(missed.poll(180, TimeUnit.SECONDS)).isEqualTo("missed");
    next.listener().handle(event());

    assertThat(told).containsExactly(new EntityEvent(EntityType.PATIENT, ID, "1-a", Kind.SHARED));
    assertThat(subscription.ended().isComplete()).isFalse();
    await(subscription.close());
    await(subscription.ended());
    told.clear();
  }

  @Test
  void itGoesOnFromWhereItWasToldAndNothingIsMissed() throws Exception {
    Future<Subscription> subscribing = subscribe();
    Attempt first = nextAttempt();
    assertThat(first.since()).isEqualTo("now");
    first.accept();
    await(subscribing);
    first.listener().handle(new JsonObject().put("position", "5~a"));
    first.listener().handle(event());
    first.listener().handle(new JsonObject().put("position", "6~b"));
    first.listener().handle(event().put("rev", "2-b"));
    first.end().fail(new Unavailable("lost", 1));

    nextAttempt().answer().fail(new TooManyRequests("others are told", 1));
    Attempt next = nextAttempt();
    assertThat(next.since()).isEqualTo("6~b");
    next.accept();
    next.listener().handle(event().put("rev", "2-b"));
    next.listener().handle(event().put("rev", "3-c"));

    assertThat(told).extracting(EntityEvent::rev).containsExactly("1-a", "2-b", "3-c");
    assertThat(missed).isEmpty();
  }

  @Test
  void whatTheServerCannotTellAnyMoreIsMissed() throws Exception {
    Future<Subscription> subscribing = subscribe();
    Attempt first = nextAttempt();
    first.accept();
    await(subscribing);
    first.listener().handle(new JsonObject().put("position", "5~a"));
    first.end().fail(new Unavailable("lost", 1));
    Attempt second = nextAttempt();
    assertThat(second.since()).isEqualTo("5~a");
    second.accept();
    second.end().fail(new Invalid("since", "a day ago"));
    Attempt third = nextAttempt();
    assertThat(third.since()).isEqualTo("now");
    third.accept();

    assertThat(missed.poll(180, TimeUnit.SECONDS)).isEqualTo("missed");
    third.listener().handle(new JsonObject().put("position", "7~c"));
    third.end().fail(new Unavailable("lost", 1));
    nextAttempt().answer().fail(new Invalid("since", "a day ago"));
    Attempt last = nextAttempt();
    assertThat(last.since()).isEqualTo("now");
    last.accept();
    assertThat(missed.poll(180, TimeUnit.SECONDS)).isEqualTo("missed");
  }

  @Test
  void itEndsWhereTheUserCanNoLongerLogIn() throws Exception {
    Future<Subscription> subscribing = subscribe();
    Attempt first = nextAttempt();
    first.accept();
    first.end().fail(new Unavailable("lost", 1));
    nextAttempt().answer().fail(new Unauthenticated("no such user"));

    assertThatThrownBy(() -> await(await(subscribing).ended())).isInstanceOf(Unauthenticated.class);
    assertThat(missed).isEmpty();
  }

  @Test
  void itFailsWhereItCannotBeHadAtAll() throws Exception {
    Future<Subscription> subscribing = subscribe();
    nextAttempt().answer().fail(new Unavailable("away", 1));

    assertThatThrownBy(() -> await(subscribing)).isInstanceOf(Unavailable.class);
    assertThat(attempts).isEmpty();
  }

  @Test
  void whatIsNoEventEndsIt() throws Exception {
    for (JsonObject lie :
        List.of(
            new JsonObject(),
            new JsonObject().put("position", 1),
            event().put("type", "DataSample"),
            event().put("type", "patient"),
            event().put("id", "../x"),
            event().put("kind", "SHARED"),
            event().put("rev", 1),
            event().put("more", true))) {
      Future<Subscription> subscribing = subscribe();
      Attempt attempt = nextAttempt();
      attempt.accept();
      Subscription subscription = await(subscribing);
      attempt.listener().handle(lie);
      attempt.listener().handle(event());

      assertThatThrownBy(() -> await(subscription.ended()))
          .as(lie.encode())
          .isInstanceOf(InternalFault.class);
      assertThat(attempt.ended().succeeded()).as("the stream is closed").isTrue();
    }
    assertThat(told).isEmpty();
  }

  @Test
  void closedWhileItConnectsItStaysClosed() throws Exception {
    Future<Subscription> subscribing = subscribe();
    Attempt first = nextAttempt();
    first.accept();
    Subscription subscription = await(subscribing);
    first.end().fail(new Unavailable("lost", 1));
    Attempt second = nextAttempt();
    await(subscription.close());
    second.accept();

    await(second.ended());
    second.listener().handle(event());
    assertThat(told).isEmpty();
    assertThat(missed).isEmpty();
  }
}
