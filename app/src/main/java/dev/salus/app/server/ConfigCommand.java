package dev.salus.app.server;

import dev.salus.app.config.ConfiguredDefaults;
import dev.salus.gateway.observation.Observation;
import io.vertx.core.json.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code salus config}: what {@code serve} would be started with, and where each of it is set. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prints the settings that 'serve' would have, and where each is set; secrets are masked."
            + " A setting that is wrong is named, as 'serve' does.",
    footer = {"", "What it prints is a file that --config takes, but for what is masked."})
public final class ConfigCommand implements Callable<Integer> {

  private static final String MASK = "********";
  private static final Set<String> OF_THE_COMMAND =
      Set.of("--help", "--version", ConfiguredDefaults.CONFIG);
  private static final List<String> PASSWORDS =
      List.of(ServeOptions.ADMIN_PASSWORD, "SALUS_COUCHDB_PASSWORD");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");
  private static final Set<String> NO_TEXT =
      Set.of("true", "false", "yes", "no", "on", "off", "null");
  private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|token).*");
  private static final Pattern CREDENTIALS = Pattern.compile("//.*@");
  private static final int COLUMN = 40;

  private final Map<String, String> environment;
  private final ConfiguredDefaults defaults;

  @Mixin private ServeOptions options = new ServeOptions();

  @Spec private @Nullable CommandSpec spec;

  /**
   * @param defaults what is set elsewhere than on the command line
   */
  public ConfigCommand(Map<String, String> environment, ConfiguredDefaults defaults) {
    this.environment = environment;
    this.defaults = defaults;
  }

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    defaults.refuseUnknownVariables(command);
    options.settings(options.adminPassword(environment), Observation.NONE);
    options.store().check();
    warn(command.commandLine().getErr());
    PrintWriter out = command.commandLine().getOut();
    command.options().stream()
        .filter(option -> !OF_THE_COMMAND.contains(option.longestName()))
        .forEach(option -> print(option, out));
    PASSWORDS.stream()
        .filter(environment::containsKey)
        .forEach(name -> print("# " + name + " is " + MASK, "environment", out));
    out.flush();
    return 0;
  }

  private void warn(PrintWriter err) {
    options.http().warnOfOpenKey();
    options.secondFactorRoles().remarks().forEach(remark -> err.println("salus: " + remark));
    err.flush();
  }

  private void print(OptionSpec option, PrintWriter out) {
    String name = option.longestName().substring(2);
    Object value = value(option);
    String origin = origin(option);
    if (value == null || (value instanceof Collection<?> some && some.isEmpty())) {
      print("# " + name + ":", "not set", out);
    } else if (value instanceof Map<?, ?> map) {
      print((map.isEmpty() ? "# " : "") + name + ":", map.isEmpty() ? "not set" : origin, out);
      map.forEach((key, each) -> out.println("  " + key + ": " + masked(key.toString(), each)));
    } else if (value instanceof Collection<?> list) {
      print(name + ":", origin, out);
      list.forEach(each -> out.println("  - " + text(each)));
    } else {
      print(name + ": " + text(value), origin, out);
    }
  }

  private @Nullable Object value(OptionSpec option) {
    Object value = option.getValue();
    return value == null && option.longestName().equals("--data")
        ? options.store().directoryByDefault().orElse(null)
        : value;
  }

  private String origin(OptionSpec option) {
    CommandSpec command = Objects.requireNonNull(spec);
    return command.commandLine().getParseResult().hasMatchedOption(option)
        ? "command line"
        : defaults.origin(option).orElse("default");
  }

  private static void print(String setting, String origin, PrintWriter out) {
    out.println(setting + " ".repeat(Math.max(1, COLUMN - setting.length())) + "# " + origin);
  }

  private static String masked(String name, Object value) {
    return SECRET.matcher(name).matches() ? MASK : text(value);
  }

  private static String text(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Enum<?> choice) {
      return choice.name().toLowerCase(Locale.ROOT);
    }
    if (value instanceof Duration time) {
      return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
    String text = CREDENTIALS.matcher(value.toString()).replaceAll("//" + MASK + "@");
    return PLAIN.matcher(text).matches() && !NO_TEXT.contains(text) ? text : Json.encode(text);
  }
}
