package dev.salus.gateway;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.ErrorCode;
import dev.salus.api.operation.QueryParameter;
import dev.salus.gateway.events.EventLimits;
import dev.salus.gateway.events.EventSockets;
import dev.salus.gateway.token.AccessTokens;
import dev.salus.gateway.token.SigningKey;
import dev.salus.gateway.token.TokenSettings;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever is sent to whichever route, the answer is not a fault of the server's, and an error is
 * one of the catalogue. Each try sends one request to every route.
 */
@Tag("generated")
class GeneratedRequestsTest {

  private static RunningGateway gateway;
  private static Templates templates;
  private static List<ApiRoute> routes;

  @BeforeContainer
  static void start() {
    gateway = RunningGateway.start();
    templates = new Templates(gateway);
    AccessTokens tokens =
        AccessTokens.open(
            gateway.vertx(),
            SigningKey.generate(new SecureRandom()),
            TokenSettings.defaults(),
            gateway.clock(),
            new SecureRandom());
    EventSockets sockets =
        new EventSockets(gateway.vertx(), EventLimits.defaults(), gateway.clock());
    routes =
        ApiRoutes.all(gateway.vertx(), tokens, sockets, gateway.clock(), new SecureRandom())
            .stream()
            .filter(GeneratedRequestsTest::isNoPage)
            .toList();
    assertThat(routes.stream().filter(ApiRoute::takesBody)).allMatch(templates::knows);
  }

  @AfterContainer
  static void stop() {
    gateway.close();
  }

  /** Pages are the same whatever is asked, and are no JSON. */
  private static boolean isNoPage(ApiRoute route) {
    return !route.path().equals("/") && !route.path().startsWith("/docs");
  }

  @Property(tries = 200)
  void t13_noRequestIsAFaultOfTheServers(@ForAll Random random) {
    Junk junk = new Junk(random);
    List<Future<HttpResponse<Buffer>>> answers =
        routes.stream().map(route -> send(route, junk)).toList();
    await(Future.all(answers));
    for (int i = 0; i < routes.size(); i++) {
      check(routes.get(i), answers.get(i).result());
    }
  }

  private static Future<HttpResponse<Buffer>> send(ApiRoute route, Junk junk) {
    String path = junk.oneIn(3) ? junkPath(route, junk) : templates.path(route);
    String query =
        junk.oneIn(2)
            ? junk.query(route.parameters().stream().map(QueryParameter::name).toList())
            : "";
    HttpRequest<Buffer> request = gateway.request(route.method(), path + query, token(route, junk));
    if (junk.oneIn(5)) {
      request.putHeader("If-Match", junk.segment()).putHeader("If-None-Match", junk.segment());
    }
    if (!route.takesBody()) {
      return request.send();
    }
    request.putHeader(
        "Content-Type",
        junk.oneIn(10) ? junk.oneOf(List.of("text/html", "", ";;")) : "application/json");
    return request.sendBuffer(junk.body(templates.body(route)));
  }

  private static String junkPath(ApiRoute route, Junk junk) {
    StringBuilder path = new StringBuilder();
    for (String part : route.path().substring(1).split("/", -1)) {
      path.append('/').append(part.startsWith(":") ? junk.segment() : part);
    }
    return path.toString();
  }

  /** Logging out ends a session: a token of its own each time. */
  private static String token(ApiRoute route, Junk junk) {
    if (route.path().endsWith("/logout")) {
      return gateway.anotherAdmin();
    }
    return junk.oneIn(20)
        ? "a.b.c"
        : junk.oneOf(List.of(templates.author().token(), gateway.adminToken()));
  }

  private static void check(ApiRoute route, HttpResponse<Buffer> answer) {
    String what = route.method() + " " + route.path() + ": " + answer.bodyAsString();
    assertThat(answer.statusCode()).as(what).isLessThan(500);
    if (answer.statusCode() >= 400) {
      assertThat(answer.getHeader("Content-Type")).as(what).isEqualTo("application/problem+json");
      JsonObject problem = answer.bodyAsJsonObject();
      ErrorCode code = ErrorCode.of(problem.getString("code"));
      assertThat(code.status()).as(what).isEqualTo(answer.statusCode());
      assertThat(problem.getString("detail")).as(what).isNotBlank();
    } else if (answer.body() != null) {
      assertThat(answer.getHeader("Content-Type")).as(what).isEqualTo("application/json");
    }
  }
}
