package dev.salus.app.server;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command finds the store. */
public final class StoreOptions {

  @Option(
      names = "--store",
      paramLabel = "NAME",
      defaultValue = "memory",
      description =
          "Where data is kept (default: ${DEFAULT-VALUE}, which is gone with the process).")
  private String store = "memory";

  @Option(
      names = "--store-option",
      paramLabel = "KEY=VALUE",
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
              + " SALUS_COUCHDB_PASSWORD.")
  private @Nullable String couchDbUser;

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
      default -> "--store-option " + setting;
    };
  }

  /** The store plugin's name. */
  public String name() {
    return store;
  }

  /** The plugin's own settings. */
  public JsonObject settings() {
    JsonObject settings = new JsonObject();
    storeOptions.forEach(settings::put);
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
