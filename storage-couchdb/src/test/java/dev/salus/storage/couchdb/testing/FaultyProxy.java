package dev.salus.storage.couchdb.testing;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a store and CouchDB and does to requests what networks and servers do. A fault is
 * planned for the next requests whose head holds a text; all others go through.
 */
public final class FaultyProxy {

  /** What happens to a request. */
  public enum Fault {
    /** The connection ends; CouchDB never hears of the request. */
    LOST_REQUEST,
    /** CouchDB does it; the connection ends within the answer. */
    CUT_ANSWER,
    /** CouchDB never hears of it, and the connection stays. */
    NO_ANSWER,
    /** CouchDB never hears of it; a fixed answer comes instead. */
    OTHER_ANSWER,
    /** CouchDB does it; a fixed answer comes instead of its own. */
    DONE_BUT_OTHER_ANSWER
  }

  /**
   * A fault to come.
   *
   * @param answer the fixed answer, empty for a fault without one
   */
  private record Planned(String headHolds, Fault fault, Buffer answer) {}

  private record CountedPieces(AtomicInteger left, Promise<Void> arrived) {}

  private @Nullable CountedPieces awaited;
  private final NetClient client;
  private final NetServer server;
  private final URI target;
  private final Queue<Planned> plan = new ArrayDeque<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> url = new AtomicReference<>("");

  private FaultyProxy(Vertx vertx, URI target) {
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1"));
    this.target = target;
  }

  /** Listens on a free loopback port; passes on to the server at this URL. */
  public static Future<FaultyProxy> start(Vertx vertx, String couchDbUrl) {
    FaultyProxy proxy = new FaultyProxy(vertx, URI.create(couchDbUrl));
    return proxy
        .server
        .connectHandler(proxy::accept)
        .listen(0)
        .onSuccess(it -> proxy.url.set("http://127.0.0.1:" + it.actualPort()))
        .map(proxy);
  }

  /** Where it listens. */
  public String url() {
    return url.get();
  }

  /** The first lines of all requests so far, also of those that were not passed on. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Plans a fault that has no fixed answer. */
  public void plan(String headHolds, Fault fault) {
    plan(headHolds, fault, 0, "");
  }

  /** Plans a fault with a fixed answer. */
  public synchronized void plan(String headHolds, Fault fault, int status, String body) {
    String head = "HTTP/1.1 " + status + " x\r\nContent-Type: application/json\r\n";
    String answer = head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    plan.add(new Planned(headHolds, fault, Buffer.buffer(answer)));
  }

  /** Completes when CouchDB has sent this many more pieces of answers, heartbeats among them. */
  public synchronized Future<Void> piecesOfAnswers(int count) {
    Promise<Void> arrived = Promise.promise();
    awaited = new CountedPieces(new AtomicInteger(count), arrived);
    return arrived.future();
  }

  private synchronized void countPiece() {
    if (awaited != null && awaited.left().decrementAndGet() == 0) {
      awaited.arrived().complete();
    }
  }

  /** Ends all connections, as a restart of CouchDB does; nothing passes once it is complete. */
  public Future<Void> cutAll() {
    return Future.join(sockets.stream().map(NetSocket::close).toList())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** From now on nothing listens here. */
  public Future<Void> stop() {
    cutAll();
    return server.close().compose(closed -> client.close());
  }

  private void accept(NetSocket store) {
    sockets.add(store);
    store.pause();
    client
        .connect(target.getPort(), target.getHost())
        .onSuccess(
            couchDb -> {
              sockets.add(couchDb);
              Exchange exchange = new Exchange(store, couchDb);
              store.handler(exchange::toCouchDb).closeHandler(end -> couchDb.close());
              couchDb.handler(exchange::toStore).closeHandler(end -> store.close());
              store.resume();
            })
        .onFailure(failure -> store.close());
  }

  private synchronized @Nullable Planned faultFor(String head) {
    Planned next = plan.peek();
    return next != null && head.contains(next.headHolds()) ? plan.remove() : null;
  }

  /** One connection; its requests come one after the other. */
  private final class Exchange {
    private final NetSocket store;
    private final NetSocket couchDb;
    private @Nullable Planned fault;

    Exchange(NetSocket store, NetSocket couchDb) {
      this.store = store;
      this.couchDb = couchDb;
    }

    void toCouchDb(Buffer data) {
      String text = data.toString();
      if (text.matches("(?s)(GET|PUT|POST|DELETE) /.*")) {
        String head = text.substring(0, text.indexOf("\r\n"));
        requests.add(head);
        fault = faultFor(head);
      }
      if (fault == null) {
        couchDb.write(data);
        return;
      }
      switch (fault.fault()) {
        case LOST_REQUEST -> store.close();
        case CUT_ANSWER, DONE_BUT_OTHER_ANSWER -> couchDb.write(data);
        case OTHER_ANSWER -> answer(fault.answer());
        case NO_ANSWER -> {}
      }
    }

    /** Once; what more of the request comes is swallowed. */
    private void answer(Buffer answer) {
      fault = new Planned("", Fault.NO_ANSWER, Buffer.buffer());
      store.write(answer);
    }

    void toStore(Buffer data) {
      countPiece();
      if (fault == null) {
        store.write(data);
      } else if (fault.fault() == Fault.CUT_ANSWER) {
        store.write(data.slice(0, data.length() / 2)).onComplete(sent -> store.close());
      } else if (fault.fault() == Fault.DONE_BUT_OTHER_ANSWER) {
        answer(fault.answer());
      }
    }
  }
}
