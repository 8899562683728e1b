package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.function.Supplier;

/** Stands between clients on this machine and a server, and tells every byte of both. */
final class ListeningProxy implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final NetClient client;
  private final NetServer server;
  private final Supplier<Ear> ears;

  /** Is told of one connection, on one thread. */
  interface Ear {

    /** The client sent this. */
    void asks(Buffer bytes);

    /** The server sent this. */
    void answers(Buffer bytes);

    /** Nothing more comes. */
    default void ends() {}
  }

  /**
   * Listens on a free port.
   *
   * @param upstream where the server is
   * @param ears gives one for each connection
   */
  ListeningProxy(Vertx vertx, SocketAddress upstream, Supplier<Ear> ears) {
    this.client = vertx.createNetClient();
    this.ears = ears;
    this.server = vertx.createNetServer().connectHandler(downstream -> open(downstream, upstream));
    await(server.listen(0, LOOPBACK));
  }

  /** Where it listens. */
  URI address() {
    return URI.create("http://" + LOOPBACK + ":" + server.actualPort());
  }

  private void open(NetSocket downstream, SocketAddress upstream) {
    downstream.pause();
    client
        .connect(upstream)
        .onSuccess(answering -> join(downstream, answering))
        .onFailure(unreachable -> downstream.close());
  }

  private void join(NetSocket downstream, NetSocket upstream) {
    Ear ear = ears.get();
    downstream.handler(
        bytes -> {
          ear.asks(bytes);
          upstream.write(bytes);
        });
    upstream.handler(
        bytes -> {
          ear.answers(bytes);
          downstream.write(bytes);
        });
    downstream.closeHandler(closed -> upstream.close());
    upstream.closeHandler(
        closed -> {
          downstream.close();
          ear.ends();
        });
    downstream.resume();
  }

  @Override
  public void close() {
    await(server.close());
    await(client.close());
  }
}
