package dev.salus.app.administration;

import dev.salus.app.config.Configurable;
import dev.salus.app.server.StoreOptions;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options by which an administrator's command finds what it works on. */
@Configurable
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

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Mixin private StoreOptions store = new StoreOptions();

  /** Null to work on the store, as it does if the command line names one. */
  @Nullable URI server() {
    ParseResult typed = Objects.requireNonNull(spec).commandLine().getParseResult();
    boolean onStore = typed.hasMatchedOption("--data") || typed.hasMatchedOption("--store");
    if (onStore && typed.hasMatchedOption("--server")) {
      throw new ParameterException(
          spec.commandLine(), "--server is for a server that runs, --data and --store for none");
    }
    return onStore ? null : server;
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
