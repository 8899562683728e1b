package dev.salus.sdk.recovery;

import dev.salus.api.InternalFault;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.crypto.Fingerprint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads requests to give access back from what the server answers, page by page. */
final class AccessBackPages {

  /** More than any owner has; a list that goes on is a server's that never ends. */
  private static final int MOST_PAGES = 10_000;

  private final Function<JsonObject, Future<JsonObject>> call;
  private final Map<String, AccessBackRequest> found = new LinkedHashMap<>();
  private final Promise<List<AccessBackRequest>> done = Promise.promise();

  private AccessBackPages(Function<JsonObject, Future<JsonObject>> call) {
    this.call = call;
  }

  /**
   * All that the calls with this query, and then with the cursor of each next page, bring. Fails
   * with {@link InternalFault} if a page is none, or they do not end.
   */
  static Future<List<AccessBackRequest>> all(
      JsonObject query, Function<JsonObject, Future<JsonObject>> call) {
    AccessBackPages requests = new AccessBackPages(call);
    requests.page(query, null, 1);
    return requests.done.future();
  }

  private void page(JsonObject query, @Nullable String cursor, int number) {
    JsonObject asked = cursor == null ? query : query.copy().put("cursor", cursor);
    Future.succeededFuture(asked)
        .compose(call)
        .map(this::read)
        .onFailure(done::fail)
        .onSuccess(answer -> after(query, answer, number));
  }

  private void after(JsonObject query, JsonObject answer, int number) {
    String next = ServerAnswers.next(answer);
    if (next == null) {
      done.complete(List.copyOf(found.values()));
    } else if (number == MOST_PAGES) {
      done.fail(new InternalFault("the server's list of requests does not end"));
    } else {
      page(query, next, number + 1);
    }
  }

  private JsonObject read(JsonObject answer) {
    ServerAnswers.items(answer).stream()
        .map(AccessBackPages::request)
        .forEach(request -> found.put(request.id(), request));
    return answer;
  }

  private static AccessBackRequest request(JsonObject json) {
    try {
      FieldReader in = FieldReader.of(json);
      String dataOwner = in.uuid("owner");
      String newKeyId = in.base64("newKeyId", KeyCard.KEY_ID_BYTES);
      AccessBackRequest request =
          new AccessBackRequest(
              in.text("id"),
              dataOwner,
              newKeyId,
              Fingerprint.of(dataOwner, newKeyId),
              in.uuid("counterpart"),
              in.integer("createdAt"),
              in.has("doneAt") && in.integer("doneAt") >= 0);
      in.end();
      return request;
    } catch (ProtocolViolation violation) {
      throw new InternalFault("the server's request to give access back is not one");
    }
  }
}
