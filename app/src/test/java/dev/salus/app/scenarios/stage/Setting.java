package dev.salus.app.scenarios.stage;

import java.util.Locale;

/** On what a scenario runs. */
public record Setting(StoreKind store, Wire wire) {

  /** The stores. */
  public enum StoreKind {
    MEMORY,
    COUCHDB;

    /** The name of the store plugin. */
    String plugin() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The transports. */
  public enum Wire {
    HTTP,
    BUS
  }

  @Override
  public String toString() {
    return store.plugin() + " over " + wire.name().toLowerCase(Locale.ROOT);
  }
}
