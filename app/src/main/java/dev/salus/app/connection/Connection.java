package dev.salus.app.connection;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.sdk.transport.HttpTransport;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;

/**
 * Which server a command talks to, as whom, and where the keys are.
 *
 * @param server its address
 * @param login who logs in
 * @param keyDirectory the folder of the key file
 */
public record Connection(URI server, String login, Path keyDirectory) {

  /**
   * Reaches the server, which nobody has asked anything yet.
   *
   * @throws CommandFailure saying why, if a password may not be sent to that address
   */
  public HttpTransport transport(Vertx vertx, String password) {
    try {
      return new HttpTransport(vertx, server, login, password);
    } catch (IllegalArgumentException unsafe) {
      throw CommandFailure.address(server, unsafe);
    }
  }
}
