package dev.salus.gateway.openapi;

import dev.salus.api.operation.Operation;
import dev.salus.api.operation.PathParameter;
import dev.salus.api.operation.QueryParameter;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The OpenAPI 3.1 document of the API. Paths, methods, parameters, statuses and who may ask are
 * those of {@link Operation}; what people read, and which members bodies have, is what {@code
 * docs/http-api.md} says.
 */
public final class ApiDocument {

  private static final String VERSION = "1";
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final String SCHEME = "accessToken";

  private final ApiPage page;

  private ApiDocument(ApiPage page) {
    this.page = page;
  }

  /** Makes the document; takes some milliseconds of a worker. */
  public static JsonObject make() {
    return new ApiDocument(ApiPage.read()).document();
  }

  private JsonObject document() {
    JsonObject paths = new JsonObject();
    for (Operation operation : Operation.values()) {
      put(
          paths,
          Operation.ROOT + operation.pathTemplate(),
          operation.method().name(),
          of(operation));
    }
    page.routes().stream()
        .filter(route -> paths.getJsonObject(Operation.ROOT + route.path()) == null)
        .forEach(route -> put(paths, route.path(), route.method(), ofRoot(route)));
    return new JsonObject()
        .put("openapi", "3.1.0")
        .put("info", info())
        .put("tags", tags())
        .put("paths", paths)
        .put("components", components());
  }

  private static void put(JsonObject paths, String path, String method, JsonObject operation) {
    JsonObject item = Objects.requireNonNullElseGet(paths.getJsonObject(path), JsonObject::new);
    paths.put(path, item.put(method.toLowerCase(Locale.ROOT), operation));
  }

  private static JsonObject info() {
    return new JsonObject()
        .put("title", "Salus HTTP API")
        .put("version", VERSION)
        .put("license", new JsonObject().put("name", "Apache-2.0").put("identifier", "Apache-2.0"))
        .put(
            "description",
            "Medical records shared end to end encrypted: what is sealed and signed in these"
                + " bodies is made by clients, and the server opens none of it.");
  }

  private JsonArray tags() {
    JsonArray tags = new JsonArray();
    page.routes().stream()
        .map(RouteText::topic)
        .distinct()
        .forEach(topic -> tags.add(new JsonObject().put("name", topic)));
    return tags;
  }

  private static JsonObject components() {
    return new JsonObject()
        .put("schemas", new JsonObject().put("Problem", Schemas.problem()))
        .put(
            "securitySchemes",
            new JsonObject()
                .put(
                    SCHEME,
                    new JsonObject()
                        .put("type", "http")
                        .put("scheme", "bearer")
                        .put("bearerFormat", "JWT")));
  }

  private JsonObject of(Operation operation) {
    Optional<RouteText> text = page.route(operation.method().name(), operation.pathTemplate());
    JsonObject described =
        new JsonObject()
            .put("operationId", camelCase(operation.name()))
            .put("summary", words(operation.name()));
    text.ifPresent(
        said ->
            described
                .put("tags", new JsonArray().add(said.topic()))
                .put("description", said.description()));
    described.put("parameters", parameters(operation));
    if (operation.takesBody()) {
      described.put("requestBody", requestBody(text.flatMap(RouteText::request)));
    }
    return described
        .put("responses", responses(operation, text.flatMap(RouteText::answer)))
        .put("security", security(operation));
  }

  private static JsonArray parameters(Operation operation) {
    JsonArray parameters = new JsonArray();
    for (PathParameter parameter : operation.pathParameters()) {
      parameters.add(
          new JsonObject()
              .put("name", parameter.wireName())
              .put("in", "path")
              .put("required", true)
              .put("schema", Schemas.of(parameter)));
    }
    for (QueryParameter parameter : operation.queryParameters()) {
      parameters.add(
          new JsonObject()
              .put("name", parameter.name())
              .put("in", "query")
              .put("required", parameter.required())
              .put("schema", Schemas.of(parameter)));
    }
    return parameters;
  }

  private static JsonObject requestBody(Optional<BodyShape> shape) {
    JsonObject schema = shape.map(BodyShape::schema).orElseGet(Schemas::anyObject);
    return new JsonObject().put("required", true).put("content", content(JSON, schema));
  }

  private static JsonObject responses(Operation operation, Optional<BodyShape> shape) {
    JsonObject body =
        new JsonObject()
            .put("description", "Done.")
            .put(
                "content",
                content(JSON, shape.map(BodyShape::schema).orElseGet(Schemas::anyObject)));
    JsonObject responses = new JsonObject();
    switch (operation.answer()) {
      case OK, TOKENS -> responses.put("200", body);
      case CREATED, CREATED_ENTITY -> responses.put("201", body);
      case NO_CONTENT -> responses.put("204", described("Done."));
      case ENTITY -> {
        responses.put("200", body);
        if (operation.method().equals(HttpMethod.GET)) {
          responses.put("304", described("The client has this revision."));
        } else if (operation.method().equals(HttpMethod.DELETE)) {
          responses.put("204", described("Done; the caller no longer sees the entity."));
        }
      }
      case SOCKET -> responses.put("101", described("The connection is a WebSocket."));
    }
    return responses.put("default", refusal());
  }

  private static JsonObject refusal() {
    return described("Refused, or failed: go by the code.")
        .put(
            "content",
            content(PROBLEM, new JsonObject().put("$ref", "#/components/schemas/Problem")));
  }

  private JsonObject ofRoot(RouteText route) {
    String name = route.path().substring(1).replaceAll("[^A-Za-z]+", "_");
    return new JsonObject()
        .put("operationId", camelCase(name))
        .put("summary", route.path())
        .put("tags", new JsonArray().add(route.topic()))
        .put("description", route.description())
        .put(
            "responses",
            new JsonObject()
                .put(
                    "200",
                    described("As said above.").put("content", content(JSON, Schemas.anyObject())))
                .put("default", refusal()))
        .put("security", new JsonArray());
  }

  private static JsonArray security(Operation operation) {
    return operation.isOpenToStrangers()
        ? new JsonArray()
        : new JsonArray().add(new JsonObject().put(SCHEME, new JsonArray()));
  }

  private static JsonObject described(String description) {
    return new JsonObject().put("description", description);
  }

  private static JsonObject content(String type, JsonObject schema) {
    return new JsonObject().put(type, new JsonObject().put("schema", schema));
  }

  /** {@code PUT_POLICY} as {@code putPolicy}. */
  private static String camelCase(String name) {
    StringBuilder text = new StringBuilder();
    for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
      if (!word.isEmpty()) {
        text.append(
            text.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
      }
    }
    return text.toString();
  }

  /** {@code PUT_POLICY} as {@code Put policy}. */
  private static String words(String name) {
    String words = name.toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
