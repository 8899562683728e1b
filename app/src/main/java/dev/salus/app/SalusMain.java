package dev.salus.app;

import dev.salus.app.administration.DataOwnersCommand;
import dev.salus.app.administration.UsersCommand;
import dev.salus.app.audit.AuditCommand;
import dev.salus.app.config.ConfiguredDefaults;
import dev.salus.app.config.OneLineErrors;
import dev.salus.app.config.WrongSettingException;
import dev.salus.app.connection.LogInCommand;
import dev.salus.app.connection.LogOutCommand;
import dev.salus.app.connection.ProfileCommand;
import dev.salus.app.demo.DemoCommand;
import dev.salus.app.dialogue.Terminal;
import dev.salus.app.fhir.ImportFhirCommand;
import dev.salus.app.keys.KeysCommand;
import dev.salus.app.quickstart.QuickStartCommand;
import dev.salus.app.secondfactor.SecondFactorCommand;
import dev.salus.app.server.ConfigCommand;
import dev.salus.app.server.ServeCommand;
import dev.salus.app.server.StartFailure;
import dev.salus.app.server.StoreCommand;
import dev.salus.app.share.ShareCommand;
import dev.salus.app.store.StoreBackupCommand;
import dev.salus.app.store.StoreMoveCommand;
import dev.salus.app.store.StoreRestoreCommand;
import dev.salus.app.terminal.SystemTerminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of {@code salus.jar}. */
@Command(
    name = "salus",
    mixinStandardHelpOptions = true,
    version = "salus 0.1.0",
    description = "Medical records shared end to end encrypted.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Your machine was stolen, or your keys are lost? 'salus keys init' on another machine asks what"
          + " you have left, and gets your patients back with it."
    })
public final class SalusMain {

  /** In columns: no help is readable that is narrower. */
  private static final int LEAST_WIDTH = 60;

  private static final String SERVE = "serve";

  /** In the order of the help. */
  private static final List<String> COMMANDS =
      List.of(
          SERVE,
          "config",
          "quick-start",
          "demo",
          "audit",
          "backup",
          "restore",
          "move",
          "store",
          "users",
          "data-owners",
          "keys",
          "share",
          "login",
          "logout",
          "profile",
          "second-factor",
          "import-fhir");

  private SalusMain() {}

  /**
   * Runs a command and ends the process: 0 if all went well, 1 if not, 2 if the command line cannot
   * be understood.
   */
  public static void main(String[] arguments) {
    // Vert.x looks for it itself only if nothing else is configured.
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    System.exit(run(arguments));
  }

  private static int run(String... arguments) {
    try {
      Map<String, String> environment = ProcessEnvironment.read();
      CommandLine all = commandLine(environment, System.in, only(arguments));
      if (List.of(arguments).contains("--help")) {
        SystemTerminal.columnsOfOutput()
            .ifPresent(columns -> all.setUsageHelpWidth(Math.max(LEAST_WIDTH, columns)));
      }
      return all.execute(arguments);
    } catch (IllegalArgumentException refused) {
      System.err.println("salus: " + refused.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** The command that is meant, if it is a server's: its start is not to wait for all others. */
  private static Predicate<String> only(String... arguments) {
    return arguments.length > 0 && arguments[0].equals(SERVE) ? SERVE::equals : any -> true;
  }

  /** The command line in this environment. */
  public static CommandLine commandLine(Map<String, String> environment) {
    return commandLine(environment, System.in);
  }

  /** The command line in this environment, with this input in place of a terminal. */
  public static CommandLine commandLine(Map<String, String> environment, InputStream in) {
    return commandLine(environment, in, any -> true);
  }

  private static CommandLine commandLine(
      Map<String, String> environment, InputStream in, Predicate<String> which) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    ConfiguredDefaults defaults =
        new ConfiguredDefaults(environment, () -> commandLine(environment, in).getCommandSpec());
    CommandLine all = new CommandLine(new SalusMain());
    COMMANDS.stream()
        .filter(which)
        .forEach(name -> all.addSubcommand(name, command(name, environment, in, out, defaults)));
    all.setOut(out)
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setDefaultValueProvider(defaults)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new OneLineErrors(defaults))
        .setExecutionExceptionHandler(SalusMain::explain);
    return SystemTerminal.isDumb(environment)
        ? all.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        : all;
  }

  private static Object command(
      String name,
      Map<String, String> environment,
      InputStream in,
      PrintWriter out,
      ConfiguredDefaults defaults) {
    return switch (name) {
      case SERVE -> new ServeCommand(environment, defaults);
      case "config" -> new ConfigCommand(environment, defaults);
      case "quick-start" -> new QuickStartCommand();
      case "demo" -> new DemoCommand(out);
      case "audit" -> new AuditCommand();
      case "backup" -> new StoreBackupCommand();
      case "restore" -> new StoreRestoreCommand();
      case "move" -> new StoreMoveCommand();
      case "store" -> new StoreCommand();
      case "users" -> UsersCommand.commandLine(Terminal.of(in));
      case "data-owners" -> DataOwnersCommand.commandLine(Terminal.of(in));
      case "keys" -> KeysCommand.commandLine(Terminal.of(in), environment);
      case "share" -> ShareCommand.commandLine(Terminal.of(in), environment);
      case "login" -> LogInCommand.commandLine(Terminal.of(in), environment);
      case "logout" -> LogOutCommand.commandLine(Terminal.of(in), environment);
      case "profile" -> ProfileCommand.commandLine(environment);
      case "second-factor" -> SecondFactorCommand.commandLine(Terminal.of(in), environment);
      case "import-fhir" -> ImportFhirCommand.commandLine(Terminal.of(in), environment);
      default -> throw new IllegalArgumentException("there is no command " + name);
    };
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println("salus: " + StartFailure.explain(failure));
    if (failure instanceof WrongSettingException) {
      command.getErr().println(OneLineErrors.hint(command));
      return CommandLine.ExitCode.USAGE;
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
