package dev.salus.app.administration;

import dev.salus.app.config.Configurable;
import dev.salus.app.dialogue.Answers;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Terminal;
import dev.salus.app.server.StoreOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
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

  @Option(
      names = "--password-stdin",
      description =
          "Takes passwords from the input, a line each, and asks nothing: first the administrator's"
              + " own if there is --server, and the code of a second factor, then a new one. Fails where the input is a terminal.")
  private boolean passwordStdin;

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

  /** Where answers come from: this, but with --password-stdin only if nobody sits there. */
  Terminal answersFrom(Terminal terminal) {
    return passwordStdin
        ? prompts -> notAPerson(terminal.open(new PrintWriter(Writer.nullWriter())))
        : terminal;
  }

  private static Answers notAPerson(Answers answers) throws IOException {
    if (answers.terminal().isEmpty()) {
      return answers;
    }
    answers.close();
    throw new CommandFailure(
        "--password-stdin is for passwords from a file or a program, and the input is a terminal;"
            + " leave it out to be asked");
  }

  StoreOptions store() {
    return store;
  }
}
