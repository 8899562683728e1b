package dev.salus.benchmarks.gateway;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.api.Services;
import dev.salus.benchmarks.stage.Stage;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.GatewayVerticle;
import dev.salus.gateway.token.AccessTokens;
import dev.salus.gateway.token.SigningKey;
import dev.salus.gateway.token.TokenSettings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/** A stage with a gateway, as the jar has it. */
final class GatewayServer implements AutoCloseable {

  private final Stage stage;
  private final AccessTokens tokens;
  private final AtomicInteger port = new AtomicInteger();

  /** With a gateway for each processor. */
  GatewayServer(Stage stage) {
    this.stage = stage;
    Vertx vertx = stage.vertx();
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
    this.tokens =
        AccessTokens.open(
            vertx, SigningKey.generate(random), TokenSettings.defaults(), clock, random);
    GatewayOptions options = GatewayOptions.defaults().listeningOn("127.0.0.1", 0);
    await(
        vertx.deployVerticle(
            () -> new GatewayVerticle(options, tokens, clock, random, port::set),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors())));
  }

  int port() {
    return port.get();
  }

  Stage stage() {
    return stage;
  }

  /** An access token of this person. */
  String token(String login) {
    JsonObject credentials = new JsonObject().put("login", login).put("password", Stage.PASSWORD);
    return await(
            Services.identity(stage.vertx())
                .login(credentials, "local")
                .compose(session -> tokens.issuer().answer(session)))
        .getString("accessToken");
  }

  @Override
  public void close() {
    await(tokens.close());
    stage.close();
  }
}
