package dev.salus.gateway.browser;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.gateway.CorsPolicy;
import dev.salus.gateway.RunningGateway;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other servers. */
class CorsTest {

  private static final String APP = "https://app.example.org";
  private static final String OTHER = "https://elsewhere.example.org";
  private static final String ALLOWED = "Access-Control-Allow-Origin";

  private static HttpResponse<Buffer> preflight(RunningGateway gateway, String origin) {
    return await(
        gateway
            .request(HttpMethod.OPTIONS, "/api/v1/users/me/password", null)
            .putHeader("Origin", origin)
            .putHeader("Access-Control-Request-Method", "PUT")
            .putHeader("Access-Control-Request-Headers", "authorization,content-type")
            .send());
  }

  private static HttpResponse<Buffer> logIn(RunningGateway gateway, String origin) {
    return await(
        gateway
            .request(HttpMethod.POST, "/api/v1/auth/login", null)
            .putHeader("Origin", origin)
            .sendJsonObject(
                new JsonObject()
                    .put("login", RunningGateway.ADMIN)
                    .put("password", RunningGateway.PASSWORD)));
  }

  @Test
  void aPageThatIsAllowedAsksAndReadsAndAnotherDoesNot() {
    try (RunningGateway gateway =
        RunningGateway.with(
            options -> options.withCors(CorsPolicy.allowing(List.of(APP, "http://[::1]:3000"))))) {
      HttpResponse<Buffer> permitted = preflight(gateway, APP);
      assertThat(permitted.statusCode()).isEqualTo(204);
      assertThat(permitted.getHeader(ALLOWED)).isEqualTo(APP);
      assertThat(permitted.getHeader("Access-Control-Allow-Methods")).contains("PUT");
      assertThat(permitted.getHeader("Access-Control-Allow-Headers"))
          .contains("authorization", "content-type");
      assertThat(permitted.getHeader("Access-Control-Allow-Credentials")).isNull();

      HttpResponse<Buffer> read = logIn(gateway, APP);
      assertThat(read.statusCode()).isEqualTo(200);
      assertThat(read.getHeader(ALLOWED)).isEqualTo(APP);
      assertThat(read.getHeader("Access-Control-Expose-Headers")).contains("etag");

      HttpResponse<Buffer> refused = preflight(gateway, OTHER);
      assertThat(refused.statusCode()).isEqualTo(405);
      assertThat(refused.getHeader(ALLOWED)).isNull();
      HttpResponse<Buffer> unread = logIn(gateway, OTHER);
      assertThat(unread.getHeader(ALLOWED)).isNull();
      assertThat(unread.headers().getAll("Vary")).as("for caches in between").contains("Origin");
    }
  }

  @Test
  void byDefaultNoPageIsAllowed() {
    try (RunningGateway gateway = RunningGateway.start()) {
      assertThat(preflight(gateway, APP).statusCode()).isEqualTo(405);
      assertThat(logIn(gateway, APP).getHeader(ALLOWED)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "app.example.org",
        "https://app.example.org/",
        "https://App.example.org",
        "https://*.example.org",
        "https://user@app.example.org",
        "ftp://app.example.org",
        "https://app.example.org?x",
        "not one"
      })
  void whatIsNoOriginIsRefusedByName(String origin) {
    assertThatThrownBy(() -> CorsPolicy.allowing(List.of(origin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + origin + "'");
  }
}
