package dev.salus.app.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The values of options that are not on the command line: from the environment ({@code SALUS_} and
 * the flag's name), else from the file that {@code --config} names. An empty variable counts as
 * none.
 */
public final class ConfiguredDefaults implements IDefaultValueProvider {

  /** The flag that names the file. */
  public static final String CONFIG = "--config";

  private final Map<String, String> environment;
  private final Supplier<CommandSpec> all;
  private final Map<Path, ConfigFile> files = new LinkedHashMap<>();

  /**
   * For this environment.
   *
   * @param all has every command, and so every setting; asked for only if one is met that the
   *     command itself does not have
   */
  public ConfiguredDefaults(Map<String, String> environment, Supplier<CommandSpec> all) {
    this.environment = Map.copyOf(environment);
    this.all = all;
  }

  /** A value, and where it is from, for people. */
  private record Found(String value, String from) {}

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? find(option).map(found -> literally(found.value())).orElse(null)
        : null;
  }

  /** As it is: what follows a dollar is no variable to be looked up, as picocli would. */
  private static String literally(String value) {
    return value.replace("$", "$$");
  }

  /**
   * Where the value of an option is from that is not on the command line; empty if it is built in.
   */
  public Optional<String> origin(OptionSpec option) {
    return find(option).map(Found::from);
  }

  /**
   * Refuses what is set in the environment and is no setting of any command.
   *
   * @param command the one that runs
   * @throws WrongSettingException naming the variable, and one that there is
   */
  public void refuseUnknownVariables(CommandSpec command) {
    Set<String> own = variables(command);
    if (environment.entrySet().stream().anyMatch(each -> isUnknown(each, own))) {
      refuseAllBut(variables(all.get()));
    }
  }

  private static boolean isUnknown(Map.Entry<String, String> variable, Set<String> known) {
    return SettingNames.isSetting(variable.getKey(), variable.getValue())
        && !known.contains(variable.getKey());
  }

  private static Set<String> variables(CommandSpec command) {
    Set<String> known = new TreeSet<>(SettingNames.PASSWORDS);
    known.add(SettingNames.HOME);
    SettingNames.below(command).stream().map(SettingNames::inEnvironment).forEach(known::add);
    return known;
  }

  private void refuseAllBut(Set<String> known) {
    for (Map.Entry<String, String> each : environment.entrySet()) {
      String name = each.getKey();
      if (isUnknown(each, known)) {
        throw new WrongSettingException(
            "there is no setting "
                + name
                + NearestName.of(name, known)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("; a variable is named as its flag: SALUS_PORT is --port"));
      }
    }
  }

  private Optional<Found> find(OptionSpec option) {
    if (!SettingNames.isSetting(option)) {
      return Optional.empty();
    }
    String variable = SettingNames.inEnvironment(option);
    String value = environment.getOrDefault(variable, "");
    if (SettingNames.isSetting(variable, value)) {
      return Optional.of(new Found(asOptionTakesIt(option, value), variable));
    }
    String name = SettingNames.inFile(option);
    return file(option)
        .flatMap(
            file ->
                Optional.ofNullable(file.value(option))
                    .map(found -> new Found(found, "'" + name + "' in " + file.path())));
  }

  /** The pairs of a map are separated by a comma before the next key. */
  private static String asOptionTakesIt(OptionSpec option, String value) {
    return option.typeInfo().isMap()
        ? value.replaceAll(",(?=[A-Za-z]{1,40}=)", ConfigFile.BETWEEN_PAIRS)
        : value;
  }

  /** Options are asked for in any order, but all after the command line was read. */
  private Optional<ConfigFile> file(OptionSpec option) {
    OptionSpec config = option.command().findOption(CONFIG);
    if (config == null || config.equals(option)) {
      return Optional.empty();
    }
    Path path = config.getValue();
    if (path == null) {
      String given = environment.getOrDefault(SettingNames.inEnvironment(config), "");
      path = given.isEmpty() ? null : Path.of(given);
    }
    return Optional.ofNullable(path)
        .map(
            named ->
                files.computeIfAbsent(
                    named,
                    each -> {
                      Set<String> known = SettingNames.below(all.get());
                      known.remove(SettingNames.inFile(config));
                      return ConfigFile.read(each, known);
                    }));
  }
}
