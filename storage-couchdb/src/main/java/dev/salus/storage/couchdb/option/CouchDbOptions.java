package dev.salus.storage.couchdb.option;

import dev.salus.storage.support.OptionReader;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The plugin's settings, all checked.
 *
 * @param url where CouchDB answers
 * @param credentials empty for a server that asks for none
 * @param prefix what the names of all databases begin with
 * @param create whether missing databases are created
 * @param allowPublicDatabases whether databases may be open to everybody who reaches CouchDB
 * @param limits bounds in number, bytes and time
 */
public record CouchDbOptions(
    CouchDbAddress url,
    Optional<Credentials> credentials,
    String prefix,
    boolean create,
    boolean allowPublicDatabases,
    Limits limits) {

  /** The name by which configuration chooses this store. */
  public static final String STORE = "couchdb";

  /** The environment variable that the password is taken from if the options hold none. */
  static final String PASSWORD_VARIABLE = "SALUS_COUCHDB_PASSWORD";

  /**
   * Bounds; times in milliseconds.
   *
   * @param poolSize the most connections for requests
   * @param connectTimeoutMs how long a request waits for a connection
   * @param requestTimeoutMs how long it then waits for its whole answer
   * @param indexBuildTimeoutMs how long opening waits until CouchDB has built an index
   * @param retryAfterMs the hint that callers get with {@code StoreUnavailable}
   * @param heartbeatMs how often CouchDB shows that a change feed is alive
   * @param maxBatchDocuments the most documents in a request
   * @param maxBatchBytes the most bytes of documents in a request; a larger document goes alone
   * @param maxDocumentBytes the largest document; CouchDB's own limit is 8 000 000 by default
   * @param maxPendingDocuments the most documents that wait for an answer, reads and writes
   * @param maxPendingBytes the most bytes of documents that wait to be written
   */
  public record Limits(
      int poolSize,
      int connectTimeoutMs,
      int requestTimeoutMs,
      int indexBuildTimeoutMs,
      int retryAfterMs,
      int heartbeatMs,
      int maxBatchDocuments,
      int maxBatchBytes,
      int maxDocumentBytes,
      int maxPendingDocuments,
      int maxPendingBytes) {

    /** The least time that a request waits before it is given up. */
    public Duration patience() {
      return Duration.ofMillis(Math.min(connectTimeoutMs, requestTimeoutMs));
    }
  }

  /**
   * Reads the settings.
   *
   * @param environment the value of an environment variable, or null
   * @throws IllegalArgumentException naming the option that is unknown, missing or unusable; never
   *     with its value
   */
  public static CouchDbOptions read(JsonObject json, UnaryOperator<String> environment) {
    OptionReader options = new OptionReader(STORE, json);
    AddressOptions address = new AddressOptions(options);
    CouchDbOptions read =
        new CouchDbOptions(
            address.url("url"),
            address.credentials("user", "password", environment, PASSWORD_VARIABLE),
            options.text("prefix", "salus-", "[a-z][a-z0-9_-]{0,63}"),
            options.flag("create", false),
            options.flag("allowPublicDatabases", false),
            limits(options));
    options.refuseOthers();
    return read;
  }

  private static Limits limits(OptionReader options) {
    return new Limits(
        options.number("poolSize", 16, 2, 1_024),
        options.number("connectTimeoutMs", 5_000, 1, 600_000),
        options.number("requestTimeoutMs", 30_000, 1, 600_000),
        options.number("indexBuildTimeoutMs", 3_600_000, 1, Integer.MAX_VALUE),
        options.number("retryAfterMs", 1_000, 1, 3_600_000),
        options.number("heartbeatMs", 15_000, 10, 600_000),
        options.number("maxBatchDocuments", 500, 1, 10_000),
        options.number("maxBatchBytes", 8_000_000, 1, 1_000_000_000),
        options.number("maxDocumentBytes", 7_500_000, 1, 1_000_000_000),
        options.number("maxPendingDocuments", 10_000, 1, 10_000_000),
        options.number("maxPendingBytes", 64_000_000, 1, Integer.MAX_VALUE));
  }

  /** Where CouchDB is, as people are told it; credentials are never part of it. */
  public String address() {
    return url.toString();
  }

  /** The name of a collection's database. */
  public String database(String collection) {
    return prefix + collection;
  }
}
