package dev.salus.app.connection;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Server and login of a command, kept as the profile that is used where none is named. */
public final class KeptConnection {

  private KeptConnection() {}

  /**
   * Offers a person to keep what they typed, and says where it is then. Nobody is asked if nothing
   * was typed, if another profile was meant, or if there is one already. A file that cannot be
   * written does not stop the command.
   *
   * @param options as typed
   * @param to what they came to
   */
  public static void offer(
      ConnectionOptions options,
      Connection to,
      Map<String, String> environment,
      CommandLine command,
      Dialogue dialogue)
      throws Exception {
    List<String> typed = options.typed(command);
    if (typed.isEmpty()
        || typed.contains("--profile")
        || isSet(environment, "SALUS_PROFILE")
        || !dialogue.isPerson()
        || !isNoneKept(environment)) {
      return;
    }
    if (isWanted(dialogue)) {
      Optional<Path> keys =
          typed.contains("--key-dir") ? Optional.of(to.keyDirectory()) : Optional.empty();
      keep(
          new Profiles(environment), new Profiles.Profile(to.server(), to.login(), keys), dialogue);
    }
  }

  /** What the command was for is done, so that a slip here does not end it. */
  private static boolean isWanted(Dialogue dialogue) throws Exception {
    try {
      return dialogue.isYes("Keep server and login on this machine, so that you type them no more");
    } catch (CommandFailure neither) {
      dialogue.explain("They are not kept; 'salus profile set' keeps them.");
      return false;
    }
  }

  private static boolean isNoneKept(Map<String, String> environment) {
    try {
      return new Profiles(environment).find(Profiles.USUAL).isEmpty();
    } catch (CommandFailure broken) {
      return false;
    }
  }

  private static void keep(Profiles profiles, Profiles.Profile usual, Dialogue dialogue) {
    try {
      profiles.keep(Profiles.USUAL, usual);
      dialogue.explain(
          "They are kept, without any password, in "
              + profiles.file()
              + " ('salus profile list' shows them).");
    } catch (CommandFailure cannot) {
      dialogue.explain("They are not kept: " + cannot.getMessage() + ".");
    }
  }

  /** Whether a command comes to the same without any options. */
  static boolean isWithoutOptions(Connection to, Map<String, String> environment) {
    if (isSet(environment, "SALUS_PROFILE")) {
      return false;
    }
    Optional<Profiles.Profile> usual;
    try {
      usual = new Profiles(environment).find(Profiles.USUAL);
    } catch (CommandFailure broken) {
      return false;
    }
    String server =
        isSet(environment, "SALUS_SERVER")
            ? environment.get("SALUS_SERVER")
            : usual.map(each -> each.server().toString()).orElse("");
    String login =
        isSet(environment, "SALUS_LOGIN")
            ? environment.get("SALUS_LOGIN")
            : usual.map(Profiles.Profile::login).orElse("");
    Path keys =
        usual
            .filter(each -> each.login().equals(login))
            .flatMap(Profiles.Profile::keys)
            .orElseGet(() -> SalusHome.of(environment).resolve("keys"));
    return to.server().toString().equals(server)
        && to.login().equals(login)
        && to.keyDirectory().toAbsolutePath().equals(keys.toAbsolutePath());
  }

  private static boolean isSet(Map<String, String> environment, String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }
}
