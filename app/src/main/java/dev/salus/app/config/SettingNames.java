package dev.salus.app.config;

import java.lang.reflect.Field;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How one setting is called at the command line, in the environment and in a file. */
final class SettingNames {

  /** What the names of environment variables begin with. */
  static final String PREFIX = "SALUS_";

  /** Passwords, which are no flags: those are seen by everybody on the machine. */
  static final Set<String> PASSWORDS = Set.of("SALUS_ADMIN_PASSWORD", "SALUS_COUCHDB_PASSWORD");

  /** Where the keys and profiles of a person are, which is for other commands only. */
  static final String HOME = "SALUS_HOME";

  private static final Set<String> NO_SETTINGS = Set.of("help", "version");
  private static final String OF_TESTS = "SALUS_TEST_";

  /** What Kubernetes puts into each container's environment about a service named salus. */
  private static final Pattern OF_KUBERNETES = Pattern.compile("SALUS_(SERVICE_.*|PORT_[0-9]+_.*)");

  private static final Pattern ADDRESS_OF_KUBERNETES = Pattern.compile("(tcp|udp|sctp)://.*");

  private SettingNames() {}

  /** In a file, which is its flag without the dashes. */
  static String inFile(OptionSpec option) {
    return option.longestName().replaceFirst("^--", "");
  }

  /** In the environment. */
  static String inEnvironment(OptionSpec option) {
    return inEnvironment(inFile(option));
  }

  static String inEnvironment(String inFile) {
    return PREFIX + inFile.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether a variable is about settings of Salus, as far as its name and value tell. */
  static boolean isSetting(String variable, String value) {
    return variable.startsWith(PREFIX)
        && !variable.startsWith(OF_TESTS)
        && !value.isEmpty()
        && !OF_KUBERNETES.matcher(variable).matches()
        && !ADDRESS_OF_KUBERNETES.matcher(value).matches();
  }

  /** Whether an option can be set elsewhere than on the command line. */
  static boolean isSetting(OptionSpec option) {
    return !NO_SETTINGS.contains(inFile(option))
        && option.userObject() instanceof Field field
        && field.getDeclaringClass().isAnnotationPresent(Configurable.class);
  }

  /** The settings of a command and of those below it, as a file names them. */
  static Set<String> below(CommandSpec command) {
    Set<String> names = new TreeSet<>();
    collect(command, names);
    return names;
  }

  private static void collect(CommandSpec command, Set<String> names) {
    command.options().stream()
        .filter(SettingNames::isSetting)
        .map(SettingNames::inFile)
        .forEach(names::add);
    for (CommandLine below : command.subcommands().values()) {
      collect(below.getCommandSpec(), names);
    }
  }
}
