package dev.salus.app.server;

import dev.salus.app.config.ConfiguredDefaults;
import dev.salus.app.server.ServeOptions.GivenPassword;
import dev.salus.gateway.observation.Observation;
import dev.salus.gateway.token.SigningKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code salus serve}: runs a server until the process is told to end; then lets what is under way
 * end, and gives 0 if it did so in time.
 */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the server until the process is told to end (SIGTERM, Ctrl-C).",
    footer = {
      "",
      "The first administrator's password is taken from the environment variable",
      "SALUS_ADMIN_PASSWORD, or from a file. Without it a random one is made and",
      "printed once.",
      "Before it listens on anything else than this machine, give it a certificate, or",
      "put a reverse proxy with TLS in front of it.",
      "'salus config' shows what is in force, and where it is set."
    })
public final class ServeCommand implements Callable<Integer> {

  private final Map<String, String> environment;
  private final ConfiguredDefaults defaults;

  @Mixin private ServeOptions options = new ServeOptions();

  @Spec private @Nullable CommandSpec spec;

  /**
   * @param defaults what is set elsewhere than on the command line
   */
  public ServeCommand(Map<String, String> environment, ConfiguredDefaults defaults) {
    this.environment = environment;
    this.defaults = defaults;
  }

  @Override
  public Integer call() throws Exception {
    CompletableFuture<Void> told = new CompletableFuture<>();
    // First, since whoever ends a start wants no more than an end.
    EndSignals heard = EndSignals.hear(() -> told.complete(null));
    try {
      return serve(told);
    } finally {
      heard.noLonger();
    }
  }

  private int serve(CompletableFuture<Void> told) throws Exception {
    defaults.refuseUnknownVariables(command());
    GivenPassword password = options.adminPassword(environment);
    SalusServer.Settings checked = options.settings(password, Observation.NONE);
    say(options.store().place());
    Logging.configure(options.logFormat(), options.logLevel());
    options.http().warnOfOpenKey();
    options.secondFactorRoles().remarks().forEach(this::say);
    MemoryGuard.install();
    SigningKey key = key();
    Observers observers = Observers.open(options);
    Vertx vertx = observers.vertx();
    SalusServer.Settings settings =
        checked.with(checked.gateway().withObservation(observers.observation()));
    FirstAdminOfStart admin =
        new FirstAdminOfStart(options.adminLogin(), password, new SecureRandom(), this::say);
    OrderlyEnd end = new OrderlyEnd(observers);
    Runtime.getRuntime().addShutdownHook(new Thread(end::run));
    try {
      Future<SalusServer> starting =
          // The store bounds the start: an index may take it hours, which it tells meanwhile.
          new StoreWait(vertx, options.waitForStore(), this::sayWaiting, told::isDone)
              .until(() -> start(vertx, settings, key, admin));
      end.of(starting);
      awaitEither(starting, told);
      if (!told.isDone()) {
        tell(starting.await(), observers);
      }
    } catch (Exception e) {
      end.run();
      throw e;
    } finally {
      admin.tellIfUnknown();
    }
    if (!options.untilReady()) {
      told.join();
    }
    return end.run() ? 0 : 1;
  }

  private Future<SalusServer> start(
      Vertx vertx, SalusServer.Settings settings, SigningKey key, FirstAdminOfStart admin) {
    return SalusServer.start(vertx, settings, key, this::sayWaiting, admin::ensure);
  }

  private static void awaitEither(Future<?> starting, CompletableFuture<Void> told) {
    CompletableFuture.anyOf(starting.toCompletionStage().toCompletableFuture(), told)
        .handle((one, failure) -> one)
        .join();
  }

  private void tell(SalusServer server, Observers observers) throws Exception {
    tellOfMetrics(metricsPort(server, observers));
    say("listening on " + address(server.port()));
  }

  private @Nullable Integer metricsPort(SalusServer server, Observers observers) {
    try {
      return observers.watch(server, options).await();
    } catch (Exception failure) {
      if (failure instanceof BindException refused) {
        throw new IllegalStateException(
            StartFailure.explain(refused, "--metrics-port", "--metrics-host"), refused);
      }
      throw failure;
    }
  }

  private SigningKey key() {
    SecureRandom random = new SecureRandom();
    Path file = options.signingKey();
    if (file != null) {
      return new SigningKeyFile(file).loadOrCreate(random);
    }
    say(
        "access tokens are signed with a key that ends with this process; keep one with"
            + " --signing-key");
    return SigningKey.generate(random);
  }

  private void tellOfMetrics(@Nullable Integer port) throws Exception {
    if (port != null) {
      String host = options.metricsHost();
      boolean here = InetAddress.getByName(host).isLoopbackAddress();
      say(
          "metrics are at http://"
              + (host.contains(":") ? "[" + host + "]" : host)
              + ":"
              + port
              + "/metrics"
              + (here ? "" : " (for everybody who reaches that address)"));
    }
  }

  private String address(int actualPort) throws Exception {
    String host = options.host();
    boolean here = InetAddress.getByName(host).isLoopbackAddress();
    String shown = host.contains(":") ? "[" + host + "]" : host;
    String scheme = options.http().scheme();
    String clear = scheme.equals("http") ? " (not encrypted: put TLS in front)" : "";
    return scheme
        + "://"
        + shown
        + ":"
        + actualPort
        + (here ? " (this machine only; --host for more)" : clear);
  }

  private void sayWaiting(String why) {
    say("not ready yet: " + why);
  }

  private void say(String line) {
    PrintWriter out = command().commandLine().getOut();
    out.println("salus: " + line);
    out.flush();
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec);
  }
}
