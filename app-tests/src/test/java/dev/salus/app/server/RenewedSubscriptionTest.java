package dev.salus.app.server;

import static dev.salus.gateway.RunningGateway.PASSWORD;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.TooManyRequests;
import dev.salus.api.Unavailable;
import dev.salus.api.event.ChangeFilter;
import dev.salus.app.scenarios.stage.EventRecorder;
import dev.salus.gateway.RunningGateway;
import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.gateway.events.EventLimits;
import dev.salus.gateway.token.TokenSettings;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.transport.EventStream;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The SDK's subscriptions over HTTP, where tokens expire and servers stop. */
class RenewedSubscriptionTest {

  private static RunningGateway gateway() {
    return RunningGateway.with(
        options ->
            options.withEvents(
                EventLimits.defaults().withSockets(10, 1).withPingInterval(Duration.ofSeconds(1))));
  }

  private static Transport transport(RunningGateway gateway, Vertx vertx, String login) {
    URI address = URI.create("http://127.0.0.1:" + gateway.port());
    return new HttpTransport(vertx, address, login, PASSWORD);
  }

  @Test
  void itIsRenewedWhenTheAccessTokenExpiresAndMissesNothing() {
    try (RunningGateway gateway = gateway()) {
      Somebody author = gateway.somebody("hcp");
      Transport transport = transport(gateway, gateway.vertx(), RunningGateway.ADMIN);
      Salus salus = await(Salus.connect(gateway.vertx(), SalusOptions.of(transport)));
      EventRecorder told = new EventRecorder();
      await(salus.dataSampleApi().subscribe(told));

      create(gateway, author);
      told.next();
      gateway.clock().advance(TokenSettings.MAX_LIFETIME);
      JsonObject made = create(gateway, author);
      JsonObject other = create(gateway, author);

      assertThat(told.next().id()).isEqualTo(made.getString("id"));
      assertThat(told.next().id()).isEqualTo(other.getString("id"));
      assertThat(told.timesMissed()).isZero();
      await(salus.close());
    }
  }

  private static JsonObject create(RunningGateway gateway, Somebody author) {
    return ok(
        201,
        gateway.post(
            "/entities/DataSample",
            gateway.logIn(author.login()),
            gateway.writes().create(author.owner(), EntityType.DATA_SAMPLE).toJson()));
  }

  @Test
  void aRefusalIsTheTypedErrorThatTheGatewayAnswers() {
    try (RunningGateway gateway = gateway()) {
      Somebody somebody = gateway.somebody("hcp");
      Transport transport = transport(gateway, gateway.vertx(), somebody.login());
      await(transport.subscribe(ChangeFilter.ALL, event -> {}));

      failure(TooManyRequests.class, transport.subscribe(ChangeFilter.ALL, event -> {}));
      await(transport.close());
    }
  }

  @Test
  void aServerThatStopsEndsTheStreamWithATypedError() {
    Vertx vertx = Vertx.vertx();
    try {
      RunningGateway gateway = gateway();
      Somebody somebody = gateway.somebody("hcp");
      Transport transport = transport(gateway, vertx, somebody.login());
      EventStream stream = await(transport.subscribe(ChangeFilter.ALL, event -> {}));
      gateway.close();

      failure(Unavailable.class, stream.ended());
      await(transport.close());
    } finally {
      await(vertx.close());
    }
  }
}
