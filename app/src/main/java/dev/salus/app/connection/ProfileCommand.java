package dev.salus.app.connection;

import dev.salus.app.dialogue.CommandFailure;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code salus profile}: servers and logins that need not be typed each time. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Keeps the addresses of servers and your logins there, by names of yours; no secrets.",
      "The one named 'default' is used where a command names none."
    })
public final class ProfileCommand {

  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  private ProfileCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The command with all of its own.
   *
   * @param environment the variables of the process
   */
  public static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new ProfileCommand(environment));
  }

  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = "Keeps a server and a login.")
  int set(
      @Option(names = "--server", paramLabel = "URL", required = true, description = "Its address.")
          URI server,
      @Option(names = "--login", paramLabel = "NAME", required = true, description = "Who you are.")
          String login,
      @Option(
              names = "--key-dir",
              paramLabel = "DIR",
              description = "Where your key file is, if not in the usual place.")
          @Nullable Path keys,
      @Parameters(
              arity = "0..1",
              paramLabel = "PROFILE",
              defaultValue = Profiles.USUAL,
              description = "The name to keep them by (default: ${DEFAULT-VALUE}).")
          String name) {
    return run(
        profiles -> {
          profiles.keep(name, new Profiles.Profile(server, login, Optional.ofNullable(keys)));
          out("Kept as '" + name + "': " + login + " at " + server + ".");
        });
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what is kept: name, login and server.")
  int list() {
    return run(
        profiles ->
            profiles
                .all()
                .forEach(
                    (name, profile) ->
                        out(
                            name
                                + "  "
                                + profile.login()
                                + "  "
                                + profile.server()
                                + profile.keys().map(folder -> "  keys in " + folder).orElse(""))));
  }

  @Command(name = "remove", mixinStandardHelpOptions = true, description = "Forgets one.")
  int remove(
      @Parameters(paramLabel = "PROFILE", description = "From 'salus profile list'.") String name) {
    return run(
        profiles -> {
          if (!profiles.remove(name)) {
            throw new CommandFailure("there is no profile '" + name + "'");
          }
        });
  }

  /** What a command does with them. */
  private interface Use {
    void of(Profiles profiles);
  }

  private int run(Use use) {
    try {
      use.of(new Profiles(environment));
      return CommandLine.ExitCode.OK;
    } catch (CommandFailure failure) {
      CommandLine command = Objects.requireNonNull(spec).commandLine();
      command.getErr().println("salus: " + CommandFailure.explain(failure));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private void out(String line) {
    Objects.requireNonNull(spec).commandLine().getOut().println(line);
  }
}
