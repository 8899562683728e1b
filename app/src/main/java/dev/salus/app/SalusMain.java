package dev.salus.app;

import dev.salus.app.administration.DataOwnersCommand;
import dev.salus.app.administration.UsersCommand;
import dev.salus.app.audit.AuditCommand;
import dev.salus.app.commandline.CommandTree;
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
      CommandLine all = commandLine(environment, arguments);
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

  /**
   * The command line in this environment.
   *
   * @param arguments what it is about; without any, all commands
   */
  public static CommandLine commandLine(Map<String, String> environment, String... arguments) {
    return commandLine(environment, System.in, arguments);
  }

  /**
   * The command line in this environment, with this input in place of a terminal.
   *
   * @param arguments what it is about; without any, all commands
   */
  public static CommandLine commandLine(
      Map<String, String> environment, InputStream in, String... arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    ConfiguredDefaults defaults =
        new ConfiguredDefaults(environment, () -> commandLine(environment, in).getCommandSpec());
    CommandLine all = commands(environment, in, out, defaults).commandLine(arguments);
    all.setOut(out)
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setDefaultValueProvider(defaults)
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new OneLineErrors(defaults))
        .setExecutionExceptionHandler(SalusMain::explain);
    return SystemTerminal.isDumb(environment)
        ? all.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        : all;
  }

  /** In the order of the help. */
  private static CommandTree commands(
      Map<String, String> environment,
      InputStream in,
      PrintWriter out,
      ConfiguredDefaults defaults) {
    Terminal terminal = Terminal.of(in);
    return CommandTree.of(new SalusMain())
        .with(ServeCommand.class, () -> new ServeCommand(environment, defaults))
        .with(ConfigCommand.class, () -> new ConfigCommand(environment, defaults))
        .with(QuickStartCommand.class, QuickStartCommand::new)
        .with(DemoCommand.class, () -> new DemoCommand(out))
        .with(AuditCommand.class, AuditCommand::new)
        .with(StoreBackupCommand.class, StoreBackupCommand::new)
        .with(StoreRestoreCommand.class, StoreRestoreCommand::new)
        .with(StoreMoveCommand.class, StoreMoveCommand::new)
        .with(StoreCommand.class, StoreCommand::new)
        .withGroup(UsersCommand.class, below -> UsersCommand.commandLine(terminal, below))
        .withGroup(DataOwnersCommand.class, below -> DataOwnersCommand.commandLine(terminal, below))
        .withGroup(
            KeysCommand.class, below -> KeysCommand.commandLine(terminal, environment, below))
        .withGroup(
            ShareCommand.class, below -> ShareCommand.commandLine(terminal, environment, below))
        .with(LogInCommand.class, () -> LogInCommand.commandLine(terminal, environment))
        .with(LogOutCommand.class, () -> LogOutCommand.commandLine(terminal, environment))
        .with(ProfileCommand.class, () -> ProfileCommand.commandLine(environment))
        .withGroup(
            SecondFactorCommand.class,
            below -> SecondFactorCommand.commandLine(terminal, environment, below))
        .with(ImportFhirCommand.class, () -> ImportFhirCommand.commandLine(terminal, environment));
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
