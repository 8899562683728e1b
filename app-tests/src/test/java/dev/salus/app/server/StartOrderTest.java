package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.token.SigningKey;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server listens only when everything is there that whoever calls may need. */
class StartOrderTest {

  private static final String PASSWORD = "correct horse battery staple";

  private final Vertx vertx = Vertx.vertx();
  private final List<Boolean> listening = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(180, TimeUnit.SECONDS);
  }

  @Test
  void theFirstAdministratorIsThereBeforeTheServerListens() throws Exception {
    int port = freePort();
    vertx.eventBus().addOutboundInterceptor(delivery -> look(delivery, port));
    SalusServer.Settings settings =
        SalusServer.Settings.defaults()
            .with(GatewayOptions.defaults().listeningOn("127.0.0.1", port))
            .with(new SalusServer.FirstAdmin("root", PASSWORD));

    SalusServer server =
        SalusServer.start(vertx, settings, SigningKey.generate(new SecureRandom()))
            .await(180, TimeUnit.SECONDS);

    assertThat(listening).as("when the administrator was made").containsExactly(false);
    assertThat(server.firstAdmin().getBoolean("created")).isTrue();
    assertThat(listens(port)).isTrue();
    server.close().await(180, TimeUnit.SECONDS);
  }

  @Test
  void aServerWithoutAFirstAdministratorListensToo() throws Exception {
    SalusServer.Settings settings =
        SalusServer.Settings.defaults().with(GatewayOptions.defaults().listeningOn("127.0.0.1", 0));

    SalusServer server =
        SalusServer.start(vertx, settings, SigningKey.generate(new SecureRandom()))
            .await(180, TimeUnit.SECONDS);

    assertThat(server.firstAdmin().getBoolean("created")).isFalse();
    assertThat(listens(server.port())).isTrue();
    server.close().await(180, TimeUnit.SECONDS);
  }

  private void look(DeliveryContext<?> delivery, int port) {
    if (delivery.message().address().equals(Addresses.IDENTITY)
        && "ensureAdmin".equals(delivery.message().headers().get("action"))) {
      listening.add(listens(port));
    }
    delivery.next();
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
