package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.couchdb.testing.CouchDbServer;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a start on a store that has an administrator says of the name and password it is given. */
class SecondStartTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final String OTHER = "another battery staple";

  private final CouchDbServer couchDb = SharedCouchDb.get();
  private final String prefix = "second-start-" + UUID.randomUUID() + "-";

  SecondStartTest() {
    couchDb.removeAtTheEnd(prefix);
  }

  @Test
  void whatIsNotUsedIsSaid() throws Exception {
    try (ServerProcess first = start("root", PASSWORD)) {
      assertThat(first.logIn("root", PASSWORD)).isEqualTo(200);
      first.terminate();
    }
    try (ServerProcess same = start("root", PASSWORD)) {
      assertThat(said(same)).doesNotContain("exists", "used", PASSWORD);
      same.terminate();
    }
    try (ServerProcess otherPassword = start("root", OTHER)) {
      assertThat(said(otherPassword))
          .contains(
              "administrator 'root' exists with another password; the one in"
                  + " SALUS_ADMIN_PASSWORD is not used")
          .doesNotContain(OTHER);
      assertThat(otherPassword.logIn("root", OTHER)).isEqualTo(401);
      otherPassword.terminate();
    }
    try (ServerProcess otherName = start("boss", OTHER)) {
      assertThat(said(otherName))
          .contains(
              "administrator 'root' exists; neither 'boss' nor the password in"
                  + " SALUS_ADMIN_PASSWORD is used");
      assertThat(otherName.logIn("boss", OTHER)).isEqualTo(401);
      otherName.terminate();
    }
    try (ServerProcess nameOnly = start("boss", null)) {
      assertThat(said(nameOnly)).contains("administrator 'root' exists; 'boss' is not made");
      nameOnly.terminate();
    }
  }

  private static String said(ServerProcess server) {
    return String.join("\n", server.lines());
  }

  private ServerProcess start(String login, String password) throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--admin-login",
                login,
                "--store",
                "couchdb",
                "--couchdb-url",
                couchDb.url(),
                "--couchdb-create",
                "--store-option",
                "prefix=" + prefix));
    if (!couchDb.user().isEmpty()) {
      options.addAll(List.of("--couchdb-user", couchDb.user()));
    }
    Map<String, String> environment = new HashMap<>();
    environment.put("SALUS_COUCHDB_PASSWORD", couchDb.password());
    if (password != null) {
      environment.put(ServeOptions.ADMIN_PASSWORD, password);
    }
    return ServerProcess.start(environment, options.toArray(String[]::new));
  }
}
