package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.connection.LogInCommand;
import dev.salus.app.terminal.PseudoTerminal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits is told after a log-in, which no answer about that undoes or holds up. */
class WaitingAtLogInTest {

  private static final String ACCESS_BACK = "GET /api/v1/access-back";
  private static final String DATA_OWNERS = "GET /api/v1/data-owners/";
  private static final String CANNOT_TELL = "cannot be told now; 'salus keys status' tells it.";

  private static KeysServer server;

  @TempDir private Path directory;

  private ServerBetween between;
  private Machine alice;

  @BeforeAll
  static void start() throws TimeoutException {
    server = new KeysServer();
  }

  @AfterAll
  static void stop() throws TimeoutException {
    server.close();
  }

  @BeforeEach
  void aServerThatSaysWhatItLikes() throws TimeoutException {
    between = new ServerBetween(server);
    alice = between.of(server.person(directory));
  }

  @AfterEach
  void close() throws TimeoutException {
    between.close();
  }

  /** What is shown at a log-in that succeeds. */
  private String logIn() throws Exception {
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run =
          alice.at(terminal, at -> LogInCommand.commandLine(at, alice.environment()), List.of());
      terminal
          .answers("Password of " + alice.login() + ": ", alice.password())
          .answers("Keep server and login", "no");
      Machine.Run ended = run.get(30, TimeUnit.SECONDS).succeeds();
      assertThat(ended.out()).contains("You are logged in as " + alice.login());
      assertThat(ended.err()).isEmpty();
      return terminal.shownToTheEnd().replaceAll("\\s+", " ");
    }
  }

  private static JsonObject asks(Object owner) {
    return new JsonObject().put("owner", owner);
  }

  private static JsonObject page(JsonObject... requests) {
    return new JsonObject().put("items", new JsonArray(List.of(requests)));
  }

  @Test
  void aServerThatNeverTellsHoldsNobodyUp() throws Exception {
    between.isSilentAt(ACCESS_BACK);

    assertThat(logIn()).contains(CANNOT_TELL);
  }

  @Test
  void aListThatIsNoneUndoesNothing() throws Exception {
    between.says(ACCESS_BACK, any -> new JsonObject().put("items", "many"));

    assertThat(logIn()).contains(CANNOT_TELL);
  }

  @Test
  void whoIsNoDataOwnerIsLeftOutAndANameThatCannotBeHadIsNotToldWith() throws Exception {
    String bob = UUID.randomUUID().toString();
    String carla = UUID.randomUUID().toString();
    between
        .says(
            ACCESS_BACK,
            call ->
                call.contains("cursor=second")
                    ? page(asks(carla))
                    : page(asks("../users"), asks(7), asks("salus keys retire 1"), asks(bob))
                        .put("next", "second"))
        .says(DATA_OWNERS + bob, any -> new JsonObject().put("name", 7))
        .fails(DATA_OWNERS + carla);

    String shown = logIn();

    assertThat(shown).contains("wait for you", bob, carla).doesNotContain("retire", "../users");
  }

  @Test
  void aListWithoutAnEndIsReadForSomePagesOnly() throws Exception {
    Function<String, JsonObject> endless =
        any -> page(asks(UUID.randomUUID().toString())).put("next", UUID.randomUUID().toString());
    between.says(ACCESS_BACK, endless);

    assertThat(logIn()).contains("As the server says, 5 people or more wait for you");
  }
}
