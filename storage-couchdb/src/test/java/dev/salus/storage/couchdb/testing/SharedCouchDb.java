package dev.salus.storage.couchdb.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The server that all tests of this JVM use. */
public final class SharedCouchDb {

  private SharedCouchDb() {}

  private static final class Holder {
    static final Supplier<CouchDbServer> CHOSEN = chooseOnce();

    private static Supplier<CouchDbServer> chooseOnce() {
      List<CouchDbSource> sources =
          List.of(
              new ConfiguredCouchDb(System::getenv),
              new ContainerCouchDb(System::getenv),
              new StandInCouchDb(Path.of("")));
      boolean isRequired = "true".equals(System.getenv("CI"));
      try {
        CouchDbServer server = new CouchDbChoice(sources, isRequired, System.out::println).choose();
        return () -> server;
      } catch (RuntimeException none) {
        return () -> {
          throw none;
        };
      }
    }
  }

  /**
   * The server: the one that {@code SALUS_TEST_COUCHDB_URL} names, else a container, else the
   * stand-in. Found or started at the first call; which one it is is printed.
   *
   * @throws org.opentest4j.TestAbortedException if there is none, which skips the test
   * @throws IllegalStateException instead, if the environment says {@code CI=true}
   */
  public static CouchDbServer get() {
    return Holder.CHOSEN.get();
  }
}
