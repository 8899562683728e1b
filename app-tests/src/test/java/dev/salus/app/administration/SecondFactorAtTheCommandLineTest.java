package dev.salus.app.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import dev.salus.app.dialogue.TypedAnswers;
import dev.salus.app.keys.KeysServer;
import dev.salus.app.keys.Machine;
import dev.salus.app.secondfactor.SecondFactorCommand;
import dev.salus.app.terminal.PseudoTerminal;
import dev.salus.core.testkit.Authenticator;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Codes besides passwords, for people and scripts. */
class SecondFactorAtTheCommandLineTest {

  private static final Pattern URI = Pattern.compile("otpauth://\\S*secret=([A-Z2-7]{32})&\\S*");
  private static final Pattern RECOVERY_CODE = Pattern.compile("([A-Z2-7]{4}-){3}[A-Z2-7]{4}");
  private static final Pattern TYPED_SECRET = Pattern.compile("  (([A-Z2-7]{4} ){7}[A-Z2-7]{4})");

  private static KeysServer server;

  @TempDir private Path directory;

  /** What a command came to. */
  private record Run(int exitCode, String out, String err) {

    Run succeeds() {
      assertThat(exitCode).as("%s%s", out, err).isZero();
      return this;
    }

    Run fails(String reason) {
      assertThat(exitCode).as("%s%s", out, err).isEqualTo(1);
      assertThat(err).contains("salus: ", reason).doesNotContain("\tat ", "Exception");
      return this;
    }
  }

  /** Somebody's authenticator, and what they have on paper. */
  private record Enrolled(Machine machine, Authenticator phone, List<String> recoveryCodes) {}

  @BeforeAll
  static void start() throws TimeoutException {
    server = new KeysServer();
  }

  @AfterAll
  static void stop() throws TimeoutException {
    server.close();
  }

  @Test
  void t12_aScriptSetsOneUpLogsInWithItAndTurnsItOff() throws Exception {
    Enrolled anna = enrolledByScript(server.person(directory));
    String password = anna.machine().password();

    type(anna, password, "status").fails("the input ended before all questions were answered");
    type(anna, password + "\n" + anna.phone().wrongCode(), "status").fails("code");
    assertThat(type(anna, with(anna, 0), "status").succeeds().out())
        .contains("on, 9 recovery codes left");
    List<String> others =
        recoveryCodes(
            type(anna, with(anna, 1, 2), "recovery-codes", "--yes-print-secret").succeeds().out());
    assertThat(others).hasSize(10).doesNotContainAnyElementsOf(anna.recoveryCodes());
    type(anna, with(anna, 3), "status").fails("code of the second factor");

    type(anna, password + "\n" + others.get(0) + "\n" + others.get(1), "off").succeeds();

    assertThat(type(anna, password, "status").succeeds().out()).startsWith("off");
    type(anna, password, "off").fails("there is no second factor");
  }

  /** The password, and one recovery code after the other. */
  private static String with(Enrolled person, int... codes) {
    List<String> lines = new ArrayList<>(List.of(person.machine().password()));
    for (int code : codes) {
      lines.add(person.recoveryCodes().get(code));
    }
    return String.join("\n", lines);
  }

  @Test
  void whoHasNoTerminalIsShownNoSecret() throws Exception {
    Machine bert = server.person(directory);

    Run refused = type(bert, bert.password(), "on").fails("--yes-print-secret");

    assertThat(refused.out()).isEmpty();
    assertThat(type(bert, bert.password(), "status").succeeds().out()).startsWith("off");
  }

  @Test
  void s66_anAdministratorWithCodesLooksAfterSomebodyWhoLostTheirs() throws Exception {
    Enrolled anna = enrolledByScript(server.person(directory));
    List<String> reset = List.of("users", "reset-second-factor", anna.machine().login());
    List<String> show = List.of("users", "show", anna.machine().login());

    assertThat(administer(KeysServer.ADMIN_PASSWORD, show).succeeds().out())
        .contains("second factor");
    Enrolled admin =
        enrolledByScript(
            new Machine(server.address(), "", "admin", KeysServer.ADMIN_PASSWORD, directory));
    administer(KeysServer.ADMIN_PASSWORD, reset).fails("the input ended");
    administer(with(admin, 0), reset).succeeds();

    assertThat(type(anna, anna.machine().password(), "status").succeeds().out()).startsWith("off");
    type(admin, with(admin, 1, 2), "off").succeeds();
  }

  @Test
  void s66_theOnlyAdministratorGetsInAgainByTheStoreOfAStoppedServer() throws Exception {
    Path data = directory.resolve("data");
    try (KeysServer before = KeysServer.on(data)) {
      Machine admin =
          new Machine(before.address(), "", "admin", KeysServer.ADMIN_PASSWORD, directory);
      Enrolled enrolled = enrolledByScript(admin);
      type(enrolled, admin.password(), "status").fails("the input ended");
    }

    Run reset =
        run(
            SalusMain.commandLine(Map.of(), lines("")),
            "users",
            "reset-second-factor",
            "admin",
            "--data",
            data.toString());

    reset.succeeds();
    try (KeysServer after = KeysServer.on(data)) {
      Machine admin =
          new Machine(after.address(), "", "admin", KeysServer.ADMIN_PASSWORD, directory);
      assertThat(type(admin, admin.password(), "status").succeeds().out()).startsWith("off");
    }
  }

  @Test
  void aPersonScansTheCodeAndWritesTheOthersDown() throws Exception {
    Machine carl = server.person(directory);
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Run> run =
          CompletableFuture.supplyAsync(
              () ->
                  run(
                      SecondFactorCommand.commandLine(
                          prompts -> new TypedAnswers(terminal.forCommand()), Map.of()),
                      arguments(carl, "on")));
      terminal.answers("Password of " + carl.login() + ": ", carl.password());
      Matcher secret =
          TYPED_SECRET.matcher(terminal.waitFor("code that your authenticator shows now: "));
      assertThat(secret.find()).isTrue();
      Authenticator phone = new Authenticator(secret.group(1).replace(" ", ""), Clock.systemUTC());
      terminal.types(phone.wrongCode() + "\r");
      terminal.answers("code that your authenticator shows now: ", phone.code());
      List<String> codes = recoveryCodes(terminal.waitFor("then press Enter: "));
      terminal.types("\r");

      Run done = run.get(180, TimeUnit.SECONDS).succeeds();
      assertThat(codes).hasSize(10);
      assertThat(done.out() + done.err())
          .contains("need a code from now on")
          .doesNotContain(codes)
          .doesNotContain(secret.group(1), "otpauth");
      assertThat(terminal.shown()).contains("That code is wrong");
      assertThat(type(carl, carl.password() + "\n" + codes.get(0), "status").succeeds().out())
          .startsWith("on");
    }
  }

  /** A code that is cut cannot be scanned, and the screen of its own does not scroll. */
  @Test
  void aQrCodeThatDoesNotFitIsNotShown() throws Exception {
    Machine dora = server.person(directory);
    for (int lines : new int[] {24, 60}) {
      try (PseudoTerminal terminal = new PseudoTerminal(80, lines, "xterm")) {
        CompletableFuture<Run> run =
            CompletableFuture.supplyAsync(
                () ->
                    run(
                        SecondFactorCommand.commandLine(
                            prompts -> new TypedAnswers(terminal.forCommand()), Map.of()),
                        arguments(dora, "on")));
        terminal.answers("Password of " + dora.login() + ": ", dora.password());
        String screen = terminal.waitFor("code that your authenticator shows now: ");
        terminal.types("\u0004");

        run.get(60, TimeUnit.SECONDS).fails("the input ended");
        assertThat(TYPED_SECRET.matcher(screen).find()).isTrue();
        assertThat(screen.contains("\u2588\u2580")).isEqualTo(lines > 24);
      }
    }
  }

  /** Reads the address that is printed and types the code, as a program would. */
  private static Enrolled enrolledByScript(Machine machine) throws Exception {
    try (PipedOutputStream script = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(script)) {
      StringWriter out = new StringWriter();
      CompletableFuture<String> uri = new CompletableFuture<>();
      PrintWriter told =
          new PrintWriter(out, true) {
            @Override
            public void println(String line) {
              super.println(line);
              if (URI.matcher(line).matches()) {
                uri.complete(line);
              }
            }
          };
      StringWriter err = new StringWriter();
      CompletableFuture<Integer> exit =
          CompletableFuture.supplyAsync(
              () ->
                  SalusMain.commandLine(Map.of(), in)
                      .setOut(told)
                      .setErr(new PrintWriter(err, true))
                      .execute(second(arguments(machine, "on", "--yes-print-secret"))));
      script.write((machine.password() + "\n").getBytes(StandardCharsets.UTF_8));
      script.flush();
      Matcher secret = URI.matcher(uri.get(180, TimeUnit.SECONDS));
      assertThat(secret.find()).isTrue();
      Authenticator phone = new Authenticator(secret.group(1), Clock.systemUTC());
      script.write((phone.code() + "\n").getBytes(StandardCharsets.UTF_8));
      script.flush();
      new Run(exit.get(180, TimeUnit.SECONDS), out.toString(), err.toString()).succeeds();
      List<String> codes = recoveryCodes(out.toString());
      assertThat(codes).hasSize(10);
      return new Enrolled(machine, phone, codes);
    }
  }

  private static List<String> recoveryCodes(String text) {
    return RECOVERY_CODE.matcher(text).results().map(found -> found.group()).toList();
  }

  private static Run type(Enrolled person, String lines, String... command) {
    return type(person.machine(), lines, command);
  }

  private static Run type(Machine machine, String lines, String... command) {
    String[] all = second(arguments(machine, command));
    return run(SalusMain.commandLine(Map.of(), lines(lines), all), all);
  }

  private static Run administer(String lines, List<String> command) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--server", server.address().toString()));
    String[] all = arguments.toArray(String[]::new);
    return run(SalusMain.commandLine(Map.of(), lines(lines), all), all);
  }

  private static Run run(CommandLine program, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        program
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  private static String[] arguments(Machine machine, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--server", machine.server().toString(), "--login", machine.login()));
    return arguments.toArray(String[]::new);
  }

  private static String[] second(String[] arguments) {
    List<String> all = new ArrayList<>(List.of("second-factor"));
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }

  private static InputStream lines(String lines) {
    return new ByteArrayInputStream((lines + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
