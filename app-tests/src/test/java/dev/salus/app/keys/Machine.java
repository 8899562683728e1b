package dev.salus.app.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.dialogue.Terminal;
import dev.salus.app.dialogue.TypedAnswers;
import dev.salus.app.fhir.ImportFhirCommand;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.share.ShareCommand;
import dev.salus.app.terminal.PseudoTerminal;
import dev.salus.sdk.crypto.Argon2;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * A person's machine with a key directory, at which they type commands.
 *
 * @param server its address
 * @param owner the data owner's id
 * @param login what they log in with
 * @param password of the user
 * @param keys the key directory
 */
public record Machine(URI server, String owner, String login, String password, Path keys) {

  /** Of every key file. */
  public static final String PASSPHRASE = "Winter is coming";

  /** The least that a key file may have. */
  static final Argon2.Costs CHEAP = new Argon2.Costs(8_192, 1, 1);

  private static final Pattern FINGERPRINT = Pattern.compile("(\\d{5} ){11}\\d{5}");

  /** What a command came to. */
  record Run(int exitCode, String out, String err) {

    Run succeeds() {
      assertThat(exitCode).as("%s%s", out, err).isZero();
      return this;
    }

    /** One line on the error output begins with the program's name, and it has no stack trace. */
    Run fails(String reason) {
      assertThat(exitCode).as("%s%s", out, err).isEqualTo(1);
      assertThat(err.lines().filter(line -> line.startsWith("salus: "))).hasSize(1);
      assertThat(err.substring(err.indexOf("salus: ")).replaceAll("\\s+", " ")).contains(reason);
      assertThat(err).doesNotContain("\tat ", "Exception");
      return this;
    }

    String fingerprint() {
      Matcher found = FINGERPRINT.matcher(out);
      assertThat(found.find()).as(out).isTrue();
      return found.group();
    }

    String line(String beginning) {
      return out.lines().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
    }
  }

  /** The same person at another machine. */
  Machine another(Path directory) {
    return new Machine(server, owner, login, password, directory);
  }

  /** Types a command, then password and passphrase, and then these answers. */
  Run types(List<String> command, String... answers) {
    List<String> lines = new ArrayList<>(List.of(password, PASSPHRASE));
    lines.addAll(List.of(answers));
    return typesOnly(command, lines);
  }

  /** Types a command at a machine that has no key file yet: the new passphrase comes twice. */
  Run typesFirst(List<String> command, String... answers) {
    List<String> lines = new ArrayList<>(List.of(password, PASSPHRASE, PASSPHRASE));
    lines.addAll(List.of(answers));
    return typesOnly(command, lines);
  }

  /** Restores by a recovery key, at a machine that has keys. */
  Run restores(String key) {
    return typesOnly(List.of("restore"), List.of(key, password, PASSPHRASE));
  }

  /** Restores by a recovery key, at a machine that has none. */
  Run restoresFirst(String key) {
    return typesOnly(List.of("restore"), List.of(key, password, PASSPHRASE, PASSPHRASE));
  }

  /** Imports the FHIR bundles of a directory. */
  public Run imports(Path bundles) {
    InputStream in =
        new ByteArrayInputStream((password + "\n" + PASSPHRASE + "\n").getBytes(UTF_8));
    CommandSetting setting = new CommandSetting(Terminal.of(in), environment(), CHEAP);
    return run(ImportFhirCommand.commandLine(setting), List.of(bundles.toString()));
  }

  /**
   * Types a command of {@code salus share}, then password and passphrase, and then these answers.
   */
  Run shares(List<String> command, String... answers) {
    List<String> lines = new ArrayList<>(List.of(password, PASSPHRASE));
    lines.addAll(List.of(answers));
    InputStream in = new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(UTF_8));
    CommandSetting setting = new CommandSetting(Terminal.of(in), environment(), CHEAP);
    return run(ShareCommand.commandLine(setting, named(command)), command);
  }

  /** The variables there. */
  Map<String, String> environment() {
    return Map.of("SALUS_HOME", keys + ".home");
  }

  private List<String> arguments(List<String> command) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(
        List.of("--server", server.toString(), "--login", login, "--key-dir", keys.toString()));
    return arguments;
  }

  /** Answers at a terminal what every command asks first. */
  PseudoTerminal unlocksAt(PseudoTerminal terminal) throws Exception {
    return terminal
        .answers("Password of", password)
        .answers("Passphrase of the key file: ", PASSPHRASE);
  }

  /** A command under way at a terminal. */
  CompletableFuture<Run> at(PseudoTerminal terminal, List<String> command) {
    return CompletableFuture.supplyAsync(
        () -> run(prompts -> new TypedAnswers(terminal.forCommand()), command));
  }

  /** One that is typed without options, since server, login and folder are kept. */
  CompletableFuture<Run> atAsKept(PseudoTerminal terminal, List<String> command) {
    return CompletableFuture.supplyAsync(
        () ->
            execute(program(prompts -> new TypedAnswers(terminal.forCommand()), command), command));
  }

  /** Another command than those of {@code salus keys}, under way at a terminal. */
  CompletableFuture<Run> at(
      PseudoTerminal terminal, Function<Terminal, CommandLine> program, List<String> command) {
    return CompletableFuture.supplyAsync(
        () -> run(program.apply(prompts -> new TypedAnswers(terminal.forCommand())), command));
  }

  /** Types a command, and these lines only. */
  Run typesOnly(List<String> command, List<String> lines) {
    InputStream in = new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(UTF_8));
    Run run = run(Terminal.of(in), command);
    for (String printed : List.of(run.out(), run.err())) {
      assertThat(printed).doesNotContain(password, PASSPHRASE);
    }
    return run;
  }

  private Run run(Terminal terminal, List<String> command) {
    return run(program(terminal, command), command);
  }

  private CommandLine program(Terminal terminal, List<String> command) {
    CommandSetting setting = new CommandSetting(terminal, environment(), CHEAP);
    return KeysCommand.commandLine(setting, named(command));
  }

  private static String[] named(List<String> command) {
    return command.toArray(String[]::new);
  }

  private Run run(CommandLine program, List<String> command) {
    return execute(program, arguments(command));
  }

  private static Run execute(CommandLine program, List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        program
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    return new Run(exitCode, out.toString(), err.toString());
  }
}
