package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.couchdb.ProxiedStore.THINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Change;
import dev.salus.storage.ChangeSubscription;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.FaultyProxy.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A subscription whose connection does not last. */
@ExtendWith({CouchDbExtension.class, VertxExtension.class})
class ChangeFeedTest {

  private static final String FEED = "feed=continuous";

  private final BlockingQueue<Change> told = new LinkedBlockingQueue<>();

  private Change next() throws InterruptedException {
    return told.poll(180, TimeUnit.SECONDS);
  }

  @Test
  void everyChangeIsTold_howeverOftenTheConnectionIsCut(Vertx vertx) throws Exception {
    try (ProxiedStore stores = ProxiedStore.open(vertx)) {
      await(stores.store().subscribe(THINGS, "now", told::add));
      for (int i = 0; i < 5; i++) {
        stores.create("before" + i);
        assertThat(next().id()).isEqualTo("before" + i);
        stores.proxy().cutAll();
        stores.create("after" + i);
        assertThat(next().id()).isEqualTo("after" + i);
      }
      assertThat(told).isEmpty();
    }
  }

  @Test
  void connectionThatIsRefusedOrCutShort_isTriedAgain(Vertx vertx) throws Exception {
    try (ProxiedStore stores = ProxiedStore.open(vertx)) {
      stores.proxy().plan(FEED, Fault.OTHER_ANSWER, 503, "{}");
      stores.proxy().plan(FEED, Fault.LOST_REQUEST);
      stores.proxy().plan(FEED, Fault.CUT_ANSWER);
      stores.proxy().plan(FEED, Fault.OTHER_ANSWER, 200, "{\"id\":\"a\",\"cha");
      stores.proxy().plan(FEED, Fault.OTHER_ANSWER, 200, "not json\n");
      await(stores.store().subscribe(THINGS, "now", told::add));
      stores.create("a");

      assertThat(next().id()).isEqualTo("a");
    }
  }

  @Test
  void connectionThatIsSilentlyDead_isNoticedByItsMissingHeartbeat(Vertx vertx) throws Exception {
    JsonObject options = new JsonObject().put("heartbeatMs", 300);
    try (ProxiedStore stores = ProxiedStore.open(vertx, options)) {
      String head = "{\"last_seq\":0}\n";
      stores.proxy().plan(FEED, Fault.OTHER_ANSWER, 200, head + " ".repeat(5));
      stores.proxy().plan(FEED, Fault.NO_ANSWER);
      await(stores.store().subscribe(THINGS, "now", told::add));
      stores.create("a");

      assertThat(next().id()).isEqualTo("a");
    }
  }

  @Test
  void idleFeed_staysConnectedByHeartbeats(Vertx vertx) throws Exception {
    JsonObject options = new JsonObject().put("heartbeatMs", 50);
    try (ProxiedStore stores = ProxiedStore.open(vertx, options)) {
      await(stores.store().subscribe(THINGS, "now", told::add));
      stores.create("a");
      assertThat(next().id()).isEqualTo("a");

      // Three missing ones would end the connection.
      await(stores.proxy().piecesOfAnswers(10));
      stores.create("b");

      assertThat(next().id()).isEqualTo("b");
      assertThat(stores.proxy().requests().stream().filter(head -> head.contains(FEED))).hasSize(1);
    }
  }

  @Test
  void closedWhileDisconnected_isNotConnectedAgain(Vertx vertx) throws Exception {
    try (ProxiedStore stores = ProxiedStore.open(vertx)) {
      ChangeSubscription closed = await(stores.store().subscribe(THINGS, "now", told::add));
      stores.create("a");
      assertThat(next().id()).isEqualTo("a");

      await(closed.close());
      stores.proxy().cutAll();
      BlockingQueue<Change> other = new LinkedBlockingQueue<>();
      await(stores.truth().subscribe(THINGS, "now", other::add));
      stores.create("b");

      assertThat(other.poll(180, TimeUnit.SECONDS)).isNotNull();
      assertThat(told).isEmpty();
    }
  }
}
