package dev.salus.sdk.transport;

import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The path and query of a call, escaped (RFC 3986 §2.1). */
final class RequestTarget {

  /** What a server takes for a step to another path, however it is escaped. */
  private static final Set<String> STEPS = Set.of("", ".", "..");

  private RequestTarget() {}

  /**
   * Below the gateway's address.
   *
   * @throws NotFound if a part of the path is one that nothing can have
   */
  static String of(Operation operation, JsonObject parameters) {
    String path = Operation.ROOT + operation.path(name -> segment(parameters, name));
    JsonObject query = operation.query(parameters);
    return query.isEmpty() ? path : path + "?" + query(query);
  }

  private static String segment(JsonObject parameters, String name) {
    String value = parameters.getString(name);
    if (value == null) {
      throw new IllegalArgumentException("the call lacks the parameter " + name);
    }
    if (STEPS.contains(value)) {
      throw new NotFound("nothing has an id like that");
    }
    return escaped(value);
  }

  private static String query(JsonObject query) {
    return query.stream().map(RequestTarget::pair).collect(Collectors.joining("&"));
  }

  private static String pair(Map.Entry<String, Object> entry) {
    return entry.getKey() + "=" + escaped(entry.getValue().toString());
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
