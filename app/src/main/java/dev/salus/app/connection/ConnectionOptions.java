package dev.salus.app.connection;

import dev.salus.app.config.Configurable;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options by which a command finds the server, the user and the key file. */
@Configurable
public final class ConnectionOptions {

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Address of the server; else $SALUS_SERVER, else the profile's.")
  private @Nullable URI server;

  @Option(
      names = "--login",
      paramLabel = "NAME",
      description = "Who logs in; else $SALUS_LOGIN, else the profile's.")
  private @Nullable String login;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "Server and login as kept by 'salus profile set'; else $SALUS_PROFILE, else 'default'.")
  private @Nullable String profile;

  @Option(
      names = "--key-dir",
      paramLabel = "DIR",
      description =
          "Where the key file is (default: keys in $SALUS_HOME, or in .salus in the home"
              + " directory); for its owner only.")
  private @Nullable Path keyDirectory;

  @Option(names = "--verbose", description = "Shows the log of the client, too.")
  private boolean verbose;

  /** What was asked for, by the option that says it, too. */
  private final Map<String, String> asked = new LinkedHashMap<>();

  /**
   * What they come to. A person at a terminal is asked for server and login if they are nowhere;
   * else it is a {@link ParameterException}.
   *
   * @param dialogue with the person, or a script
   */
  public Connection connection(
      Map<String, String> environment, CommandLine command, Dialogue dialogue) throws Exception {
    ParseResult typed = command.getParseResult();
    if (typed.hasMatchedOption("--profile")) {
      // It stands for both, before the variables, which picocli has filled in already.
      server = typed.hasMatchedOption("--server") ? server : null;
      login = typed.hasMatchedOption("--login") ? login : null;
    }
    Optional<Profiles.Profile> kept = profile(environment, command);
    Optional<URI> address = address(kept, environment, command);
    Optional<String> who = who(kept, environment);
    if ((address.isEmpty() || who.isEmpty()) && !dialogue.isPerson()) {
      throw missing(command, address.isEmpty(), who.isEmpty());
    }
    URI to = address.isPresent() ? address.get() : dialogue.tries(() -> askServer(dialogue));
    String name = who.isPresent() ? who.get() : dialogue.tries(() -> askLogin(dialogue));
    Path directory = keyDirectory;
    if (directory == null) {
      // it goes with the login: another one's keys are not there
      directory =
          kept.filter(each -> each.login().equals(name))
              .flatMap(Profiles.Profile::keys)
              .orElseGet(() -> SalusHome.of(environment).resolve("keys"));
    }
    return new Connection(to, name, directory);
  }

  private Optional<URI> address(
      Optional<Profiles.Profile> kept, Map<String, String> environment, CommandLine command) {
    return Optional.ofNullable(server)
        .or(() -> kept.filter(named -> profile != null).map(Profiles.Profile::server))
        .or(() -> variable(environment, "SALUS_SERVER").map(text -> uri(text, command)))
        .or(() -> kept.map(Profiles.Profile::server));
  }

  private Optional<String> who(Optional<Profiles.Profile> kept, Map<String, String> environment) {
    return Optional.ofNullable(login)
        .or(() -> kept.filter(named -> profile != null).map(Profiles.Profile::login))
        .or(() -> variable(environment, "SALUS_LOGIN"))
        .or(() -> kept.map(Profiles.Profile::login));
  }

  private URI askServer(Dialogue dialogue) throws IOException {
    String typed = dialogue.answer("Server address (https://...; ask who gave you the account)");
    URI address = typedAddress(typed);
    asked.put("--server", address.toString());
    return address;
  }

  /** Most people leave out how an address begins. */
  private static URI typedAddress(String typed) {
    try {
      URI address = URI.create(typed.contains("://") ? typed : "https://" + typed);
      if (address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException none) {
      // said below
    }
    throw CommandFailure.mistyped(
        "that is no address of a server, as https://salus.example would be one");
  }

  private String askLogin(Dialogue dialogue) throws IOException {
    String typed = dialogue.answer("Login");
    if (typed.isEmpty()) {
      throw CommandFailure.mistyped("the login is the name that you were given to log in with");
    }
    asked.put("--login", typed);
    return typed;
  }

  /**
   * Those of them that say where to and as whom, with their values, as they were typed with this
   * command, or for it: the next one needs them, too. Empty if it comes to the same without them.
   *
   * @param to what they came to
   */
  public List<String> typed(Connection to, Map<String, String> environment, CommandLine command) {
    return KeptConnection.isWithoutOptions(to, environment) ? List.of() : typed(command);
  }

  /** Those that were typed with this command, or for it, whatever is kept. */
  List<String> typed(CommandLine command) {
    List<String> typed = new ArrayList<>();
    for (String name : List.of("--server", "--login", "--profile", "--key-dir")) {
      if (command.getParseResult().hasMatchedOption(name)) {
        Object value = command.getParseResult().matchedOption(name).getValue();
        typed.addAll(List.of(name, String.valueOf(value)));
      } else if (asked.containsKey(name)) {
        typed.addAll(List.of(name, asked.get(name)));
      }
    }
    return typed;
  }

  /** Whether the log of the client is to be shown. */
  public boolean isVerbose() {
    return verbose;
  }

  private Optional<Profiles.Profile> profile(Map<String, String> environment, CommandLine command) {
    if (server != null && login != null) {
      return Optional.empty();
    }
    Optional<String> named =
        Optional.ofNullable(profile).or(() -> variable(environment, "SALUS_PROFILE"));
    Optional<Profiles.Profile> kept = new Profiles(environment).find(named.orElse(Profiles.USUAL));
    if (named.isPresent() && kept.isEmpty()) {
      throw new ParameterException(
          command, "there is no profile '" + named.get() + "': see 'salus profile list'");
    }
    return kept;
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private static URI uri(String text, CommandLine command) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "SALUS_SERVER is no address of a server");
    }
  }

  /** Whoever has never heard of either learns whom to ask. */
  private static ParameterException missing(CommandLine command, boolean server, boolean login) {
    String example =
        command.getCommandSpec().qualifiedName()
            + (server ? " --server https://ADDRESS" : "")
            + (login ? " --login NAME" : "");
    return new ParameterException(
        command,
        (server
                ? "which server? Say --server URL, the address that you were given with your login"
                : "")
            + (server && login ? "; and " : "")
            + (login
                ? "who are you? Say --login NAME, the name that you were given to log in with"
                : "")
            + ": "
            + example
            + ". Whoever runs Salus where you work, your administrator, knows it. 'salus keys init'"
            + " at a terminal offers to keep it, and so does 'salus profile set'; or set "
            + (server ? "SALUS_SERVER" : "")
            + (server && login ? " and " : "")
            + (login ? "SALUS_LOGIN" : ""));
  }
}
