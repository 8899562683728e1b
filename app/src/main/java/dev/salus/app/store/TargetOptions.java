package dev.salus.app.store;

import dev.salus.app.config.Configurable;
import dev.salus.app.server.StoreOptions;
import dev.salus.storage.StoreOptionException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command finds the store that data is moved to. */
@Configurable
final class TargetOptions {

  private static final String DIRECTORY = "directory";
  private static final String PASSWORD_FILE = "--to-couchdb-password-file";

  @Option(
      names = "--to",
      paramLabel = "NAME",
      required = true,
      description = "The store to move to: sqlite or couchdb.")
  private String store = "";

  @Option(
      names = "--to-option",
      paramLabel = "KEY=VALUE",
      split = "\n",
      hideParamSyntax = true,
      description = "A setting of that store; may be given several times.")
  private Map<String, String> storeOptions = new LinkedHashMap<>();

  @Option(
      names = "--to-data",
      paramLabel = "DIR",
      description = "Directory to keep data in, for --to sqlite.")
  private @Nullable Path data;

  @Option(
      names = "--to-couchdb-url",
      paramLabel = "URL",
      description = "Address of CouchDB, for --to couchdb.")
  private @Nullable String couchDbUrl;

  @Option(
      names = "--to-couchdb-user",
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
      names = "--to-couchdb-create",
      description = "Creates the databases in CouchDB that are not there.")
  private boolean couchDbCreate;

  /** The store plugin's name. */
  String name() {
    return store;
  }

  /** Whether it would be the store with these settings, by whatever name its directory is given. */
  boolean isOf(JsonObject settings) {
    String from = settings.getString(DIRECTORY);
    String to = settings().getString(DIRECTORY);
    return from != null && to != null && isOneDirectory(Path.of(from), Path.of(to));
  }

  private static boolean isOneDirectory(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException notBothThere) {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
  }

  /** What is wrong with a setting of that store, named as it is typed here. */
  static Throwable asTyped(Throwable failure) {
    return failure instanceof StoreOptionException unusable
        ? new IllegalArgumentException(typed(unusable.option()) + " " + unusable.why(), failure)
        : failure;
  }

  private static String typed(String setting) {
    return switch (setting) {
      case DIRECTORY -> "--to-data";
      case "url", "user", "create" -> "--to-couchdb-" + setting;
      case "password" -> PASSWORD_FILE;
      default -> "--to-option " + setting;
    };
  }

  /** The plugin's own settings. */
  JsonObject settings() {
    return StoreOptions.withPassword(
        StoreOptions.settings(
            storeOptions,
            data == null ? null : data.toString(),
            couchDbUrl,
            couchDbUser,
            couchDbCreate),
        PASSWORD_FILE,
        couchDbPasswordFile);
  }
}
