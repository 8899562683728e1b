package dev.salus.scenarios;

import java.util.Locale;

/** On what a scenario runs. */
record Setting(StoreKind store, Wire wire) {

  /** The stores. */
  enum StoreKind {
    MEMORY,
    COUCHDB
  }

  /** The transports. */
  enum Wire {
    HTTP,
    BUS
  }

  @Override
  public String toString() {
    return store.name().toLowerCase(Locale.ROOT) + " over " + wire.name().toLowerCase(Locale.ROOT);
  }
}
