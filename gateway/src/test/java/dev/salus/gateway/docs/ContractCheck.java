package dev.salus.gateway.docs;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds requests and answers to an OpenAPI document by Vert.x OpenAPI, which has read it and found
 * it to be one.
 */
final class ContractCheck {

  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private final OpenAPIContract contract;
  private final RequestValidator requests;
  private final ResponseValidator responses;
  private final Set<String> seen = new TreeSet<>();

  /** Fails if this is no OpenAPI document, by the schema of its version. */
  ContractCheck(Vertx vertx, JsonObject document) {
    // The validator knows no other JSON than this; that problems are named as such is checked
    // below.
    String readable = document.encode().replace(PROBLEM, JSON);
    this.contract = await(OpenAPIContract.from(vertx, new JsonObject(readable)));
    this.requests = RequestValidator.create(vertx, contract);
    this.responses = ResponseValidator.create(vertx, contract);
  }

  OpenAPIContract contract() {
    return contract;
  }

  /** The ids of the operations that well-formed requests were checked of. */
  Set<String> seen() {
    return seen;
  }

  /** A request that was sent, and what came. */
  record Exchange(
      String method, String target, String body, int status, String contentType, String answer) {}

  /** Fails if the request is none that the document has, or the answer is not. */
  void check(Exchange exchange) {
    String path = exchange.target().split("\\?", 2)[0];
    Operation operation = contract.findOperation(path, HttpMethod.valueOf(exchange.method()));
    assertThat(operation).as("%s %s is in the document", exchange.method(), path).isNotNull();
    if (exchange.status() < 400) {
      seen.add(operation.getOperationId());
      await(requests.validate(request(exchange, path, operation), operation.getOperationId()));
    } else {
      assertThat(exchange.contentType()).isEqualTo(PROBLEM);
    }
    if (exchange.status() != 101) {
      await(responses.validate(response(exchange), operation.getOperationId()));
    }
  }

  private static ValidatableRequestImpl request(
      Exchange exchange, String path, Operation operation) {
    Map<String, RequestParameter> inPath = new HashMap<>();
    String[] template = operation.getAbsoluteOpenAPIPath().split("/", -1);
    String[] segments = path.split("/", -1);
    for (int at = 0; at < template.length; at++) {
      if (template[at].startsWith("{")) {
        String name = template[at].substring(1, template[at].length() - 1);
        inPath.put(name, new RequestParameterImpl(segments[at]));
      }
    }
    Map<String, RequestParameter> query = query(exchange.target(), operation);
    return exchange.body().isEmpty()
        ? new ValidatableRequestImpl(Map.of(), Map.of(), inPath, query)
        : new ValidatableRequestImpl(
            Map.of(),
            Map.of(),
            inPath,
            query,
            new RequestParameterImpl(Buffer.buffer(exchange.body())),
            JSON);
  }

  /** Those of the request, of which the document must know each. */
  private static Map<String, RequestParameter> query(String target, Operation operation) {
    Map<String, RequestParameter> query = new HashMap<>();
    if (target.contains("?")) {
      for (String pair : target.split("\\?", 2)[1].split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query.put(
            parts[0],
            new RequestParameterImpl(URLDecoder.decode(parts[1], StandardCharsets.UTF_8)));
      }
    }
    assertThat(operation.getParameters())
        .extracting(Parameter::getName)
        .containsAll(query.keySet());
    return query;
  }

  private static ValidatableResponse response(Exchange exchange) {
    return exchange.answer().isEmpty()
        ? ValidatableResponse.create(exchange.status())
        : ValidatableResponse.create(exchange.status(), Buffer.buffer(exchange.answer()), JSON);
  }
}
