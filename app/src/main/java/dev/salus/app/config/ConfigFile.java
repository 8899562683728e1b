package dev.salus.app.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A file with settings: YAML, a flag's name without its dashes and its value a line, a list for a
 * flag that may be given several times, a map for one of {@code KEY=VALUE}. A value is the text
 * that stands there, whatever else YAML would take it for; only for a switch, {@code yes} and
 * {@code on} are {@code true}.
 */
final class ConfigFile {

  /** Between the values of a map, as options take them. */
  static final String BETWEEN_PAIRS = "\n";

  private static final int MAX_BYTES = 1024 * 1024;
  private static final Set<String> YES = Set.of("true", "yes", "on");

  private final Path path;
  private final Map<String, Node> values;

  private ConfigFile(Path path, Map<String, Node> values) {
    this.path = path;
    this.values = values;
  }

  /**
   * Reads it.
   *
   * @param known what may be in it
   * @throws WrongSettingException naming the file, and what in it is unknown, given twice or no
   *     value
   */
  static ConfigFile read(Path path, Set<String> known) {
    Map<String, Node> values = pairs(path, "", parsed(path));
    for (Map.Entry<String, Node> entry : values.entrySet()) {
      String name = entry.getKey();
      if (!known.contains(name)) {
        throw new WrongSettingException(
            "there is no setting '"
                + name
                + "' ("
                + path
                + ")"
                + NearestName.of(name, known)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("; a setting is named as its flag, without the dashes"));
      }
      text(path, name, entry.getValue());
    }
    return new ConfigFile(path, values);
  }

  /** The value as an option takes it; null if the file has none. */
  @Nullable String value(OptionSpec option) {
    String name = SettingNames.inFile(option);
    Node value = values.get(name);
    if (value instanceof MappingNode && !option.typeInfo().isMap()) {
      throw new WrongSettingException("'" + name + "' is one value, and a map in " + path);
    }
    if (value instanceof ScalarNode given && isBoolean(given) && option.typeInfo().isBoolean()) {
      return Boolean.toString(YES.contains(given.getValue().toLowerCase(Locale.ROOT)));
    }
    return value == null ? null : text(path, name, value);
  }

  Path path() {
    return path;
  }

  /** What its lines are, or null if there is none. */
  private static @Nullable Node parsed(Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new WrongSettingException(path + " is too large for a file with settings");
      }
      // Two levels of it are looked at, so nothing in it can be made large by naming it again.
      return new Yaml().compose(new StringReader(Files.readString(path)));
    } catch (IOException e) {
      throw new WrongSettingException("the file with settings " + path + " cannot be read");
    } catch (YAMLException e) {
      // What a parser says of a file may show what is in it.
      throw noSettings(path);
    }
  }

  private static WrongSettingException noSettings(Path path) {
    return new WrongSettingException(
        path + " is no YAML file of settings, one 'name: value' a line");
  }

  private static Map<String, Node> pairs(Path path, String of, @Nullable Node node) {
    Map<String, Node> pairs = new LinkedHashMap<>();
    if (node == null) {
      return pairs;
    }
    if (!(node instanceof MappingNode map)) {
      throw noSettings(path);
    }
    for (NodeTuple each : map.getValue()) {
      if (!(each.getKeyNode() instanceof ScalarNode name)) {
        throw noSettings(path);
      }
      if (pairs.put(name.getValue(), each.getValueNode()) != null) {
        throw new WrongSettingException(name.getValue() + " stands twice in " + of + path);
      }
    }
    return pairs;
  }

  private static String text(Path path, String name, Node value) {
    if (value instanceof SequenceNode list) {
      return list.getValue().stream()
          .map(each -> single(path, name, each))
          .collect(Collectors.joining(","));
    }
    if (value instanceof MappingNode map) {
      return pairs(path, name + " of ", map).entrySet().stream()
          .map(each -> each.getKey() + "=" + single(path, name, each.getValue()))
          .collect(Collectors.joining(BETWEEN_PAIRS));
    }
    return single(path, name, value);
  }

  private static String single(Path path, String name, Node value) {
    if (value instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    throw new WrongSettingException("'" + name + "' has no value in " + path);
  }

  private static boolean isBoolean(ScalarNode value) {
    return value.getTag().equals(Tag.BOOL);
  }
}
