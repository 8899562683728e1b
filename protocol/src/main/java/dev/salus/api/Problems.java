package dev.salus.api;

import dev.salus.protocol.ProtocolViolation;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Errors as JSON (RFC 9457 {@code application/problem+json}) and back: the one place that knows
 * both. The gateway, the event bus, results of a bulk and the SDK's transports use it.
 */
public final class Problems {

  private static final String TYPE_PREFIX = "urn:salus:error:";

  private Problems() {}

  /**
   * The typed error behind a failure: itself, an {@link Invalid} for a violation of the protocol,
   * else an {@link InternalFault} that says nothing of the cause.
   */
  public static SalusException typed(Throwable failure) {
    if (failure instanceof SalusException salus) {
      return salus;
    }
    if (failure instanceof ProtocolViolation violation) {
      return Invalid.of(violation);
    }
    return new InternalFault("an error of the server's own; its log has more");
  }

  /** The problem document of an error. */
  public static JsonObject toJson(SalusException error) {
    ErrorCode code = error.code();
    JsonObject json =
        new JsonObject()
            .put("type", TYPE_PREFIX + code.code())
            .put("title", code.title())
            .put("status", code.status())
            .put("detail", error.detail())
            .put("code", code.code());
    if (error instanceof Invalid invalid) {
      json.put("field", invalid.field());
    } else if (error instanceof SecondFactorRequired required) {
      json.put("reason", required.reason().wireName());
    } else if (error instanceof Conflict conflict && conflict.currentRev() != null) {
      json.put("currentRev", conflict.currentRev());
    } else if (error instanceof QuotaExceeded exceeded) {
      json.put("quota", exceeded.quota()).put("limit", exceeded.limit());
    } else if (error instanceof TooManyRequests tooMany) {
      json.put("retryAfterMs", tooMany.retryAfterMs());
    } else if (error instanceof Unavailable unavailable) {
      json.put("retryAfterMs", unavailable.retryAfterMs());
    }
    return json;
  }

  /** The error that a problem document describes. */
  public static SalusException fromJson(JsonObject problem) {
    String detail = text(problem, "detail", "no detail was given");
    return switch (ErrorCode.of(text(problem, "code", ""))) {
      case INVALID -> new Invalid(text(problem, "field", ""), detail);
      case UNAUTHENTICATED -> new Unauthenticated(detail);
      case SECOND_FACTOR_REQUIRED ->
          new SecondFactorRequired(
              SecondFactorRequired.Reason.of(text(problem, "reason", "")), detail);
      case FORBIDDEN -> new Forbidden(detail);
      case NOT_FOUND -> new NotFound(detail);
      case METHOD_NOT_ALLOWED -> new MethodNotAllowed(detail);
      case CONFLICT -> new Conflict(detail, optionalText(problem, "currentRev"));
      case QUOTA_EXCEEDED ->
          new QuotaExceeded(detail, text(problem, "quota", ""), number(problem, "limit", 0));
      case TOO_LARGE -> new TooLarge(detail);
      case TOO_MANY_REQUESTS -> new TooManyRequests(detail, retryAfterMs(problem));
      case INTERNAL -> new InternalFault(detail);
      case UNAVAILABLE -> new Unavailable(detail, retryAfterMs(problem));
    };
  }

  private static String text(JsonObject problem, String name, String otherwise) {
    String value = optionalText(problem, name);
    return value == null ? otherwise : value;
  }

  private static @Nullable String optionalText(JsonObject problem, String name) {
    return problem.getValue(name) instanceof String text ? text : null;
  }

  private static long retryAfterMs(JsonObject problem) {
    return number(problem, "retryAfterMs", 1_000);
  }

  private static long number(JsonObject problem, String name, long otherwise) {
    return problem.getValue(name) instanceof Number number ? number.longValue() : otherwise;
  }
}
