package dev.salus.app.server;

import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.core.spi.JsonFactory;
import io.vertx.core.spi.json.JsonCodec;

/**
 * Has Vert.x read and write JSON with the core of Jackson alone. It would take {@code
 * jackson-databind} where that is on the class path, for objects that no part of a server reads or
 * writes, and a quarter of the classes of a start would be Jackson's.
 */
public final class CoreJson implements JsonFactory {

  /** For {@link java.util.ServiceLoader}. */
  public CoreJson() {}

  /** Before Vert.x's own. */
  @Override
  public int order() {
    return 0;
  }

  @Override
  public JsonCodec codec() {
    return new JacksonCodec();
  }
}
