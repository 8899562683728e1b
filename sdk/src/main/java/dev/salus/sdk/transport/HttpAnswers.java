package dev.salus.sdk.transport;

import dev.salus.api.InternalFault;
import dev.salus.api.NotFound;
import dev.salus.api.Problems;
import dev.salus.api.SalusException;
import dev.salus.api.TooLarge;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns answers of a gateway, or of whatever stands before it, into JSON or a typed error. */
final class HttpAnswers {

  private static final long RETRY_AFTER_MS = 1_000;

  private HttpAnswers() {}

  /**
   * The body of an answer; null if it has none.
   *
   * @throws SalusException what the server answered instead
   */
  static @Nullable JsonObject read(int status, @Nullable Buffer body) {
    boolean success = status >= 200 && status < 300;
    if (success && (body == null || body.length() == 0)) {
      return null;
    }
    Optional<JsonObject> json = body == null ? Optional.empty() : json(body);
    if (success) {
      return json.orElseThrow(
          () ->
              new InternalFault("the server answered " + status + " with a body that is refused"));
    }
    throw json.filter(problem -> problem.containsKey("code"))
        .map(Problems::fromJson)
        .orElseGet(() -> ofStatus(status));
  }

  private static Optional<JsonObject> json(Buffer body) {
    try {
      return Optional.of(StrictJson.parse(body.getBytes()));
    } catch (ProtocolViolation violation) {
      return Optional.empty();
    }
  }

  /** What a proxy or load balancer says, which knows nothing of problem documents. */
  private static SalusException ofStatus(int status) {
    String detail = "the server answered " + status + " without saying why";
    return switch (status) {
      case 401 -> new Unauthenticated(detail);
      case 404 -> new NotFound(detail);
      case 413 -> new TooLarge(detail);
      case 429 -> new TooManyRequests(detail, RETRY_AFTER_MS);
      case 502, 503, 504 -> new Unavailable(detail, RETRY_AFTER_MS);
      default -> new InternalFault(detail);
    };
  }
}
