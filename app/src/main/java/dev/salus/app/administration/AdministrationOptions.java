package dev.salus.app.administration;

import dev.salus.app.server.StoreOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which an administrator's command finds what it works on. */
final class AdministrationOptions {

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "Address of the running server. Without it the command works on the store itself, while no"
              + " server runs on it.")
  private @Nullable URI server;

  @Option(
      names = "--login",
      paramLabel = "NAME",
      defaultValue = "admin",
      description =
          "Which administrator asks the server (default: ${DEFAULT-VALUE}). The password is asked"
              + " for; without a terminal it is the first line of the input.")
  private String login = "admin";

  @Option(names = "--json", description = "Prints JSON, an object a line, for scripts.")
  private boolean json;

  @Mixin private StoreOptions store = new StoreOptions();

  /** Null to work on the store. */
  @Nullable URI server() {
    return server;
  }

  String login() {
    return login;
  }

  boolean isJson() {
    return json;
  }

  StoreOptions store() {
    return store;
  }
}
