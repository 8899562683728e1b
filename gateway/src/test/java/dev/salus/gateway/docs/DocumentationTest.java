package dev.salus.gateway.docs;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.gateway.RunningGateway;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI document and the page that shows it, as the gateway serves them. */
final class DocumentationTest {

  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\":]+)\"");
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static HttpResponse<Buffer> get(String path, String acceptEncoding) {
    var request = gateway.request(HttpMethod.GET, path, null).followRedirects(false);
    if (!acceptEncoding.isEmpty()) {
      request.putHeader("Accept-Encoding", acceptEncoding);
    }
    return await(request.send());
  }

  @Test
  void s60_theDocumentIsOpenApi31AndHasEveryOperationOnce() {
    JsonObject document = get("/api/v1/openapi.json", "").bodyAsJsonObject();
    var contract = new ContractCheck(gateway.vertx(), document).contract();

    assertThat(contract.getVersion()).isEqualTo(OpenAPIVersion.V3_1);
    for (Operation operation : Operation.values()) {
      JsonObject described =
          document
              .getJsonObject("paths")
              .getJsonObject(Operation.ROOT + operation.pathTemplate())
              .getJsonObject(operation.method().name().toLowerCase(Locale.ROOT));
      assertThat(described.getString("description")).as("%s", operation).contains("- Errors:");
      assertThat(described.getJsonArray("security").isEmpty())
          .as("%s", operation)
          .isEqualTo(operation.isOpenToStrangers());
      assertThat(described.containsKey("requestBody")).isEqualTo(operation.takesBody());
    }
    assertThat(contract.operations()).hasSizeGreaterThanOrEqualTo(Operation.values().length + 3);
  }

  @Test
  void s60_theRootPointsToAPageThatLoadsNothingFromElsewhere() {
    HttpResponse<Buffer> root = get("/", "");
    assertThat(root.statusCode()).isEqualTo(302);
    assertThat(root.getHeader("Location")).isEqualTo("/docs");

    HttpResponse<Buffer> page = get("/docs", "");
    assertThat(page.getHeader("Content-Type")).startsWith("text/html");
    assertThat(page.getHeader("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("http");
    List<String> loaded =
        LOADED.matcher(page.bodyAsString()).results().map(found -> found.group(1)).toList();
    assertThat(loaded).contains("docs/swagger-ui-bundle.js", "docs/start.js");
    for (String path : loaded) {
      assertThat(get("/" + path, "").statusCode()).as(path).isEqualTo(200);
    }
    assertThat(get("/docs/start.js", "").bodyAsString())
        .contains("validatorUrl: null", "api/v1/openapi.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/swagger-ui-bundle.js", "/api/v1/openapi.json"})
  void whatIsTheSameForAllIsCompressedForWhomTakesIt(String path) throws IOException {
    HttpResponse<Buffer> plain = get(path, "");
    HttpResponse<Buffer> gzip = get(path, "br, gzip;q=0.5");

    assertThat(plain.getHeader("Content-Encoding")).isNull();
    assertThat(gzip.getHeader("Content-Encoding")).isEqualTo("gzip");
    assertThat(gzip.headers().getAll("Vary")).contains("accept-encoding");
    assertThat(unpacked(gzip)).isEqualTo(plain.body().getBytes());
    assertThat(get(path, "gzip;q=0").getHeader("Content-Encoding")).isNull();
  }

  private static byte[] unpacked(HttpResponse<Buffer> answer) throws IOException {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(answer.body().getBytes()))) {
      return in.readAllBytes();
    }
  }

  /** Their size would tell somebody on the way, who has a text of their own in it, the rest. */
  @ParameterizedTest
  @CsvSource({"/users/me", "/users", "/data-owners", "/entities/Patient"})
  void whatIsNotTheSameForAllIsNeverCompressed(String path) {
    String token = gateway.adminToken();
    HttpResponse<Buffer> answer =
        await(
            gateway
                .request(HttpMethod.GET, RunningGateway.API + path, token)
                .putHeader("Accept-Encoding", "gzip")
                .send());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.getHeader("Content-Encoding")).isNull();
    assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void everyAnswerTellsBrowsersToDoNothingWithIt() {
    for (String path : Arrays.asList("/api/v1/users/me", "/nothing", "/health/live", "/docs")) {
      HttpResponse<Buffer> answer = get(path, "");
      assertThat(answer.getHeader("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(answer.getHeader("X-Frame-Options")).as(path).isEqualTo("DENY");
      assertThat(answer.getHeader("Referrer-Policy")).as(path).isEqualTo("no-referrer");
      assertThat(answer.getHeader("Content-Security-Policy"))
          .as(path)
          .contains("default-src 'none'");
      assertThat(answer.getHeader("Strict-Transport-Security")).as(path).isNull();
      assertThat(new String(answer.body().getBytes(), StandardCharsets.UTF_8)).isNotEmpty();
    }
  }
}
