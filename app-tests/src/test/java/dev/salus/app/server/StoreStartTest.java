package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import dev.salus.app.jar.BuiltJar;
import dev.salus.storage.couchdb.testing.CouchDbServer;
import dev.salus.storage.couchdb.testing.FaultyProxy;
import dev.salus.storage.couchdb.testing.FaultyProxy.Fault;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What {@code salus serve} says of a store that is not as it should be, or not yet. */
class StoreStartTest {

  private static final long SECONDS = 180;

  private final Vertx vertx = Vertx.vertx();
  private final CouchDbServer couchDb = SharedCouchDb.get();
  private final String prefix = "store-start-" + UUID.randomUUID() + "-";
  private final StringWriter err = new StringWriter();
  private FaultyProxy proxy;

  @BeforeEach
  void begin() throws Exception {
    couchDb.removeAtTheEnd(prefix);
    proxy = FaultyProxy.start(vertx, couchDb.url()).await(SECONDS, TimeUnit.SECONDS);
  }

  @AfterEach
  void end() throws Exception {
    proxy.stop().await(SECONDS, TimeUnit.SECONDS);
    vertx.close().await(SECONDS, TimeUnit.SECONDS);
  }

  private List<String> serveOn(String url, String... more) {
    List<String> command = new ArrayList<>(List.of("serve", "--port", "0", "--store", "couchdb"));
    command.addAll(List.of("--couchdb-url", url, "--store-option", "prefix=" + prefix));
    if (!couchDb.user().isEmpty()) {
      command.addAll(List.of("--couchdb-user", couchDb.user()));
      command.addAll(List.of("--store-option", "password=" + couchDb.password()));
    }
    command.addAll(List.of(more));
    return command;
  }

  private int run(Writer out, List<String> command) {
    String[] arguments = command.toArray(String[]::new);
    CommandLine line = SalusMain.commandLine(Map.of(), arguments);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  /** The one line that a start that fails ends with. */
  private String refusal(List<String> command) {
    err.getBuffer().setLength(0);
    assertThat(run(new StringWriter(), command)).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    return err.toString().strip();
  }

  @Test
  void anOptionIsNamedAsItWasTyped() {
    String address = proxy.url();

    assertThat(refusal(serveOn("ftp://localhost")))
        .isEqualTo("salus: --couchdb-url is not http://host:port or https://host:port");
    assertThat(refusal(serveOn(address, "--store-option", "poolSize=many")))
        .startsWith("salus: --store-option poolSize is");
    assertThat(refusal(serveOn(address)))
        .startsWith("salus: --couchdb-create is not set, and CouchDB at " + address);
    proxy.plan("GET / ", Fault.OTHER_ANSWER, 401, "{\"reason\":\"Name or password\"}");
    assertThat(refusal(serveOn(address)))
        .startsWith("salus: --couchdb-user ")
        .contains("CouchDB at " + address)
        .endsWith(": Name or password");
    assertThat(refusal(serveOn(address.replace("http:", "https:"))))
        .startsWith("salus: --couchdb-url is https://127.0.0.1:");
  }

  @Test
  void aStoreThatDoesNotAnswerIsNamedByAddressAndOption() throws Exception {
    String address = proxy.url();
    proxy.plan("GET / ", Fault.OTHER_ANSWER, 500, "{\"reason\":\"no\"}");
    assertThat(refusal(serveOn(address)))
        .startsWith("salus: CouchDB at " + address + " (--couchdb-url) answered with status 500");
    for (int i = 0; i < 40; i++) {
      proxy.plan("GET /" + prefix, Fault.OTHER_ANSWER, 500, "{\"reason\":\"no\"}");
    }
    assertThat(refusal(serveOn(address)))
        .startsWith("salus: CouchDB at " + address + " (--couchdb-url): ");
    proxy.stop().await(SECONDS, TimeUnit.SECONDS);
    assertThat(refusal(serveOn(address)))
        .isEqualTo(
            "salus: CouchDB at "
                + address
                + " (--couchdb-url) cannot be reached: nothing listens there");
  }

  @Test
  void noStackTraceReachesWhoStartsIt() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    command.addAll(BuiltJar.orClassPath());
    command.add(SalusMain.class.getName());
    // a busy machine may take longer than usual to begin with TLS
    command.addAll(
        serveOn(
            proxy.url().replace("http:", "https:"), "--store-option", "connectTimeoutMs=60000"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(said.lines().toList())
        .noneMatch(line -> line.contains("\tat ") || line.contains("Exception"))
        .last()
        .asString()
        .startsWith("salus: --couchdb-url is https://127.0.0.1:");
  }

  @Test
  void aStartWaitsForTheStoreWithoutABoundOfItsOwnAndSaysWhatFor() throws Exception {
    proxy.plan("/_view/", Fault.NO_ANSWER);
    AwaitedText out = new AwaitedText("salus: not ready yet: CouchDB builds the index ");
    List<String> command =
        serveOn(proxy.url(), "--couchdb-create", "--store-option", "requestTimeoutMs=3000");
    FutureTask<Integer> start = new FutureTask<>(() -> run(out, command));
    Thread starting = new Thread(start, "starting");
    starting.start();

    assertThat(out.seen().await(SECONDS, TimeUnit.SECONDS)).as("said what it waits for").isTrue();
    assertThat(starting.getState()).isEqualTo(Thread.State.WAITING);
    proxy.stop().await(SECONDS, TimeUnit.SECONDS);
    assertThat(start.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(out.toString()).doesNotContain("listening");
  }

  /** Tells when a text has been written. */
  private static final class AwaitedText extends StringWriter {
    private final String text;
    private final CountDownLatch seen = new CountDownLatch(1);

    AwaitedText(String text) {
      this.text = text;
    }

    CountDownLatch seen() {
      return seen;
    }

    @Override
    public void write(String written, int offset, int length) {
      super.write(written, offset, length);
      if (toString().contains(text)) {
        seen.countDown();
      }
    }
  }
}
