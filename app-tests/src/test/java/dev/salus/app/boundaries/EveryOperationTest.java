package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.InternalFault;
import dev.salus.api.SalusException;
import dev.salus.api.Unavailable;
import dev.salus.api.event.ChangeFilter;
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
import java.util.UUID;
import java.util.regex.Pattern;
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

  private static RunningGateway server;
  private static WebClient web;
  private static BusTransport bus;

  @BeforeAll
  static void start() {
    server = RunningGateway.start();
    web = WebClient.create(server.vertx());
    Caller caller = Caller.ofDataOwner(UUID.randomUUID().toString(), UUID.randomUUID().toString());
    bus = new BusTransport(server.vertx(), caller);
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
  void hasAnAnswerOnTheBus(Operation operation) {
    JsonObject parameters = new JsonObject().put("rev", "1-a");
    operation
        .pathParameters()
        .forEach(parameter -> parameters.put(parameter.wireName(), UUID.randomUUID().toString()));
    JsonObject body = operation.takesBody() ? new JsonObject() : null;

    Throwable refusal =
        await(
            bus.call(operation, parameters, body)
                .map(answer -> (Throwable) null)
                .otherwise(failure -> failure));

    if (refusal != null) {
      assertThat(refusal)
          .isInstanceOf(SalusException.class)
          .isNotInstanceOfAny(Unavailable.class, InternalFault.class);
    }
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
