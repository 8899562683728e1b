package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.InternalFault;
import dev.salus.api.SalusException;
import dev.salus.api.Services;
import dev.salus.api.Unavailable;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the verticles answer, and the store behind each of them: every one is asked for something
 * that nobody has. Asked by everybody all the time, it asks once a second at most.
 */
final class Readiness {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long FRESH_MS = 1_000;
  private static final JsonObject READY = new JsonObject().put("status", "ready");

  private final Map<String, Supplier<Future<?>>> questions = new LinkedHashMap<>();
  private final Clock clock;
  private @Nullable Future<JsonObject> latest;
  private long askedAt;

  Readiness(Vertx vertx, Clock clock, SecureRandom random) {
    this.clock = clock;
    String nobody = Ids.random(random);
    Caller stranger = Caller.ofDataOwner(nobody, nobody);
    JsonObject nothing = new JsonObject().put("ids", new JsonArray().add(nobody));
    questions.put("identity", () -> Services.identity(vertx).dataOwnerExists(nobody));
    questions.put("crypto", () -> Services.crypto(vertx).exchange(stranger, nobody));
    questions.put(
        "entities",
        () ->
            Services.entities(vertx)
                .getMany(stranger, EntityType.PATIENT.wireName(), nothing.copy()));
    questions.put("sharing", () -> Services.sharing(vertx).policy(stranger));
  }

  /** {@code {status: "ready"}}; fails with {@link Unavailable} naming what does not answer. */
  Future<JsonObject> check() {
    long now = clock.millis();
    Future<JsonObject> known = latest;
    if (known == null || (known.isComplete() && Math.abs(now - askedAt) >= FRESH_MS)) {
      known = ask();
      latest = known;
      askedAt = now;
    }
    return known;
  }

  private Future<JsonObject> ask() {
    List<Future<String>> silent =
        questions.entrySet().stream().map(each -> silent(each.getKey(), each.getValue())).toList();
    return Future.all(silent).compose(all -> verdict(all.<String>list()));
  }

  private static Future<JsonObject> verdict(List<String> silent) {
    List<String> names = silent.stream().filter(name -> !name.isEmpty()).toList();
    return names.isEmpty()
        ? Future.succeededFuture(READY)
        : Future.failedFuture(new Unavailable("not ready: " + String.join(", ", names), FRESH_MS));
  }

  /** Its name if it does not answer, else nothing. */
  private static Future<String> silent(String name, Supplier<Future<?>> question) {
    return question
        .get()
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .map(answer -> "")
        .otherwise(failure -> isAnswer(failure) ? "" : name);
  }

  /** A refusal is an answer too. */
  private static boolean isAnswer(Throwable failure) {
    return failure instanceof SalusException
        && !(failure instanceof Unavailable)
        && !(failure instanceof InternalFault);
  }
}
