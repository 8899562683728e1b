package dev.salus.storage.couchdb;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.StoreException.StoreUnavailable;
import dev.salus.storage.StoreOptionException;
import dev.salus.storage.couchdb.testing.CouchDbBackend;
import dev.salus.storage.couchdb.testing.CouchDbExtension;
import dev.salus.storage.couchdb.testing.CouchDbServer;
import dev.salus.storage.couchdb.testing.FaultyProxy;
import dev.salus.storage.couchdb.testing.FaultyProxy.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An address or credentials that are wrong are told at once, plainly, and cost one request. */
@ExtendWith(VertxExtension.class)
class FirstContactTest {

  @RegisterExtension static final CouchDbExtension COUCHDB = new CouchDbExtension();

  private static final String WELCOME = "GET / ";
  private static final List<CollectionSpec> MANY =
      IntStream.range(0, 5).mapToObj(i -> CollectionSpec.of("c" + i)).toList();

  private Vertx vertx;
  private CouchDbBackend backend;
  private FaultyProxy proxy;

  @BeforeEach
  void begin(Vertx aVertx) {
    vertx = aVertx;
    backend = new CouchDbBackend(COUCHDB.server());
    proxy = await(FaultyProxy.start(vertx, COUCHDB.server().url()));
  }

  @AfterEach
  void end() {
    await(proxy.stop());
  }

  private JsonObject at(String url) {
    return backend.options().put("url", url);
  }

  private Throwable failure(JsonObject options) {
    return failureOf(() -> new CouchDbStoreProvider().open(vertx, options, MANY));
  }

  private String misuse(String option, JsonObject options) {
    Throwable failure = failure(options);
    assertThat(failure).isInstanceOf(StoreOptionException.class);
    assertThat(((StoreOptionException) failure).option()).isEqualTo(option);
    return String.valueOf(failure.getMessage());
  }

  private static String plain(String url) {
    return url.replace("http://", "");
  }

  /** A server that is none of HTTP. */
  private NetServer listen(Consumer<NetSocket> connected) {
    return await(
        vertx
            .createNetServer()
            .connectHandler(connected::accept)
            .exceptionHandler(ended -> {})
            .listen(0, "127.0.0.1"));
  }

  @Test
  void aWrongPassword_isShownOnce() {
    CouchDbServer server = COUCHDB.server();

    String message = misuse("user", at(proxy.url()).put("password", "not-it"));

    assertThat(message)
        .contains("password is refused", proxy.url(), "Name or password is incorrect.")
        .doesNotContain("not-it", server.password());
    assertThat(proxy.requests()).hasSize(1);
  }

  @Test
  void aLockedAccount_isToldInTheWordsOfCouchDb() {
    String reason = "Account is temporarily locked due to multiple authentication failures";
    proxy.plan(
        WELCOME,
        Fault.OTHER_ANSWER,
        403,
        new JsonObject().put("error", "forbidden").put("reason", reason).encode());

    assertThat(misuse("user", at(proxy.url()))).endsWith(": " + reason);
    assertThat(proxy.requests()).hasSize(1);
  }

  @Test
  void noUserWhereOneIsWanted_isNamed() {
    proxy.plan(WELCOME, Fault.OTHER_ANSWER, 401, "{\"reason\":\"Authentication required.\"}");
    JsonObject options = new JsonObject().put("url", proxy.url());

    assertThat(misuse("user", options)).contains("is missing", "Authentication required.");
  }

  @Test
  void somethingElseThanCouchDb_isTold() {
    for (int status : new int[] {200, 301, 400, 404}) {
      proxy.plan(WELCOME, Fault.OTHER_ANSWER, status, "{\"it\":\"works\"}");

      assertThat(misuse("url", at(proxy.url())))
          .contains(proxy.url(), "something else than CouchDB", "status " + status);
    }
  }

  @Test
  void couchDbThatCannotAnswer_isUnavailable() {
    proxy.plan(WELCOME, Fault.OTHER_ANSWER, 503, "{\"reason\":\"not today\\nsorry\"}");

    assertThat(failure(at(proxy.url())))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContainingAll(proxy.url(), "option url", "503: not today sorry");
  }

  @Test
  void tlsToAPortOfHttp_isToldWithoutAStackTrace() {
    try (CapturedErr err = new CapturedErr()) {
      String message = misuse("url", at("https://" + plain(proxy.url())));

      assertThat(message).contains("https://" + plain(proxy.url()), "TLS", "is it http://?");
      assertThat(err.lines()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  @Test
  void tlsToAPortThatWaitsForMore_endsAfterTheTimeForAConnection() {
    NetServer silent = listen(socket -> socket.handler(ignored -> {}));
    String url = "https://127.0.0.1:" + silent.actualPort();
    try (CapturedErr err = new CapturedErr()) {
      String message = misuse("url", at(url).put("connectTimeoutMs", 300));

      assertThat(message).contains(url, "TLS");
      assertThat(err.lines()).noneMatch(line -> line.startsWith("\tat "));
    }
    await(silent.close());
  }

  @Test
  void httpToAPortOfTls_isToldWithoutAStackTrace() {
    Buffer alert = Buffer.buffer(new byte[] {0x15, 3, 1, 0, 2, 2, 0x46});
    NetServer tls = listen(socket -> socket.handler(hello -> socket.end(alert)));
    String url = "http://127.0.0.1:" + tls.actualPort();
    try (CapturedErr err = new CapturedErr()) {
      assertThat(failure(at(url)))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContainingAll(url, "option url", "https://");
      assertThat(err.lines()).noneMatch(line -> line.startsWith("\tat "));
    }
    await(tls.close());
  }

  @Test
  void nobodyThere_isToldWithTheAddress() {
    String url = proxy.url();
    await(proxy.stop());

    assertThat(failure(at(url)))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContainingAll(url, "option url", "nothing listens there");
  }

  @Test
  void anAdministratorWhoIsNone_isToldWhatCreateTakes() {
    proxy.plan("PUT /", Fault.OTHER_ANSWER, 401, "{\"reason\":\"You are not a server admin.\"}");

    Throwable failure = failureOf(() -> backend.open(vertx, at(proxy.url()), MANY.subList(0, 1)));

    assertThat(failure)
        .isInstanceOf(StoreOptionException.class)
        .hasMessageContainingAll("create", "administrator", "You are not a server admin.");
  }
}
