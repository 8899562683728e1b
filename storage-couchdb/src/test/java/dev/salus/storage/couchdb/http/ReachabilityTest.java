package dev.salus.storage.couchdb.http;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static dev.salus.storage.couchdb.ProxiedStore.THINGS;
import static dev.salus.storage.couchdb.ProxiedStore.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.couchdb.CapturedErr;
import dev.salus.storage.couchdb.ProxiedStore;
import dev.salus.storage.couchdb.SetClock;
import dev.salus.storage.couchdb.http.RequestFailed.Kind;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.FaultyProxy.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The log tells once that CouchDB went away, and once that it is back. */
@ExtendWith({CouchDbExtension.class, VertxExtension.class})
class ReachabilityTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  /** Two for one read: the first is not worth a word. */
  private static void planLostReads(ProxiedStore stores, int reads) {
    for (int i = 0; i < 2 * reads; i++) {
      stores.proxy().plan("/_all_docs", Fault.LOST_REQUEST);
    }
  }

  @Test
  void goingAndComingBack_areALineEach(Vertx vertx) {
    try (ProxiedStore stores = ProxiedStore.open(vertx);
        CapturedErr err = new CapturedErr()) {
      planLostReads(stores, 3);
      for (int i = 0; i < 3; i++) {
        failureOf(() -> stores.store().get(THINGS, "a"));
      }
      assertThat(err.ofTheStore())
          .singleElement()
          .asString()
          .contains("WARN", stores.proxy().url(), "does not answer any more", "it last did at 20");

      await(stores.store().get(THINGS, "a"));
      await(stores.store().get(THINGS, "a"));

      assertThat(err.lines()).hasSize(2);
      assertThat(err.ofTheStore().get(1))
          .contains("INFO", stores.proxy().url(), "answers again; it did not since 20", " s");
    }
  }

  @Test
  void aRequestThatIsAnsweredAtTheSecondTry_isNotWorthALine(Vertx vertx) {
    try (ProxiedStore stores = ProxiedStore.open(vertx);
        CapturedErr err = new CapturedErr()) {
      stores.proxy().plan("/_all_docs", Fault.LOST_REQUEST);
      await(stores.store().get(THINGS, "a"));
      stores.proxy().plan("/_all_docs", Fault.OTHER_ANSWER, 503, "{}");
      await(stores.store().get(THINGS, "a"));
      stores.proxy().plan("/_all_docs", Fault.OTHER_ANSWER, 500, "{}");
      stores.proxy().plan("/_all_docs", Fault.OTHER_ANSWER, 500, "{}");
      failureOf(() -> stores.store().get(THINGS, "a"));

      assertThat(err.ofTheStore()).isEmpty();
    }
  }

  @Test
  void aProxyWithNobodyBehindIt_isNoAnswer(Vertx vertx) {
    try (ProxiedStore stores = ProxiedStore.open(vertx);
        CapturedErr err = new CapturedErr()) {
      for (int i = 0; i < 4; i++) {
        stores.proxy().plan("/_all_docs", Fault.OTHER_ANSWER, 502, "<html>");
      }
      failureOf(() -> stores.store().get(THINGS, "a"));
      failureOf(() -> stores.store().get(THINGS, "a"));

      assertThat(err.ofTheStore()).hasSize(1);
    }
  }

  @Test
  void aSubscription_noticesWithoutAnyCall(Vertx vertx) {
    try (ProxiedStore stores = ProxiedStore.open(vertx);
        CapturedErr err = new CapturedErr()) {
      Promise<Void> connected = Promise.promise();
      Promise<Void> seen = Promise.promise();
      await(
          stores
              .store()
              .subscribe(
                  THINGS,
                  "now",
                  change -> ("first".equals(change.id()) ? connected : seen).tryComplete()));
      await(stores.truth().put(THINGS, Document.create("first", body(0))));
      await(connected.future());
      stores.proxy().plan("feed=continuous", Fault.LOST_REQUEST);
      await(stores.proxy().cutAll());
      await(stores.truth().put(THINGS, Document.create("a", body(1))));
      await(seen.future());

      assertThat(err.ofTheStore()).hasSize(2);
    }
  }

  @Test
  void closing_isNoOutage(Vertx vertx) {
    ProxiedStore stores = ProxiedStore.open(vertx);
    try (CapturedErr err = new CapturedErr()) {
      stores.proxy().plan("/_all_docs", Fault.NO_ANSWER);
      Future<?> waiting = stores.store().get(THINGS, "a");
      await(stores.store().close());
      failureOf(() -> waiting);

      assertThat(err.ofTheStore()).isEmpty();
    }
    stores.close();
  }

  @Test
  void slowRequests_countOnlyIfNothingElseIsAnswered() {
    Instant[] now = {BEGIN};
    Clock clock = new SetClock(now);
    Reachability reachability = new Reachability("http://x", Duration.ofSeconds(5), clock);
    List<Kind> slow = List.of(Kind.TIMEOUT, Kind.NOT_SENT);
    try (CapturedErr err = new CapturedErr()) {
      for (Kind kind : slow) {
        reachability.lost(new RequestFailed(kind, new IOException("pool is full")));
        reachability.answered();
        now[0] = now[0].plusSeconds(4);
        reachability.lost(new RequestFailed(kind, new IOException("pool is full")));
        assertThat(err.ofTheStore()).isEmpty();
      }
      now[0] = now[0].plusSeconds(1);
      IntStream.range(0, 3)
          .forEach(i -> reachability.lost(new RequestFailed(Kind.TIMEOUT, new IOException("x"))));
      assertThat(err.ofTheStore()).hasSize(1);
      now[0] = now[0].plusSeconds(83);
      reachability.answered();
      assertThat(err.ofTheStore().get(1)).contains("since 2026-01-01T00:00:09Z, for 83 s");
    }
  }
}
