package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import dev.salus.app.jar.BuiltJar;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * {@code salus serve} as a process of its own, once it listens.
 *
 * @param process the process
 * @param lines what it has printed
 * @param address where it listens
 */
public record ServerProcess(Process process, List<String> lines, URI address)
    implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Most servers of tests do little: to compile them well costs more than all that they do. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** With these options, on a free port; in memory if they name no store. */
  public static ServerProcess start(Map<String, String> environment, String... options)
      throws IOException {
    return start(SHORT_LIVED, environment, options);
  }

  /** The same, started where this directory is the current one. */
  static ServerProcess startIn(Path directory, Map<String, String> environment, String... options)
      throws IOException {
    return start(directory, SHORT_LIVED, environment, SalusMain.class, serving(options));
  }

  /** The same with these options for the JVM, and no others. */
  static ServerProcess start(List<String> jvm, Map<String, String> environment, String... options)
      throws IOException {
    List<String> arguments = serving(options);
    if (!arguments.contains("--store") && !arguments.contains("--data")) {
      arguments.addAll(List.of("--store", "memory"));
    }
    return start(Path.of(""), jvm, environment, SalusMain.class, arguments);
  }

  /** Another program that prints the same line when it listens. */
  static ServerProcess start(
      List<String> jvm, Map<String, String> environment, Class<?> main, List<String> arguments)
      throws IOException {
    return start(Path.of(""), jvm, environment, main, arguments);
  }

  private static List<String> serving(String... options) {
    List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
    arguments.addAll(List.of(options));
    return arguments;
  }

  /** One that does not listen yet, once it has said a line that begins so. */
  static Process waiting(String begin, String... options) throws IOException {
    Process process = launch(Path.of(""), SHORT_LIVED, Map.of(), SalusMain.class, serving(options));
    linesUntil(begin, process);
    return process;
  }

  private static ServerProcess start(
      Path directory,
      List<String> jvm,
      Map<String, String> environment,
      Class<?> main,
      List<String> arguments)
      throws IOException {
    Process process = launch(directory, jvm, environment, main, arguments);
    List<String> lines = linesUntil("salus: listening on ", process);
    String last = lines.get(lines.size() - 1);
    return new ServerProcess(process, lines, URI.create(last.split(" ", -1)[3]));
  }

  private static Process launch(
      Path directory,
      List<String> jvm,
      Map<String, String> environment,
      Class<?> main,
      List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(main == SalusMain.class ? BuiltJar.orClassPath() : onTheClassPath());
    command.add(main.getName());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.directory(directory.toAbsolutePath().toFile());
    builder.environment().remove(ServeOptions.ADMIN_PASSWORD);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static List<String> onTheClassPath() {
    return List.of("-cp", System.getProperty("java.class.path"));
  }

  /** What it says up to the line that begins so. */
  private static List<String> linesUntil(String begin, Process process) throws IOException {
    BufferedReader out = process.inputReader();
    List<String> lines = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.startsWith(begin)) {
        drain(out);
        return lines;
      }
    }
    throw new AssertionError("it ended before it said '" + begin + "': " + lines);
  }

  /** Else a server that logs much waits for ever for somebody to read it. */
  private static void drain(BufferedReader out) {
    Thread reading = new Thread(() -> out.lines().forEach(System.err::println), "server output");
    reading.setDaemon(true);
    reading.start();
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(address.resolve(path)));
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return HttpClient.newHttpClient()
        .sendAsync(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
  }

  int logIn(String login, String password) throws Exception {
    return loggedIn(login, password).statusCode();
  }

  /** The answer to a log-in that succeeds. */
  JsonObject session(String login, String password) throws Exception {
    HttpResponse<String> answer = loggedIn(login, password);
    assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  /** What was made of this under {@code /api/v1}. */
  JsonObject created(String path, String token, JsonObject body) throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(address.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode())));
    assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(201);
    return new JsonObject(answer.body());
  }

  private HttpResponse<String> loggedIn(String login, String password) throws Exception {
    JsonObject body = new JsonObject().put("login", login).put("password", password);
    return send(
        HttpRequest.newBuilder(address.resolve("/api/v1/auth/login"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode())));
  }

  String keyId() throws Exception {
    return new JsonObject(get("/.well-known/jwks.json").body())
        .getJsonArray("keys")
        .getJsonObject(0)
        .getString("kid");
  }

  /** Ends it as an operator does, and gives its exit code. */
  public int terminate() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("ends when told").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
