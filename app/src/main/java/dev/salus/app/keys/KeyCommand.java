package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.sdk.FirstUse;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command of {@code salus keys} that connects: exit code 0 if it did what it was told, else 1 and
 * one line that says why.
 */
abstract class KeyCommand implements Callable<Integer> {

  private final CommandSetting setting;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Spec private @Nullable CommandSpec spec;

  KeyCommand(CommandSetting setting) {
    this.setting = setting;
  }

  @Override
  public final Integer call() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    Dialogue dialogue = new Dialogue(setting.terminal(), command.getOut(), command.getErr());
    try (KeySession.Opened keys =
        KeySession.open(connection, setting.keyFileCosts(), dialogue, firstUse(dialogue))) {
      run(keys);
      return CommandLine.ExitCode.OK;
    } catch (Exception failure) {
      command.getErr().println("salus: " + CommandFailure.explain(failure));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** What happens if there is no key file. */
  FirstUse firstUse(Dialogue dialogue) {
    return FirstUse.REFUSED;
  }

  /** Does it. */
  abstract void run(KeySession.Opened keys) throws Exception;
}
