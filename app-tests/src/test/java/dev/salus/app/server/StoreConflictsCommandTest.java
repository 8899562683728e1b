package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import dev.salus.core.SalusHost;
import dev.salus.core.SalusSettings;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code salus store conflicts}. */
class StoreConflictsCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aStoreThatDoesNotReplicateHasNone() {
    assertThat(execute("store", "conflicts")).isZero();
    assertThat(out.toString()).contains("0 documents have conflicting revisions");
  }

  @Test
  void anUnknownStoreIsNamed() {
    assertThat(execute("store", "conflicts", "--store", "paper")).isEqualTo(1);
    assertThat(err.toString()).contains("'paper'");
  }

  @Test
  void aLimitOfNothingIsAUsageError() {
    assertThat(execute("store", "conflicts", "--limit", "0")).isEqualTo(2);
  }

  @Test
  void whatWasWrittenTwiceIsListedWithItsRevisions() throws Exception {
    String prefix = "salus-" + UUID.randomUUID() + "-";
    JsonObject options = SharedCouchDb.get().options(prefix);
    Vertx vertx = Vertx.vertx();
    try {
      SalusHost.start(vertx, "couchdb", options, SalusSettings.defaults())
          .compose(SalusHost::close)
          .await(180, TimeUnit.SECONDS);
      writeTwice(vertx, options, prefix + SalusHost.collections().get(0).name());
    } finally {
      vertx.close().await(180, TimeUnit.SECONDS);
    }

    List<String> command =
        new ArrayList<>(List.of("store", "conflicts", "--store", "couchdb", "--couchdb-url"));
    command.add(options.getString("url"));
    for (String name : List.of("prefix", "user", "password")) {
      if (options.containsKey(name)) {
        command.addAll(List.of("--store-option", name + "=" + options.getString(name)));
      }
    }

    assertThat(execute(command.toArray(String[]::new))).isEqualTo(1);
    assertThat(out.toString())
        .contains("shown   1-bbb", "hidden  1-aaa", "1 document has conflicting revisions");
  }

  /** As replication would: both revisions as they are, without new ones. */
  private static void writeTwice(Vertx vertx, JsonObject options, String database)
      throws Exception {
    JsonArray revisions = new JsonArray();
    for (String rev : List.of("1-aaa", "1-bbb")) {
      revisions.add(new JsonObject().put("_id", "x").put("_rev", rev).put("b", new JsonObject()));
    }
    JsonObject body = new JsonObject().put("new_edits", false).put("docs", revisions);
    var request =
        WebClient.create(vertx)
            .postAbs(options.getString("url") + "/" + database + "/_bulk_docs")
            .putHeader("Content-Type", "application/json");
    if (options.containsKey("user")) {
      request.basicAuthentication(options.getString("user"), options.getString("password"));
    }
    assertThat(
            request
                .sendBuffer(Buffer.buffer(body.encode()))
                .await(180, TimeUnit.SECONDS)
                .statusCode())
        .isEqualTo(201);
  }

  private int execute(String... arguments) {
    CommandLine command = SalusMain.commandLine(Map.of(), arguments);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
