package dev.salus.app.server;

import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.connection.ConnectionLimits;
import dev.salus.gateway.token.SigningKey;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * What {@code salus serve} runs, but it waits for nobody longer than the first argument says, and
 * has the kernel take little for those who do not read: a flood is over sooner.
 */
final class ImpatientServer {

  private static final int SEND_BUFFER_BYTES = 16 * 1024;

  private ImpatientServer() {}

  public static void main(String[] arguments) {
    MemoryGuard.install();
    ConnectionLimits limits = ConnectionLimits.defaults().withSendBuffer(SEND_BUFFER_BYTES);
    GatewayOptions gateway =
        GatewayOptions.defaults()
            .listeningOn("127.0.0.1", 0)
            .withConnections(
                limits.withTimeouts(Duration.parse(arguments[0]), limits.exchangeTimeout()));
    SalusServer.FirstAdmin admin =
        new SalusServer.FirstAdmin("admin", System.getenv(ServeOptions.ADMIN_PASSWORD));
    SalusServer server =
        SalusServer.start(
                Vertx.vertx(),
                SalusServer.Settings.defaults().with(gateway).with(admin),
                SigningKey.generate(new SecureRandom()))
            .await();
    System.out.println("salus: listening on http://127.0.0.1:" + server.port());
  }
}
