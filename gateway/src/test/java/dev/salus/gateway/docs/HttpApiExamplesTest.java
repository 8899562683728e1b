package dev.salus.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.gateway.RunningGateway;
import dev.salus.gateway.docs.HttpApiPage.Route;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/http-api.md} shows what happens: every route there has an example, and every example,
 * sent as it stands there, gets the answer that stands there; both are as the OpenAPI document has
 * them.
 */
final class HttpApiExamplesTest {

  private static final List<String> PARTS = List.of("- Request: ", "- Answer: ", "- Errors: ");

  @Test
  void everyRouteSaysWhatItTakesAndAnswersAndShowsIt() throws IOException {
    HttpApiPage page = HttpApiPage.read();

    assertThat(page.routes()).isNotEmpty();
    for (Route route : page.routes()) {
      assertThat(route.examples()).as("%s", route).anyMatch(route::isShownBy);
      for (String part : PARTS) {
        assertThat(route.text()).as("%s", route).anyMatch(line -> line.startsWith(part));
      }
    }
    assertThat(page.routes())
        .extracting(route -> route.method() + " " + route.path())
        .doesNotHaveDuplicates();
  }

  @Test
  void everyPathTakesTheMethodsThatThePageHasForIt() throws IOException {
    Map<String, String> shown = new TreeMap<>();
    Map<String, Set<String>> methods = new TreeMap<>();
    for (Route route : HttpApiPage.read().routes()) {
      HttpExample example =
          route.examples().stream().filter(route::isShownBy).findFirst().orElseThrow();
      shown.put(route.path(), example.path().replaceAll("\\{[^/]+}", "x"));
      Set<String> ofPath = methods.computeIfAbsent(route.path(), path -> new TreeSet<>());
      ofPath.addAll(isReadMoreThanOnce(route) ? Set.of("GET", "HEAD") : Set.of(route.method()));
    }
    try (RunningGateway gateway = RunningGateway.start()) {
      for (Map.Entry<String, Set<String>> path : methods.entrySet()) {
        assertThat(allowed(gateway, shown.get(path.getKey())))
            .as(path.getKey())
            .isEqualTo(path.getValue());
      }
    }
  }

  /** A blob that is gone once it was read is for GET only. */
  private static boolean isReadMoreThanOnce(Route route) {
    return route.method().equals("GET") && !route.path().equals("/recovery/{recoveryId}");
  }

  private static Set<String> allowed(RunningGateway gateway, String path) throws IOException {
    try (PlainHttp http = new PlainHttp(gateway.port())) {
      http.send("PATCH " + path, List.of(), "");
      String allow = headers(http.head()).getOrDefault("allow", "");
      return new TreeSet<>(Arrays.asList(allow.split(", ", -1)));
    }
  }

  @Test
  void everyExampleIsAnsweredAsThePageHasIt() throws IOException {
    HttpApiPage page = HttpApiPage.read();
    try (RunningGateway gateway = RunningGateway.start();
        Run run = new Run(gateway)) {
      for (Route route : page.routes()) {
        for (HttpExample example : route.examples()) {
          run.send(example);
        }
      }
      run.checkMessages();
      assertThat(run.contract.seen())
          .as("operations of the OpenAPI document that an example is of")
          .hasSize(run.contract.contract().operations().size());
    }
  }

  private static Map<String, String> headers(List<String> head) {
    Map<String, String> headers = new LinkedHashMap<>();
    head.stream()
        .skip(1)
        .map(line -> line.split(": *", 2))
        .forEach(header -> headers.put(header[0].toLowerCase(Locale.ROOT), header[1]));
    return headers;
  }

  /** One run through all examples; what one gives is there for the next. */
  private static final class Run implements AutoCloseable {
    private final RunningGateway gateway;
    private final ExampleValues values;
    private final ContractCheck contract;
    private final Map<HttpExample, PlainHttp> sockets = new LinkedHashMap<>();

    Run(RunningGateway gateway) {
      this.gateway = gateway;
      this.values = new SignedValues(gateway).values();
      this.contract =
          new ContractCheck(gateway.vertx(), gateway.get("/openapi.json", null).bodyAsJsonObject());
    }

    void send(HttpExample example) throws IOException {
      PlainHttp http = new PlainHttp(gateway.port());
      http.send(
          example.method() + " " + values.filledIn(example.target()),
          example.headers().stream().map(values::filledIn).toList(),
          values.filledIn(example.body()));
      List<String> head = http.head();
      Map<String, String> headers = headers(head);
      if (example.isHandshake()) {
        sockets.put(example, http);
        check(example, head, headers, "");
        return;
      }
      try (http) {
        int length =
            example.status() == 304
                ? 0
                : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        check(example, head, headers, http.body(length));
      }
    }

    private void check(
        HttpExample example, List<String> head, Map<String, String> headers, String body) {
      assertThat(head.get(0))
          .as("%s: %s", example, body)
          .startsWith("HTTP/1.1 " + example.status());
      for (String line : example.answerHeaders()) {
        String[] header = line.split(": ", 2);
        String actual = headers.getOrDefault(header[0].toLowerCase(Locale.ROOT), "");
        assertThat(values.matches(header[1], actual))
            .as("%s: %s is '%s'", example, header[0], actual)
            .isTrue();
      }
      if (!example.isHandshake()) {
        checkBody(example, body);
      }
      contract.check(
          new ContractCheck.Exchange(
              example.method(),
              values.filledIn(example.target()),
              values.filledIn(example.body()),
              example.status(),
              headers.getOrDefault("content-type", ""),
              body));
    }

    private void checkBody(HttpExample example, String body) {
      if (example.answer().isEmpty()) {
        assertThat(body).as("%s", example).isEmpty();
      } else {
        JsonPattern pattern = new JsonPattern(values);
        assertThat(pattern.differences(example.answer(), new JsonObject(body)))
            .as("%s", example)
            .isEmpty();
      }
    }

    /** What came on the WebSockets that were opened. */
    void checkMessages() throws IOException {
      assertThat(sockets).isNotEmpty();
      for (Map.Entry<HttpExample, PlainHttp> socket : sockets.entrySet()) {
        checkBody(socket.getKey(), socket.getValue().message());
      }
    }

    @Override
    public void close() throws IOException {
      for (PlainHttp socket : new ArrayList<>(sockets.values())) {
        socket.close();
      }
    }
  }
}
