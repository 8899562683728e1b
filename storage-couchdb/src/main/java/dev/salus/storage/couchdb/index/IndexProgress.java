package dev.salus.storage.couchdb.index;

import dev.salus.storage.couchdb.http.CouchDbHttp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells from time to time which indexes are being built and how far they are, as {@code
 * _active_tasks} says where the user may read it. To be used on the io context only.
 */
public final class IndexProgress {

  /**
   * So often there is a line for each index, or whenever a request may have ended: milliseconds.
   */
  public static final long EVERY_MS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(IndexProgress.class);
  private static final int PERCENT = 100;

  private final CouchDbHttp http;
  private final Consumer<String> waiting;
  private final Set<Building> pending = new LinkedHashSet<>();

  private record Building(String database, ViewDefinition view) {}

  /**
   * Asks by these requests.
   *
   * @param waiting gets a sentence for each index that is being built
   */
  public IndexProgress(CouchDbHttp http, Consumer<String> waiting) {
    this.http = http;
    this.waiting = waiting;
  }

  /** Tells what is pending until the future has ended, and gives the same result. */
  public <T> Future<T> tellUntil(Vertx vertx, long everyMs, Future<T> done) {
    long timer = vertx.setPeriodic(everyMs, turn -> tell());
    return done.onComplete(ended -> vertx.cancelTimer(timer));
  }

  /** Lets the view be told of until its build has ended, and gives the same result. */
  public <T> Future<T> during(String database, ViewDefinition view, Future<T> build) {
    Building building = new Building(database, view);
    pending.add(building);
    return build.onComplete(ended -> pending.remove(building));
  }

  /** Tells what is pending now, if anything is; never fails. */
  public Future<Void> tell() {
    if (pending.isEmpty()) {
      return Future.succeededFuture();
    }
    return http.send(HttpMethod.GET, "/_active_tasks", null)
        .map(reply -> tasks(reply.array()))
        .otherwise(List.of())
        .onSuccess(tasks -> pending.forEach(building -> say(building, tasks)))
        .mapEmpty();
  }

  private static List<JsonObject> tasks(JsonArray tasks) {
    return IntStream.range(0, tasks.size())
        .mapToObj(tasks::getValue)
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .filter(task -> "indexer".equals(task.getValue("type")))
        .toList();
  }

  private void say(Building building, List<JsonObject> tasks) {
    String line =
        "CouchDB builds the index "
            + building.view().name()
            + " of "
            + building.database()
            + progress(building, tasks);
    LOG.info(line);
    waiting.accept(line);
  }

  /** All shards together: their databases are named {@code shards/RANGE/NAME.NUMBER}. */
  private static String progress(Building building, List<JsonObject> tasks) {
    List<JsonObject> own = tasks.stream().filter(task -> isOf(task, building)).toList();
    long done = own.stream().mapToLong(task -> number(task, "changes_done")).sum();
    long total = own.stream().mapToLong(task -> number(task, "total_changes")).sum();
    return total <= 0
        ? ""
        : ": " + PERCENT * done / total + " % (" + done + " of " + total + " changes)";
  }

  private static boolean isOf(JsonObject task, Building building) {
    String database = String.valueOf(task.getValue("database"));
    String name = database.substring(database.lastIndexOf('/') + 1).replaceFirst("\\.[0-9]+$", "");
    return name.equals(building.database())
        && building.view().designId().equals(task.getValue("design_document"));
  }

  private static long number(JsonObject task, String field) {
    return task.getValue(field) instanceof Number number ? number.longValue() : 0;
  }
}
