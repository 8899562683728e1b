package dev.salus.app.administration;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.Unauthenticated;
import dev.salus.app.SalusMain;
import dev.salus.app.dialogue.TypedAnswers;
import dev.salus.app.keys.KeysServer;
import dev.salus.app.terminal.PseudoTerminal;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.account.User;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An administrator at the command line, with a server that runs. */
class UsersAtTheCommandLineTest {

  private static final String PASSWORD = "winter is coming";

  private static KeysServer server;

  private final String login = "anna-" + UUID.randomUUID();

  /** What a command came to. */
  private record Run(int exitCode, String out, String err) {

    Run succeeds() {
      assertThat(exitCode).as("%s%s", out, err).isZero();
      return this;
    }

    JsonObject json() {
      return new JsonObject(succeeds().out());
    }
  }

  @BeforeAll
  static void start() throws TimeoutException {
    server = new KeysServer();
  }

  @AfterAll
  static void stop() throws TimeoutException {
    server.close();
  }

  @Test
  void s66_whoIsAddedWithADataOwnerLogsInAndActsForIt() {
    JsonObject made =
        type(List.of(PASSWORD), "users", "add", login, "--type", "hcp", "--name", login, "--json")
            .json();

    User user = logIn(PASSWORD);
    assertThat(user.id()).isEqualTo(made.getString("id"));
    assertThat(user.dataOwner()).isNotNull().isEqualTo(made.getString("dataOwner"));
    assertThat(type(List.of(), "data-owners", "list", "--type", "hcp").succeeds().out())
        .contains(user.dataOwner() + " hcp " + login);
    assertThat(type(List.of(), "users", "list").succeeds().out())
        .contains(login + ", data owner " + user.dataOwner())
        .contains("admin [admin]");
  }

  @Test
  void s66_aMadePasswordIsPrintedAndHolds() {
    JsonObject made = type(List.of(), "users", "add", login, "--make-password", "--json").json();
    assertThat(made.getString("password")).hasSizeGreaterThan(20);
    logIn(made.getString("password"));

    String shown =
        type(List.of(), "users", "reset-password", login, "--make-password").succeeds().out();

    String password =
        shown
            .lines()
            .filter(line -> line.contains("shown this once"))
            .findFirst()
            .orElseThrow()
            .replaceFirst(".*: ", "");
    logIn(password);
    failure(Unauthenticated.class, connect(made.getString("password")));
  }

  @Test
  void s66_whoIsRemovedIsGone() {
    type(List.of(PASSWORD), "users", "add", login).succeeds();
    type(List.of(), "users", "unlock", login).succeeds();
    assertThat(type(List.of(), "users", "show", login, "--json").json().getString("login"))
        .isEqualTo(login);

    type(List.of(), "users", "remove", login).succeeds();

    failure(Unauthenticated.class, connect(PASSWORD));
    assertThat(type(List.of(), "users", "show", login))
        .isEqualTo(new Run(1, "", "salus: there is no user '" + login + "'"));
  }

  @Test
  void s66_whoIsLockedIsKeptOutUntilUnlocked() {
    type(List.of(PASSWORD), "users", "add", login, "--role", "night-shift").succeeds();
    Salus before = await(connect(PASSWORD));

    assertThat(type(List.of(), "users", "lock", login).succeeds().out())
        .contains(login + " [night-shift]", ", locked");

    failure(Forbidden.class, before.userApi().getLoggedUser());
    failure(Forbidden.class, connect(PASSWORD));
    assertThat(type(List.of(), "users", "show", login, "--json").json().getBoolean("locked"))
        .isTrue();
    assertThat(type(List.of(), "users", "unlock", login, "--json").json().getBoolean("locked"))
        .isFalse();
    logIn(PASSWORD);
    await(before.close());
  }

  @Test
  void s66_rolesAreChangedInPlace() {
    type(List.of(PASSWORD), "users", "add", login, "--type", "hcp", "--role", "nurse").succeeds();
    Salus salus = await(connect(PASSWORD));

    JsonObject changed =
        type(List.of(), "users", "roles", login, "--add", "admin", "--remove", "nurse", "--json")
            .json();

    assertThat(changed.getJsonArray("roles")).containsExactly("admin");
    assertThat(await(salus.userApi().getLoggedUser()).roles()).containsExactly("admin");
    assertThat(await(salus.userApi().getUsers())).isNotEmpty();
    type(List.of(), "users", "roles", login, "--remove", "admin").succeeds();
    failure(Forbidden.class, salus.userApi().getUsers());
    assertThat(type(List.of(), "users", "roles", login).succeeds().out())
        .startsWith(login + ", data owner ");
    await(salus.close());
  }

  @Test
  void theOnlyAdministratorIsNeitherLockedNorDemoted() {
    String last = "no other administrator who may log in would be left";

    assertThat(type(List.of(), "users", "lock", "admin").err()).contains(last);
    assertThat(type(List.of(), "users", "roles", "admin", "--remove", "admin").err())
        .contains(last);

    type(List.of(), "users", "list").succeeds();
  }

  @Test
  void passwordsOfAScriptComeFromTheInputAndNothingIsAsked() {
    StringWriter err = new StringWriter();
    List<String> lines = List.of(KeysServer.ADMIN_PASSWORD, PASSWORD);

    execute(err, lines, "users", "add", login, "--password-stdin").succeeds();

    assertThat(err.toString()).isEmpty();
    logIn(PASSWORD);
    List<String> one = List.of(KeysServer.ADMIN_PASSWORD);
    assertThat(execute(err, one, "users", "add", login + "-2", "--password-stdin").exitCode())
        .isEqualTo(1);
    assertThat(err.toString()).contains("the input ended before");
  }

  @Test
  void aScriptWhoseInputIsATerminalDoesNotWaitForIt() throws Exception {
    StringWriter err = new StringWriter();
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      String[] command = {"list", "--password-stdin", "--server", server.address().toString()};

      int exitCode =
          UsersCommand.commandLine(prompts -> new TypedAnswers(terminal.forCommand()), command)
              .setErr(new PrintWriter(err, true))
              .execute(command);

      assertThat(exitCode).isEqualTo(1);
      assertThat(err.toString()).contains("--password-stdin", "the input is a terminal");
      assertThat(terminal.shownToTheEnd()).doesNotContain("Password");
    }
  }

  @Test
  void quotasAreShownAndRaisedAndTakenBack() {
    String owner =
        type(List.of(PASSWORD), "users", "add", login, "--type", "patient", "--json")
            .json()
            .getString("dataOwner");
    assertThat(type(List.of(), "users", "quotas", login).succeeds().out())
        .contains("entityBytes: 4294967296\n", "invitations: 100\n")
        .doesNotContain("raised");

    JsonObject raised =
        type(
                List.of(),
                "users",
                "quotas",
                login,
                "--set",
                "entityBytes=8GiB",
                "--set",
                "invitations=500",
                "--json")
            .json();
    assertThat(raised.getString("dataOwner")).isEqualTo(owner);
    assertThat(raised.getJsonObject("quotas").getMap())
        .containsEntry("entityBytes", 8L << 30)
        .containsEntry("invitations", 500)
        .containsEntry("bytes", 64 << 20);
    assertThat(
            type(List.of(), "data-owners", "quotas", owner, "--set", "invitations=default")
                .succeeds()
                .out())
        .contains("entityBytes: 8589934592, raised from 4294967296\n", "invitations: 100\n");
    assertThat(type(List.of(), "users", "quotas", login, "--default").succeeds().out())
        .doesNotContain("raised");
  }

  @Test
  void aQuotaThatThereIsNotOrThatCannotBeIsRefusedNamingWhatCan() {
    type(List.of(PASSWORD), "users", "add", login, "--type", "patient").succeeds();

    Run unknown = type(List.of(), "users", "quotas", login, "--set", "disk=1");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .startsWith("salus: --set: there is no quota 'disk'; there are: liveCards, cards, ");
    for (String limit : List.of("99", "10001", "many", "1TiB", "-1", "")) {
      Run outside = type(List.of(), "users", "quotas", login, "--set", "invitations=" + limit);
      assertThat(outside.exitCode()).as(limit).isEqualTo(2);
      assertThat(outside.err())
          .as(limit)
          .startsWith("salus: --set: invitations is a number from 100 to 10000 (also as 8GiB)");
    }
    assertThat(type(List.of(), "users", "quotas", "admin"))
        .isEqualTo(new Run(1, "", "salus: 'admin' acts for no data owner, which quotas are of"));
    String nobody = UUID.randomUUID().toString();
    assertThat(type(List.of(), "data-owners", "quotas", nobody))
        .isEqualTo(new Run(1, "", "salus: there is no data owner '" + nobody + "'"));
  }

  @Test
  void whatIsWrongIsOneLineAndNothingIsMade() {
    type(List.of(PASSWORD), "users", "add", login).succeeds();

    assertThat(type(List.of(PASSWORD), "users", "add", login, "--type", "hcp").err())
        .isEqualTo("salus: there is a user '" + login + "' already");
    assertThat(type(List.of("short"), "users", "add", login + "-2").err())
        .startsWith("salus: ")
        .contains("password")
        .doesNotContain("\n");
    assertThat(type(List.of(), "users", "show", login + "-2").exitCode()).isEqualTo(1);
    String other = login + "-2";
    assertThat(
            type(List.of("short"), "users", "add", other, "--type", "hcp", "--name", other).err())
        .isEqualTo("salus: a password has at least 8 characters");
    assertThat(type(List.of(PASSWORD), "users", "add", other, "--type", "hcp", "--role", "Nurse"))
        .isEqualTo(
            new Run(
                1,
                "",
                "salus: a role has at most 32 lower-case letters, digits and -, and begins with a"
                    + " letter: not 'Nurse'"));
    assertThat(type(List.of(), "data-owners", "list", "--type", "hcp").out()).doesNotContain(other);
    assertThat(type(List.of(), "data-owners", "add", "clinic").exitCode()).isEqualTo(2);
    assertThat(typeAs("nobody at all", List.of(), "users", "list").exitCode()).isEqualTo(1);
  }

  private User logIn(String password) {
    Salus salus = await(connect(password));
    User user = await(salus.userApi().getLoggedUser());
    await(salus.close());
    return user;
  }

  private Future<Salus> connect(String password) {
    return Salus.connect(server.vertx(), SalusOptions.of(server.transport(login, password)));
  }

  private static Run type(List<String> lines, String... command) {
    return typeAs(KeysServer.ADMIN_PASSWORD, lines, command);
  }

  private static Run typeAs(String password, List<String> lines, String... command) {
    List<String> typed = new ArrayList<>(List.of(password));
    typed.addAll(lines);
    return execute(new StringWriter(), typed, command);
  }

  private static Run execute(StringWriter err, List<String> typed, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--server", server.address().toString()));
    StringWriter out = new StringWriter();
    int exitCode =
        SalusMain.commandLine(
                Map.of(),
                new ByteArrayInputStream(
                    (String.join("\n", typed) + "\n").getBytes(StandardCharsets.UTF_8)),
                command)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    String said =
        String.join("\n", err.toString().lines().filter(line -> !line.endsWith(":")).toList());
    return new Run(exitCode, out.toString(), said);
  }
}
