package dev.salus.app.server;

import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.TrustedProxies;
import dev.salus.gateway.token.SigningKey;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code salus serve}: runs a server until the process is told to end. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the server until the process is told to end (SIGTERM, Ctrl-C).",
    footer = {
      "",
      "The first administrator's password is taken from the environment variable",
      "SALUS_ADMIN_PASSWORD. Without it a random one is made and printed once.",
      "Before it listens on anything else than this machine, give it a certificate, or",
      "put a reverse proxy with TLS in front of it."
    })
public final class ServeCommand implements Callable<Integer> {

  static final String ADMIN_PASSWORD = "SALUS_ADMIN_PASSWORD";
  private static final int MAX_PORT = 65_535;
  private static final long STOP_SECONDS = 20;

  private final Map<String, String> environment;

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
      description = "Port to listen on; 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Mixin private StoreOptions store = new StoreOptions();

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

  @Mixin private HttpOptions http = new HttpOptions();

  @Option(
      names = "--trusted-proxy",
      paramLabel = "CIDR",
      split = ",",
      description =
          "Network of reverse proxies whose X-Forwarded-For or Forwarded is believed, for counting"
              + " failed log-ins by client; may be given more than once. Without it by connection.")
  private List<String> trustedProxies = List.of();

  @Spec private @Nullable CommandSpec spec;

  public ServeCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(commandLine(), "--port must be from 0 to " + MAX_PORT);
    }
    SalusServer.Settings settings = settings();
    say(store.place());
    MemoryGuard.install();
    SigningKey key = key();
    Vertx vertx = vertx();
    CountDownLatch stopped = new CountDownLatch(1);
    try {
      // The store bounds the start: an index may take it hours, which it tells meanwhile.
      SalusServer server =
          SalusServer.start(vertx, settings, key, line -> say("not ready yet: " + line)).await();
      tellOfAdmin(server.firstAdmin());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx, server, stopped)));
      say("listening on " + address(server.port()));
    } catch (Exception e) {
      vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
      throw e;
    }
    stopped.await();
    return 0;
  }

  private SigningKey key() {
    SecureRandom random = new SecureRandom();
    if (signingKey != null) {
      return new SigningKeyFile(signingKey).loadOrCreate(random);
    }
    say(
        "access tokens are signed with a key that ends with this process; keep one with"
            + " --signing-key");
    return SigningKey.generate(random);
  }

  private static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  private SalusServer.Settings settings() {
    return SalusServer.Settings.defaults()
        .on(store.name(), store.settings())
        .with(
            http.applyTo(GatewayOptions.defaults()).listeningOn(host, port).withProxies(proxies()))
        .with(new SalusServer.FirstAdmin(adminLogin, environment.get(ADMIN_PASSWORD)));
  }

  private TrustedProxies proxies() {
    try {
      return TrustedProxies.of(trustedProxies);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), "--trusted-proxy: " + e.getMessage());
    }
  }

  private void tellOfAdmin(JsonObject admin) {
    if (!admin.getBoolean("created")) {
      sayWhatIsNotUsed(admin);
      return;
    }
    say("administrator '" + adminLogin + "' was made");
    if (admin.containsKey("password")) {
      say("its password, shown this once: " + admin.getString("password"));
    }
  }

  private void sayWhatIsNotUsed(JsonObject admin) {
    String there = "administrator '" + admin.getString("administrator") + "' exists";
    boolean given = environment.containsKey(ADMIN_PASSWORD);
    if (!admin.getBoolean("named")) {
      say(
          there
              + (given ? "; neither '" : "; '")
              + adminLogin
              + (given ? "' nor the password in " + ADMIN_PASSWORD + " is used" : "' is not made"));
    } else if (!admin.getBoolean("passwordHolds", true)) {
      say(there + " with another password; the one in " + ADMIN_PASSWORD + " is not used");
    }
  }

  private String address(int actualPort) throws Exception {
    boolean here = InetAddress.getByName(host).isLoopbackAddress();
    String shown = host.contains(":") ? "[" + host + "]" : host;
    String clear = http.scheme().equals("http") ? " (not encrypted: put TLS in front)" : "";
    return http.scheme()
        + "://"
        + shown
        + ":"
        + actualPort
        + (here ? " (this machine only; --host for more)" : clear);
  }

  private static void stop(Vertx vertx, SalusServer server, CountDownLatch stopped) {
    try {
      server.close().await(STOP_SECONDS, TimeUnit.SECONDS);
      vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      System.err.println("salus: it did not stop in time");
    } finally {
      stopped.countDown();
    }
  }

  private void say(String line) {
    PrintWriter out = commandLine().getOut();
    out.println("salus: " + line);
    out.flush();
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
