package dev.salus.app.commandline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * A command with others below it, of which only those are made that a command line is about: the
 * options of each are found by reflection, which for all commands takes as long as what most of
 * them do. What begins with no command below, such as a slip or {@code --help}, gets all of them.
 */
public final class CommandTree {

  private final Object command;
  private final Map<String, Function<String[], ?>> below = new LinkedHashMap<>();

  private CommandTree(Object command) {
    this.command = command;
  }

  /**
   * A command that has nothing below it yet.
   *
   * @param command is annotated as a {@link Command}
   */
  public static CommandTree of(Object command) {
    return new CommandTree(command);
  }

  /**
   * One more command below.
   *
   * @param type its class, whose annotation has its name
   * @param made makes it, or a {@link CommandLine} of it
   */
  public CommandTree with(Class<?> type, Supplier<?> made) {
    return withGroup(type, arguments -> made.get());
  }

  /**
   * One more command below that has others below it.
   *
   * @param type its class, whose annotation has its name
   * @param made makes what its own arguments are about
   */
  public CommandTree withGroup(Class<?> type, Function<String[], ?> made) {
    below.put(Objects.requireNonNull(type.getAnnotation(Command.class)).name(), made);
    return this;
  }

  /** What these arguments are about; without any, all commands. */
  public CommandLine commandLine(String... arguments) {
    CommandLine line = new CommandLine(command);
    @Nullable Function<String[], ?> meant = arguments.length == 0 ? null : below.get(arguments[0]);
    if (meant == null) {
      below.forEach((name, made) -> line.addSubcommand(name, made.apply(new String[0])));
    } else {
      String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
      line.addSubcommand(arguments[0], meant.apply(rest));
    }
    return line;
  }
}
