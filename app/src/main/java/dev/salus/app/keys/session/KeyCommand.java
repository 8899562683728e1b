package dev.salus.app.keys.session;

import dev.salus.app.connection.Connection;
import dev.salus.app.connection.ConnectionOptions;
import dev.salus.app.connection.KeptConnection;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.QuietLog;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.error.FingerprintMismatch;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.error.UntrustedKey;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command of {@code salus keys} that connects: exit code 0 if it did what it was told, else 1 and
 * one line that says why.
 */
public abstract class KeyCommand implements Callable<Integer> {

  private final CommandSetting setting;

  @Mixin private ConnectionOptions options = new ConnectionOptions();

  @Spec private @Nullable CommandSpec spec;

  /** In this setting. */
  protected KeyCommand(CommandSetting setting) {
    this.setting = setting;
  }

  @Override
  public final Integer call() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    QuietLog quiet = QuietLog.unless(options.isVerbose());
    try (Dialogue dialogue = new Dialogue(setting.terminal(), command.getOut(), command.getErr())) {
      return connect(dialogue, command);
    } catch (IOException failure) {
      command.getErr().println("salus: " + CommandFailure.explain(failure));
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      quiet.close();
    }
  }

  private int connect(Dialogue dialogue, CommandLine command) {
    Connection connection;
    try {
      connection = options.connection(setting.environment(), command, dialogue);
    } catch (ParameterException usage) {
      throw usage;
    } catch (Exception failure) {
      dialogue.sayFailure(command.getErr(), failure);
      return CommandLine.ExitCode.SOFTWARE;
    }
    int exitCode = run(connection, dialogue, command);
    dialogue.sayHowToType(options.typed(connection, setting.environment(), command));
    return exitCode;
  }

  private int run(Connection connection, Dialogue dialogue, CommandLine command) {
    try {
      prepare(dialogue);
      try (KeySession.Opened keys =
          KeySession.open(connection, setting.keyFileCosts(), dialogue, firstUse(dialogue))) {
        if (isFirstHere()) {
          KeptConnection.offer(options, connection, setting.environment(), command, dialogue);
        }
        runNaming(keys);
        return CommandLine.ExitCode.OK;
      }
    } catch (Exception failure) {
      dialogue.sayFailure(command.getErr(), failure);
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** A failure that is about somebody says who that is. */
  private void runNaming(KeySession.Opened keys) throws Exception {
    try {
      run(keys);
    } catch (UntrustedKey | FingerprintMismatch | NoUsableKey about) {
      throw CommandFailure.naming(about, keys.people()::describeIfReached);
    }
  }

  /** What the standard input holds where there is no terminal, in order, a line each. */
  protected String input() {
    return "the password; the passphrase of the key file";
  }

  /** Has the help of these commands, and of those below them, say what they read. */
  public static CommandLine withHelp(CommandLine commands) {
    for (CommandLine each : commands.getSubcommands().values()) {
      if (each.getCommand() instanceof KeyCommand command) {
        each.getCommandSpec()
            .usageMessage()
            .footer(
                "",
                "Without a terminal the standard input holds, a line each: "
                    + command.input()
                    + ".",
                "If your log-ins need a code, it is the line after the password.");
      }
      withHelp(each);
    }
    return commands;
  }

  /** What is asked before anybody logs in. */
  protected void prepare(Dialogue dialogue) throws Exception {
    // most ask nothing
  }

  /** What happens if there is no key file. */
  protected FirstUse firstUse(Dialogue dialogue) {
    return FirstUse.REFUSED;
  }

  /**
   * Whether it may be the first command on this machine, so that a person is asked whether server
   * and login are to be kept.
   */
  protected boolean isFirstHere() {
    return false;
  }

  /** Does it. */
  protected abstract void run(KeySession.Opened keys) throws Exception;
}
