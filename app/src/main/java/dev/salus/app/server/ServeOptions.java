package dev.salus.app.server;

import dev.salus.app.config.Configurable;
import dev.salus.app.config.DurationConverter;
import dev.salus.app.config.PortConverter;
import dev.salus.app.config.SecretFile;
import dev.salus.app.config.WrongSettingException;
import dev.salus.core.SalusSettings;
import dev.salus.core.identity.password.Password;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.TrustedProxies;
import dev.salus.gateway.observation.Observation;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a server is started with. */
@Configurable
final class ServeOptions {

  static final String ADMIN_PASSWORD = "SALUS_ADMIN_PASSWORD";
  private static final String PASSWORD = "password";
  private static final String ADMIN_PASSWORD_FILE = "--admin-password-file";

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      converter = PortConverter.class,
      description = "Port to listen on; 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(
      names = "--wait-for-store",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description =
          "How long to wait for a store that cannot be reached or is in use, such as 30s or 5m"
              + " (default: not at all).")
  private Duration waitForStore = Duration.ZERO;

  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description =
          "File with the key that access tokens are signed with (PEM PKCS#8, P-256), made if it is"
              + " not there. Without it the key is new at each start.")
  private @Nullable Path signingKey;

  @Option(
      names = "--admin-login",
      paramLabel = "NAME",
      defaultValue = "admin",
      description =
          "Login of the first administrator, made if the store has none (default:"
              + " ${DEFAULT-VALUE}).")
  private String adminLogin = "admin";

  @Option(
      names = ADMIN_PASSWORD_FILE,
      paramLabel = "FILE",
      description =
          "File with the first administrator's password, readable by its owner only. Without it, and"
              + " without "
              + ADMIN_PASSWORD
              + ", one is made and printed once.")
  private @Nullable Path adminPasswordFile;

  @Option(
      names = SecondFactorRoles.FLAG,
      paramLabel = "ROLE",
      split = ",",
      description =
          "Role whose users have to have a second factor, such as admin, or * for all users; may be"
              + " given more than once. Until they have one they can do nothing but set it up.")
  private List<String> secondFactorRoles = List.of();

  @Mixin private HttpOptions http = new HttpOptions();

  @Option(
      names = "--trusted-proxy",
      paramLabel = "CIDR",
      split = ",",
      description =
          "Network of reverse proxies whose X-Forwarded-For or Forwarded is believed, for counting"
              + " failed log-ins by client; may be given more than once. Without it by connection.")
  private List<String> trustedProxies = List.of();

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description =
          "Port on which GET /metrics tells Prometheus what is measured, without a log-in; 0 for a"
              + " free one. Without it nothing is measured.")
  private @Nullable Integer metricsPort;

  @Option(
      names = "--metrics-host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address for --metrics-port (default: ${DEFAULT-VALUE}, this machine only).")
  private String metricsHost = "127.0.0.1";

  @Option(
      names = "--audit",
      paramLabel = "FILE",
      description =
          "File to which a line is added for each call: who did what, to which id, when, from where,"
              + " with what outcome. 'salus audit verify FILE' checks it.")
  private @Nullable Path audit;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How the log is written, to standard error: text or json (default: text).")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description =
          "What is logged: error, warn, info or debug, where debug has a line for each request"
              + " (default: info). Of libraries never more than info.")
  private LogLevel logLevel = LogLevel.INFO;

  @Option(
      names = "--until-ready",
      description =
          "End with 0 as soon as the server is ready: to try settings and a store, and to have the"
              + " JVM write an archive of classes, which makes each start after it quick.")
  private boolean untilReady;

  /** For the command line. */
  ServeOptions() {}

  /**
   * A password and where it was given.
   *
   * @param password null to have one made
   * @param from for people
   */
  record GivenPassword(@Nullable String password, String from) {

    /** Without the password. */
    @Override
    public String toString() {
      return from;
    }
  }

  String host() {
    return host;
  }

  HttpOptions http() {
    return http;
  }

  StoreOptions store() {
    return store;
  }

  Duration waitForStore() {
    return waitForStore;
  }

  @Nullable Path signingKey() {
    return signingKey;
  }

  /** Null if nothing is measured. */
  @Nullable Integer metricsPort() {
    return metricsPort;
  }

  String metricsHost() {
    return metricsHost;
  }

  /** Null if there is no audit log. */
  @Nullable Path audit() {
    return audit;
  }

  LogFormat logFormat() {
    return logFormat;
  }

  LogLevel logLevel() {
    return logLevel;
  }

  boolean untilReady() {
    return untilReady;
  }

  String adminLogin() {
    return adminLogin;
  }

  SecondFactorRoles secondFactorRoles() {
    return new SecondFactorRoles(secondFactorRoles);
  }

  /**
   * The first administrator's password.
   *
   * @throws WrongSettingException if it is given twice, its file cannot be used, or it is none that
   *     the server takes
   */
  GivenPassword adminPassword(Map<String, String> environment) {
    GivenPassword found = foundPassword(environment);
    if (found.password() != null) {
      requireUsable(found.password(), found.from());
    }
    return found;
  }

  private static void requireUsable(String password, String from) {
    try {
      Password.toSet(FieldReader.of(new JsonObject().put(PASSWORD, password)), PASSWORD);
    } catch (ProtocolViolation refused) {
      throw new WrongSettingException(from + ": the password " + refused.detail());
    }
  }

  private GivenPassword foundPassword(Map<String, String> environment) {
    String given = environment.getOrDefault(ADMIN_PASSWORD, "");
    String variable = given.isEmpty() ? null : given;
    if (adminPasswordFile == null) {
      return new GivenPassword(variable, ADMIN_PASSWORD);
    }
    if (variable != null) {
      throw new WrongSettingException(
          "a password is given twice, in "
              + ADMIN_PASSWORD_FILE
              + " and in "
              + ADMIN_PASSWORD
              + "; leave one out");
    }
    return new GivenPassword(
        SecretFile.password(ADMIN_PASSWORD_FILE, adminPasswordFile), ADMIN_PASSWORD_FILE);
  }

  /**
   * What the server is made of.
   *
   * @param observation who is told of its calls
   * @throws IllegalArgumentException naming a setting that cannot be used
   */
  SalusServer.Settings settings(GivenPassword adminPassword, Observation observation) {
    refuseOnePortForBoth();
    return SalusServer.Settings.defaults()
        .on(store.name(), store.settings())
        .with(SalusSettings.defaults().withSecondFactorFor(secondFactorRoles().usable()))
        .with(
            http.applyTo(GatewayOptions.defaults())
                .listeningOn(host, port)
                .withProxies(proxies())
                .withObservation(observation))
        .with(new SalusServer.FirstAdmin(adminLogin, adminPassword.password()));
  }

  /** Within one process both would listen, and each answer a part of what is for the other. */
  private void refuseOnePortForBoth() {
    if (metricsPort != null
        && metricsPort != 0
        && metricsPort == port
        && metricsHost.equalsIgnoreCase(host)) {
      throw new WrongSettingException(
          "--port and --metrics-port are both "
              + port
              + " at "
              + host
              + "; metrics are told without a log-in, on a port of their own");
    }
  }

  private TrustedProxies proxies() {
    try {
      return TrustedProxies.of(trustedProxies);
    } catch (IllegalArgumentException e) {
      throw new WrongSettingException("--trusted-proxy: " + e.getMessage());
    }
  }
}
