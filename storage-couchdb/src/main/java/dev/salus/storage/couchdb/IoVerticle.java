package dev.salus.storage.couchdb;

import io.vertx.core.Context;
import io.vertx.core.VerticleBase;

/** Gives a store an event loop context of its own, until it is undeployed. */
final class IoVerticle extends VerticleBase {

  /** The context; only after the deployment. */
  Context io() {
    return context;
  }
}
