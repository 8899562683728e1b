package dev.salus.app.server;

import static dev.salus.testing.Await.await;

import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.storage.couchdb.testing.CouchDbServer;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An hcp with keys, who keeps them when a server is started again. */
final class Practice {

  static final String PASSWORD = "correct horse battery staple";
  private static final String LOGIN = "hcp1";

  private final Vertx vertx;
  private KeyRing keys;

  Practice(Vertx vertx) {
    this.vertx = vertx;
  }

  /** A server on this store, whose administrator has the same password. */
  static ServerProcess start(String... options) throws Exception {
    return ServerProcess.start(Map.of(ServeOptions.ADMIN_PASSWORD, PASSWORD), options);
  }

  /** The options of a server on databases whose names begin with this; they are removed again. */
  static List<String> onCouchDb(String prefix) {
    CouchDbServer couchDb = SharedCouchDb.get();
    couchDb.removeAtTheEnd(prefix);
    List<String> options =
        new ArrayList<>(List.of("--store", "couchdb", "--couchdb-url", couchDb.url()));
    options.addAll(List.of("--couchdb-create", "--store-option", "prefix=" + prefix));
    if (!couchDb.user().isEmpty()) {
      options.addAll(List.of("--couchdb-user", couchDb.user()));
      options.addAll(List.of("--store-option", "password=" + couchDb.password()));
    }
    return options;
  }

  /** Becomes known to a server, and connects. */
  Salus join(ServerProcess server) {
    HttpTransport transport = new HttpTransport(vertx, server.address(), "admin", PASSWORD);
    Salus admin = await(Salus.connect(vertx, SalusOptions.of(transport)));
    DataOwner owner = await(admin.dataOwnerApi().createDataOwner(DataOwner.Type.HCP, LOGIN));
    await(admin.userApi().createUser(LOGIN, PASSWORD, List.of(), owner.id()));
    await(admin.close());
    keys = KeyRing.generate(owner.id(), Clock.systemUTC(), new SecureRandom());
    return connect(server);
  }

  /** Connects to a server that knows it. */
  Salus connect(ServerProcess server) {
    HttpTransport transport = new HttpTransport(vertx, server.address(), LOGIN, PASSWORD);
    return await(Salus.connect(vertx, SalusOptions.of(transport).withKeyRing(keys)));
  }
}
