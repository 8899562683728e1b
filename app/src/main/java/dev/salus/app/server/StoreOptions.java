package dev.salus.app.server;

import dev.salus.app.config.Configurable;
import dev.salus.app.config.ConfiguredDefaults;
import dev.salus.app.config.SecretFile;
import dev.salus.app.config.WrongSettingException;
import dev.salus.storage.DocumentStores;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command finds the store. */
@Configurable
public final class StoreOptions {

  private static final String SQLITE = "sqlite";
  private static final String MEMORY = "memory";
  private static final String DATA = "salus-data";
  private static final String DIRECTORY = "directory";
  private static final String PASSWORD = "password";
  private static final String PASSWORD_FILE = "--couchdb-password-file";

  @Option(
      names = ConfiguredDefaults.CONFIG,
      paramLabel = "FILE",
      description =
          "File with settings (YAML), each named as its flag without the dashes. Each flag may be an"
              + " environment variable too: SALUS_PORT is --port. A flag counts before a variable,"
              + " and that before the file.")
  private @Nullable Path config;

  @Option(
      names = "--store",
      paramLabel = "NAME",
      defaultValue = SQLITE,
      description =
          "Where data is kept: sqlite, in a directory (the default); couchdb; or memory, where it"
              + " is gone with the process.")
  private String store = SQLITE;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Directory to keep data in, for --store sqlite, made if it is missing (default: "
              + DATA
              + " where it is started).")
  private @Nullable Path data;

  @Option(
      names = "--store-option",
      paramLabel = "KEY=VALUE",
      split = "\n",
      hideParamSyntax = true,
      description = "A setting of the store; may be given several times.")
  private Map<String, String> storeOptions = new LinkedHashMap<>();

  @Option(
      names = "--couchdb-url",
      paramLabel = "URL",
      description = "Address of CouchDB, for --store couchdb.")
  private @Nullable String couchDbUrl;

  @Option(
      names = "--couchdb-user",
      paramLabel = "NAME",
      description =
          "User of CouchDB; the password is taken from the environment variable"
              + " SALUS_COUCHDB_PASSWORD, or from a file.")
  private @Nullable String couchDbUser;

  @Option(
      names = PASSWORD_FILE,
      paramLabel = "FILE",
      description = "File with the password of CouchDB's user, readable by its owner only.")
  private @Nullable Path couchDbPasswordFile;

  @Option(
      names = "--couchdb-create",
      description = "Creates the databases in CouchDB that are not there.")
  private boolean couchDbCreate;

  /** For the command line. */
  public StoreOptions() {}

  /** How the setting of a store is typed. */
  static String typed(String setting) {
    return switch (setting) {
      case "url", "user", "create" -> "--couchdb-" + setting;
      case DIRECTORY -> "--data";
      default -> "--store-option " + setting;
    };
  }

  /** The store plugin's name. */
  public String name() {
    return store;
  }

  /** The file with settings; null if there is none, or the environment names it. */
  @Nullable Path config() {
    return config;
  }

  /** Where data is kept, for people. */
  public String place() {
    return switch (store) {
      case SQLITE -> "data is kept in " + directory().toAbsolutePath().normalize();
      case MEMORY -> "nothing is kept: data is gone when this process ends (--store memory)";
      default -> "data is kept by the store '" + store + "'";
    };
  }

  /**
   * The plugin's own settings.
   *
   * @throws IllegalArgumentException if there are some of another plugin
   */
  public JsonObject settings() {
    boolean isSqlite = store.equals(SQLITE);
    if (data != null && !isSqlite) {
      throw new IllegalArgumentException("--data is for --store " + SQLITE);
    }
    JsonObject settings =
        settings(
            storeOptions,
            isSqlite ? directory().toString() : null,
            couchDbUrl,
            couchDbUser,
            couchDbCreate);
    return withPassword(settings, PASSWORD_FILE, couchDbPasswordFile);
  }

  /** The same for a store that must be there already, where the plugin can tell. */
  public JsonObject settingsOfExisting() {
    return store.equals(SQLITE) ? settings().put("create", false) : settings();
  }

  /**
   * The settings with the password in a file, if there is one.
   *
   * @param flag what names the file
   * @throws IllegalArgumentException if the settings have a password already, or the file cannot be
   *     used
   */
  public static JsonObject withPassword(JsonObject settings, String flag, @Nullable Path file) {
    if (file == null) {
      return settings;
    }
    if (settings.containsKey(PASSWORD)) {
      throw new WrongSettingException(
          "a password is given twice, in "
              + flag
              + " and as a setting of the store; leave one out");
    }
    return settings.put(PASSWORD, SecretFile.password(flag, file));
  }

  /** Refuses, as opening would, settings that the plugin does not have or cannot use. */
  void check() {
    DocumentStores.provider(store).check(settings());
  }

  /** Where data is kept if nothing says where; empty if something does, or it is no directory. */
  Optional<Path> directoryByDefault() {
    return store.equals(SQLITE) && data == null && !storeOptions.containsKey(DIRECTORY)
        ? Optional.of(directory())
        : Optional.empty();
  }

  private Path directory() {
    return data == null ? Path.of(storeOptions.getOrDefault(DIRECTORY, DATA)) : data;
  }

  /** The settings that these options come to; what is null is not given. */
  public static JsonObject settings(
      Map<String, String> storeOptions,
      @Nullable String directory,
      @Nullable String couchDbUrl,
      @Nullable String couchDbUser,
      boolean couchDbCreate) {
    JsonObject settings = new JsonObject();
    storeOptions.forEach(settings::put);
    if (directory != null) {
      settings.put(DIRECTORY, directory);
    }
    if (couchDbUrl != null) {
      settings.put("url", couchDbUrl);
    }
    if (couchDbUser != null) {
      settings.put("user", couchDbUser);
    }
    if (couchDbCreate) {
      settings.put("create", true);
    }
    return settings;
  }
}
