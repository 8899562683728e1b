package dev.salus.app.keys;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command finds the server, the user and the key file. */
final class ConnectionOptions {

  @Option(
      names = "--server",
      paramLabel = "URL",
      required = true,
      description = "Address of the server.")
  private @Nullable URI server;

  @Option(
      names = "--login",
      paramLabel = "NAME",
      required = true,
      description =
          "Who logs in. The password is asked for, then the passphrase of the key file; without a"
              + " terminal they are read from the input, one a line.")
  private @Nullable String login;

  @Option(
      names = "--key-dir",
      paramLabel = "DIR",
      description =
          "Where the key file is (default: .salus/keys in the home directory); for its owner only.")
  private Path keyDirectory = Path.of(System.getProperty("user.home"), ".salus", "keys");

  URI server() {
    return required(server);
  }

  String login() {
    return required(login);
  }

  Path keyDirectory() {
    return keyDirectory;
  }

  private static <T> T required(@Nullable T option) {
    if (option == null) {
      throw new IllegalStateException("the command line was not read");
    }
    return option;
  }
}
