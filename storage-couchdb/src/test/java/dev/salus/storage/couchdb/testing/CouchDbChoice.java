package dev.salus.storage.couchdb.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes the first server that can be had. */
final class CouchDbChoice {

  private final List<CouchDbSource> sources;
  private final boolean isRequired;
  private final Consumer<String> print;

  /**
   * @param isRequired whether it is an error, and no reason to skip tests, if there is none
   * @param print is told which one it is
   */
  CouchDbChoice(List<CouchDbSource> sources, boolean isRequired, Consumer<String> print) {
    this.sources = List.copyOf(sources);
    this.isRequired = isRequired;
    this.print = print;
  }

  CouchDbServer choose() {
    List<String> reasons = new ArrayList<>();
    for (CouchDbSource source : sources) {
      try {
        CouchDbServer server = source.start();
        print.accept("CouchDB for tests: " + source.name());
        return server;
      } catch (CouchDbSource.NotHere e) {
        reasons.add(source.name() + ": " + e.getMessage());
      }
    }
    String message = "no CouchDB for tests: " + String.join("; ", reasons);
    print.accept(message);
    throw isRequired ? new IllegalStateException(message) : new NoCouchDb(message);
  }
}
