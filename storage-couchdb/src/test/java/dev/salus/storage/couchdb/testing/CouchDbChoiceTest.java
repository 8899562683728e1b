package dev.salus.storage.couchdb.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Which server tests run against; with fakes. */
class CouchDbChoiceTest {

  private final List<String> started = new ArrayList<>();
  private final List<String> printed = new ArrayList<>();

  private CouchDbSource source(String name, boolean isThere) {
    return new CouchDbSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public CouchDbServer start() throws NotHere {
        started.add(name);
        if (!isThere) {
          throw new NotHere("not today");
        }
        return new CouchDbServer(name, "", "", true);
      }
    };
  }

  private CouchDbServer choose(boolean isRequired, CouchDbSource... sources) {
    return new CouchDbChoice(List.of(sources), isRequired, printed::add).choose();
  }

  @Test
  void theFirstThatCanBeHad_isTakenAndPrinted() {
    CouchDbServer server =
        choose(true, source("configured", false), source("container", true), source("node", true));

    assertThat(server.url()).isEqualTo("container");
    assertThat(started).containsExactly("configured", "container");
    assertThat(printed).containsExactly("CouchDB for tests: container");
  }

  @Test
  void none_skipsAndSaysWhy() {
    assertThatThrownBy(() -> choose(false, source("one", false), source("two", false)))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("one: not today; two: not today");
    assertThat(printed).hasSize(1);
  }

  @Test
  void none_isAnErrorWhereOneIsRequired() {
    assertThatThrownBy(() -> choose(true, source("one", false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("one: not today");
  }

  @Test
  void theConfiguredServer_isReadFromItsUrl() throws Exception {
    Map<String, String> environment =
        Map.of("SALUS_TEST_COUCHDB_URL", "https://me:pa:ss%20word@db.example:6984/couch");

    assertThat(new ConfiguredCouchDb(environment::get).start())
        .isEqualTo(new CouchDbServer("https://db.example:6984/couch", "me", "pa:ss word", true));
    assertThatThrownBy(() -> new ConfiguredCouchDb(Map.<String, String>of()::get).start())
        .isInstanceOf(CouchDbSource.NotHere.class);
  }
}
