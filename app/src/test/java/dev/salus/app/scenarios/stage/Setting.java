package dev.salus.app.scenarios.stage;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** On what a scenario runs. */
public record Setting(StoreKind store, Wire wire) {

  /** The one that costs the least. */
  static final Setting QUICKEST = new Setting(StoreKind.MEMORY, Wire.BUS);

  /** Each store and each transport, and what is run in earnest: CouchDB behind HTTP. */
  private static final List<Setting> EACH =
      List.of(QUICKEST, new Setting(StoreKind.COUCHDB, Wire.HTTP));

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

  /** Every store over every transport. */
  static Stream<Setting> every() {
    return Stream.of(StoreKind.values())
        .flatMap(store -> Stream.of(Wire.values()).map(wire -> new Setting(store, wire)));
  }

  /** Each store and each transport; in the {@link Large} form every store over every transport. */
  public static Stream<Setting> each() {
    return Large.isAsked() ? every() : EACH.stream();
  }

  @Override
  public String toString() {
    return store.plugin() + " over " + wire.name().toLowerCase(Locale.ROOT);
  }
}
