package dev.salus.app.config;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.terminal.SystemTerminal;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says of a command line that cannot be understood what is wrong with it, and where to look. */
public final class OneLineErrors implements IParameterExceptionHandler {

  /** How the parser puts it; it does not know that a value may be from elsewhere. */
  private static final Pattern OF_A_VALUE =
      Pattern.compile("Invalid value for option '([^']+)'(?: \\([^)]*\\))?: (.*)");

  private final ConfiguredDefaults defaults;

  /**
   * @param defaults what values may be from
   */
  public OneLineErrors(ConfiguredDefaults defaults) {
    this.defaults = defaults;
  }

  /**
   * Prints a line with the error, several where it is long and a terminal is narrow, and one with a
   * hint; the exit code is 2.
   */
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    String line = "salus: " + message(wrong).lines().findFirst().orElse("it is not understood");
    SystemTerminal.columnsOfOutput()
        .map(columns -> Dialogue.wrapped(line, columns))
        .orElse(List.of(line))
        .forEach(err::println);
    err.println(hint(command));
    return CommandLine.ExitCode.USAGE;
  }

  /** Where to look. */
  public static String hint(CommandLine command) {
    return "salus: '" + command.getCommandSpec().qualifiedName() + " --help' shows what it takes";
  }

  private String message(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched);
    }
    if (wrong.getCause() instanceof WrongSettingException why) {
      return String.valueOf(why.getMessage());
    }
    String message = String.valueOf(wrong.getMessage());
    Matcher value = OF_A_VALUE.matcher(message);
    return value.matches()
        ? origin(wrong).orElse(value.group(1))
            + ": "
            + value.group(2).replace("is not a boolean", "is neither true nor false")
        : message;
  }

  private Optional<String> origin(ParameterException wrong) {
    return wrong.getArgSpec() instanceof OptionSpec option
            && !wrong.getCommandLine().getParseResult().hasMatchedOption(option)
        ? defaults.origin(option)
        : Optional.empty();
  }

  private static String unknown(UnmatchedArgumentException unmatched) {
    CommandLine command = unmatched.getCommandLine();
    String first = unmatched.getUnmatched().get(0);
    String name = first.replaceFirst("=.*", "");
    boolean isOption = first.startsWith("-");
    List<String> there =
        isOption
            ? command.getCommandSpec().options().stream().map(OptionSpec::longestName).toList()
            : List.copyOf(command.getSubcommands().keySet());
    return "there is no "
        + (isOption ? "option " : "command ")
        + name
        + NearestName.of(name, there).map(near -> "; did you mean " + near + "?").orElse("");
  }
}
