package dev.salus.sdk.keys;

import io.vertx.core.Future;
import java.util.Collection;

/** A ring that the application keeps and wipes itself. */
record ApplicationsRing() implements KeyRingSaver {

  @Override
  public Future<Void> save() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> saveSeen(Collection<String> entityIds) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
