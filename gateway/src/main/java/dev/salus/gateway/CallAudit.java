package dev.salus.gateway;

import dev.salus.api.Caller;
import dev.salus.api.ErrorCode;
import dev.salus.api.operation.AnswerKind;
import dev.salus.api.operation.Operation;
import dev.salus.api.operation.PathParameter;
import dev.salus.gateway.observation.AuditTrail;
import dev.salus.gateway.observation.AuditedCall;
import dev.salus.gateway.routing.RoutedRequest;
import dev.salus.protocol.Ids;
import dev.salus.protocol.ProtocolViolation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of a call. Recorded is every call of somebody who is known, and of strangers what
 * succeeds and log-ins that are refused: what anybody can send without end must fill no disk.
 */
final class CallAudit {

  /** The most ids in a record: what is taken names no more. */
  private static final int MOST_IDS = 1_000;

  /** But for those that come too often, which would be without end. */
  private static final Set<ErrorCode> REFUSED_LOG_INS =
      Set.of(ErrorCode.UNAUTHENTICATED, ErrorCode.SECOND_FACTOR_REQUIRED, ErrorCode.FORBIDDEN);

  /** What an administrator changes of a user, by the members of the body. */
  private static final List<String> CHANGES = List.of("roles", "locked");

  private static final List<String> LISTS = List.of("items", "results", "entities", "ids");

  private final AuditTrail trail;
  private final Operation operation;
  private final TrustedProxies proxies;

  /**
   * @param proxies who is believed about where a request comes from
   */
  CallAudit(AuditTrail trail, Operation operation, TrustedProxies proxies) {
    this.proxies = proxies;
    this.trail = trail;
    this.operation = operation;
  }

  /** Refuses a call whose end could not be recorded. */
  void check() {
    trail.check();
  }

  /**
   * Records how a call ended.
   *
   * @param request null if it was refused before it was read
   * @param caller who asked, if that is known
   * @param answer null if it failed
   * @param outcome null if it did not
   */
  Future<Void> record(
      RoutedRequest routed,
      @Nullable ApiRequest request,
      @Nullable Caller caller,
      @Nullable Answer answer,
      @Nullable ErrorCode outcome) {
    String user = caller == null ? newUser(answer) : caller.user();
    if (user == null && outcome != null && !isRefusedLogIn(outcome)) {
      return Future.succeededFuture();
    }
    Map<String, String> inPath = inPath(routed);
    return trail.record(
        new AuditedCall(
            RequestIds.of(routed.request()),
            operation,
            user,
            caller == null ? null : caller.dataOwner(),
            inPath,
            ids(inPath, request, answer),
            outcome == null && request != null ? change(request.body()) : null,
            ApiRequest.address(routed.request(), proxies),
            outcome));
  }

  private boolean isRefusedLogIn(ErrorCode outcome) {
    return operation == Operation.LOG_IN && REFUSED_LOG_INS.contains(outcome);
  }

  /** What became of a user: two calls of one operation may be a promotion and a lock. */
  private @Nullable JsonObject change(@Nullable JsonObject body) {
    if (operation != Operation.CHANGE_USER || body == null) {
      return null;
    }
    JsonObject change = new JsonObject();
    CHANGES.stream()
        .filter(body::containsKey)
        .forEach(name -> change.put(name, body.getValue(name)));
    return change;
  }

  /** Who logged in. */
  private @Nullable String newUser(@Nullable Answer answer) {
    return answer != null
            && operation.answer() == AnswerKind.TOKENS
            && answer.body() != null
            && answer.body().getValue("user") instanceof JsonObject user
        ? user.getString("id")
        : null;
  }

  /** Only what is of the kind that stands there: anything else is somebody's invention. */
  private Map<String, String> inPath(RoutedRequest routed) {
    Map<String, String> ids = new LinkedHashMap<>();
    for (PathParameter parameter : operation.pathParameters()) {
      try {
        String value = Objects.requireNonNullElse(routed.pathParam(parameter.wireName()), "");
        ids.put(parameter.wireName(), parameter.checked(value));
      } catch (ProtocolViolation other) {
        ids.put(parameter.wireName(), "-");
      }
    }
    return ids;
  }

  private static List<String> ids(
      Map<String, String> inPath, @Nullable ApiRequest request, @Nullable Answer answer) {
    List<String> ids = new ArrayList<>();
    JsonObject told = answer == null ? null : answer.body();
    if (answer != null && answer.text() != null) {
      add(inPath.get(PathParameter.ID.wireName()), ids);
    } else if (told == null && request != null) {
      told = request.body();
    }
    if (told != null) {
      add(told.getValue("id"), ids);
      for (String list : LISTS) {
        if (told.getValue(list) instanceof JsonArray items) {
          items.stream()
              .limit(MOST_IDS + 1L)
              .forEach(
                  item -> add(item instanceof JsonObject one ? one.getValue("id") : item, ids));
        }
      }
    }
    return ids.size() > MOST_IDS ? shortened(ids) : ids;
  }

  /** Nothing that is taken names as many, so there is more only in what was refused. */
  private static List<String> shortened(List<String> ids) {
    List<String> first = new ArrayList<>(ids.subList(0, MOST_IDS));
    first.add("more");
    return first;
  }

  private static void add(@Nullable Object id, List<String> ids) {
    if (id instanceof String text && Ids.isUuid(text)) {
      ids.add(text);
    }
  }
}
