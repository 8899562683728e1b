package dev.salus.storage.couchdb.testing;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Removes the databases that tests made, by the prefixes that they were given: at the end of the
 * JVM, since a test that fails, or whose server is killed, removes nothing.
 */
final class MadeDatabases {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Map<CouchDbServer, MadeDatabases> BY_SERVER = new ConcurrentHashMap<>();

  private final Set<String> prefixes = ConcurrentHashMap.newKeySet();
  private final CouchDbServer server;

  MadeDatabases(CouchDbServer server) {
    this.server = server;
  }

  /** What this JVM's tests make on a server; removed when it ends, however few of them did. */
  static MadeDatabases removedAtTheEnd(CouchDbServer server) {
    return BY_SERVER.computeIfAbsent(server, MadeDatabases::withHook);
  }

  private static MadeDatabases withHook(CouchDbServer server) {
    MadeDatabases made = new MadeDatabases(server);
    Runtime.getRuntime().addShutdownHook(new Thread(made::removeOrSay, "remove-databases"));
    return made;
  }

  /** Databases whose names begin so are the tests'. */
  void note(String prefix) {
    if (prefix.isEmpty()) {
      throw new IllegalArgumentException("a prefix of nothing is everybody's");
    }
    prefixes.add(prefix);
  }

  private void removeOrSay() {
    try {
      remove();
    } catch (IOException e) {
      System.out.println("databases of tests may be left at " + server.url() + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Removes what is there under the prefixes. */
  void remove() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    for (String database : made(client)) {
      send(client, "DELETE", "/" + database);
    }
  }

  private List<String> made(HttpClient client) throws IOException, InterruptedException {
    return new JsonArray(send(client, "GET", "/_all_dbs").body())
        .stream().map(String::valueOf).filter(this::isOurs).toList();
  }

  private boolean isOurs(String database) {
    return prefixes.stream().anyMatch(database::startsWith);
  }

  private HttpResponse<String> send(HttpClient client, String method, String path)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (!server.user().isEmpty()) {
      byte[] pair = (server.user() + ":" + server.password()).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
