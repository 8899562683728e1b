package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.InternalFault;
import dev.salus.api.SalusException;
import dev.salus.api.Unavailable;
import dev.salus.api.event.ChangeFilter;
import dev.salus.api.operation.Dispatcher;
import dev.salus.api.operation.Operation;
import dev.salus.gateway.RunningGateway;
import dev.salus.sdk.transport.BusTransport;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each operation of the table is answered over HTTP and on the bus, and documented. */
final class EveryOperationTest {

  private static final Path PAGE = Path.of("..", "docs", "http-api.md");
  private static final Pattern HEADING =
      Pattern.compile("### (GET|POST|PUT|DELETE) /(?!health|\\.).*");

  /** The service that an operation belongs to, by how its path begins: the first that fits. */
  private static final List<Map.Entry<String, String>> SERVICES =
      List.of(
          Map.entry("/users/me/auto-share", "sharing"),
          Map.entry("/access-back", "sharing"),
          Map.entry("/data-owners/{id}/keys", "crypto"),
          Map.entry("/data-owners/{id}/quotas", "crypto"),
          Map.entry("/exchanges", "crypto"),
          Map.entry("/recovery", "crypto"),
          Map.entry("/notary-", "crypto"),
          Map.entry("/entities/{type}", "entities"),
          Map.entry("/auth", "identity"),
          Map.entry("/users", "identity"),
          Map.entry("/data-owners", "identity"));

  /** The methods that are not called as their operations are. */
  private static final Map<Operation, String> OTHER_NAMES =
      Map.of(
          Operation.LOG_IN, "login",
          Operation.LOG_OUT, "logout",
          Operation.CREATE_ENTITY, "create",
          Operation.LIST_ENTITIES, "list",
          Operation.ENTITIES, "getMany",
          Operation.ENTITY, "get",
          Operation.MODIFY_ENTITY, "modify",
          Operation.DELETE_ENTITY, "delete");

  private static RunningGateway server;
  private static WebClient web;
  private static BusTransport bus;
  private static BusCalls calls;

  @BeforeAll
  static void start() {
    server = RunningGateway.start();
    web = WebClient.create(server.vertx());
    Caller caller = Caller.ofDataOwner(UUID.randomUUID().toString(), UUID.randomUUID().toString());
    bus = new BusTransport(server.vertx(), caller);
    calls = BusCalls.on(server.vertx());
  }

  @AfterAll
  static void stop() {
    web.close();
    await(bus.close());
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void hasARoute(Operation operation) {
    int status = await(asked(operation.path(name -> "x"), operation));

    if (operation.isOpenToStrangers()) {
      assertThat(status).as("without a body").isEqualTo(400);
    } else {
      assertThat(status).as("without a token").isEqualTo(401);
    }
    assertThat(await(asked("/nothing" + operation.path(name -> "x"), operation))).isEqualTo(404);
  }

  private static Future<Integer> asked(String path, Operation operation) {
    String url = "http://127.0.0.1:" + server.port() + Operation.ROOT + path;
    return web.requestAbs(operation.method(), url).send().map(answer -> answer.statusCode());
  }

  @ParameterizedTest
  @EnumSource(value = Operation.class, mode = EnumSource.Mode.EXCLUDE, names = "SUBSCRIBE")
  void hasAnAnswerOnTheBusByItsOwnMethod(Operation operation) {
    JsonObject parameters = new JsonObject().put("rev", "1-a");
    operation
        .pathParameters()
        .forEach(parameter -> parameters.put(parameter.wireName(), UUID.randomUUID().toString()));
    JsonObject body = operation.takesBody() ? new JsonObject() : null;

    AtomicReference<Throwable> refusal = new AtomicReference<>();
    List<String> asked =
        calls.during(
            () ->
                called(operation, parameters, body)
                    .onFailure(refusal::set)
                    .transform(done -> Future.succeededFuture()));

    assertThat(asked).first().isEqualTo(service(operation) + "." + method(operation));
    if (refusal.get() != null) {
      assertThat(refusal.get())
          .isInstanceOf(SalusException.class)
          .isNotInstanceOfAny(Unavailable.class, InternalFault.class);
    }
  }

  private static Future<JsonObject> called(
      Operation operation, JsonObject parameters, @Nullable JsonObject body) {
    return operation.isOpenToStrangers()
        ? new Dispatcher(server.vertx()).callAsStranger(operation, "::1", parameters, body)
        : bus.call(operation, parameters, body);
  }

  private static String service(Operation operation) {
    return SERVICES.stream()
        .filter(begins -> operation.pathTemplate().startsWith(begins.getKey()))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /** The operation's name as Java writes a method's, unless it has another one. */
  private static String method(Operation operation) {
    String name = operation.name();
    String joined =
        Arrays.stream(name.split("_", -1))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
    return OTHER_NAMES.getOrDefault(
        operation, name.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1));
  }

  @Test
  void changesAreHeardOnTheBus() {
    await(await(bus.subscribe(ChangeFilter.ALL, change -> {})).close());
  }

  /**
   * What is a list comes in pages that end by bytes, in whatever way it goes on: with {@code next},
   * the cursor of the next page, or with {@code rest}, what is left of what was asked for.
   */
  @ParameterizedTest
  @EnumSource(Operation.class)
  void t22_everyListGoesOnWhereItsAnswerEnds(Operation operation) throws IOException {
    String section = section(operation);
    boolean list = section.contains("`{items: [");

    assertThat(operation.isInPages())
        .as("%s", operation)
        .isEqualTo(list && operation.method().equals(HttpMethod.GET));
    if (list) {
      assertThat(section).containsPattern("`\\{items: \\[[^`]*(next\\?|rest\\?)[^`]*}`");
    }
    if (operation.isInPages()) {
      assertThat(section).contains("`limit`, `cursor`");
    }
  }

  /** The text of the page on an operation, up to its examples. */
  private static String section(Operation operation) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf("### " + operation + "\n");
    assertThat(begin).as("%s has a section", operation).isNotNegative();
    return page.substring(begin, page.indexOf("```", begin));
  }

  @Test
  void hasASectionInTheDocs() throws IOException {
    List<String> headings =
        Files.readAllLines(PAGE).stream()
            .filter(HEADING.asMatchPredicate())
            .map(line -> line.substring("### ".length()))
            .toList();

    assertThat(headings)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Operation.values()).map(Operation::toString).toList());
  }
}
