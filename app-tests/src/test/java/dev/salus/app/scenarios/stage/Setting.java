package dev.salus.app.scenarios.stage;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** On what a scenario runs. */
public record Setting(StoreKind store, Wire wire) {

  /** The one that costs the least. */
  static final Setting QUICKEST = new Setting(StoreKind.MEMORY, Wire.BUS);

  /** The stores that keep what they are given, and each transport; what a cluster is: CouchDB. */
  private static final List<Setting> EACH =
      List.of(new Setting(StoreKind.SQLITE, Wire.BUS), new Setting(StoreKind.COUCHDB, Wire.HTTP));

  /** The stores. */
  public enum StoreKind {
    MEMORY,
    SQLITE,
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

  /** Every store over every transport. */
  static Stream<Setting> every() {
    return Stream.of(StoreKind.values())
        .flatMap(store -> Stream.of(Wire.values()).map(wire -> new Setting(store, wire)));
  }

  /**
   * Each store that keeps data, and each transport; in the {@link Large} form every store over
   * every transport.
   */
  public static Stream<Setting> each() {
    return Large.isAsked() ? every() : EACH.stream();
  }

  @Override
  public String toString() {
    return store.plugin() + " over " + wire.name().toLowerCase(Locale.ROOT);
  }
}
