package dev.salus.app.config;

import dev.salus.app.vertx.FilelessVertx;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file with settings: YAML, a flag's name without its dashes and its value a line, a list for a
 * flag that may be given several times, a map for one of {@code KEY=VALUE}.
 */
final class ConfigFile {

  /** Between the values of a map, as options take them. */
  static final String BETWEEN_PAIRS = "\n";

  private static final long SECONDS = 30;
  private static final int MAX_BYTES = 1024 * 1024;
  private static final Pattern NAME = Pattern.compile("^([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\\s*:");

  private final Path path;
  private final Map<String, String> values;

  private ConfigFile(Path path, Map<String, String> values) {
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
    refuseDoubles(path);
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : parsed(path)) {
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
      values.put(name, text(path, name, entry.getValue()));
    }
    return new ConfigFile(path, values);
  }

  /** The value as an option takes it; null if the file has none. */
  @Nullable String value(String name) {
    return values.get(name);
  }

  Path path() {
    return path;
  }

  /** The parser takes the last of two with one name, which a reader of the file may not see. */
  private static void refuseDoubles(Path path) {
    Set<String> seen = new HashSet<>();
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new WrongSettingException(path + " is too large for a file with settings");
      }
      for (String line : Files.readAllLines(path)) {
        Matcher name = NAME.matcher(line);
        if (name.find() && !seen.add(name.group(1))) {
          throw new WrongSettingException(name.group(1) + " stands twice in " + path);
        }
      }
    } catch (IOException e) {
      throw new WrongSettingException("the file with settings " + path + " cannot be read");
    }
  }

  private static JsonObject parsed(Path path) {
    Vertx vertx = FilelessVertx.builder(options -> options.setEventLoopPoolSize(1)).build();
    ConfigStoreOptions file =
        new ConfigStoreOptions()
            .setType("file")
            .setFormat("yaml")
            .setConfig(new JsonObject().put("path", path.toAbsolutePath().toString()));
    try {
      return ConfigRetriever.create(
              vertx, new ConfigRetrieverOptions().setIncludeDefaultStores(false).addStore(file))
          .getConfig()
          .await(SECONDS, TimeUnit.SECONDS);
    } catch (Exception unreadable) {
      // What a parser says of a file may show what is in it.
      throw new WrongSettingException(
          path + " is no YAML file of settings, one 'name: value' a line");
    } finally {
      close(vertx);
    }
  }

  private static void close(Vertx vertx) {
    try {
      vertx.close().await(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("a file was read and not closed", e);
    }
  }

  private static String text(Path path, String name, @Nullable Object value) {
    if (value instanceof JsonArray list) {
      return list.stream().map(each -> single(path, name, each)).collect(Collectors.joining(","));
    }
    if (value instanceof JsonObject map) {
      return map.stream()
          .map(each -> each.getKey() + "=" + single(path, name, each.getValue()))
          .collect(Collectors.joining(BETWEEN_PAIRS));
    }
    return single(path, name, value);
  }

  private static String single(Path path, String name, @Nullable Object value) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw new WrongSettingException("'" + name + "' has no value in " + path);
  }
}
