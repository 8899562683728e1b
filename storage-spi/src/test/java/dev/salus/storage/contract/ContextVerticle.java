package dev.salus.storage.contract;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.CompletableFuture;

/** Does nothing but tell its context. */
final class ContextVerticle extends VerticleBase {

  private final CompletableFuture<Context> told;

  ContextVerticle(CompletableFuture<Context> told) {
    this.told = told;
  }

  @Override
  public Future<?> start() {
    told.complete(context);
    return Future.succeededFuture();
  }
}
