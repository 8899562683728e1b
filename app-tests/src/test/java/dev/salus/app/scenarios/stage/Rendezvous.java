package dev.salus.app.scenarios.stage;

import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Where calls wait for each other, so that they reach the server at once. */
public final class Rendezvous {

  private final AtomicInteger missing;
  private final Promise<Void> allHere = Promise.promise();

  public Rendezvous(int calls) {
    this.missing = new AtomicInteger(calls);
  }

  /** Makes the call once all are here. */
  public Future<JsonObject> meet(HostileServer.Asked asked, Supplier<Future<JsonObject>> call) {
    if (missing.decrementAndGet() == 0) {
      allHere.complete();
    }
    return allHere.future().compose(here -> call.get());
  }
}
