package dev.salus.app.administration;

import dev.salus.api.Caller;
import dev.salus.api.SalusException;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import dev.salus.sdk.model.DataOwner;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code salus users add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description =
        "Makes a user. With --type also the data owner that it acts for: without one it owns and reads"
            + " no records. The user makes their keys themselves when they first connect.")
final class AddUserCommand extends AdministrationCommand {

  @Parameters(paramLabel = "LOGIN", description = "What the user logs in with.")
  private String login = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description =
          "admin, for who administers; it is the only one with rights. Others of your own choice are"
              + " for 'serve --require-second-factor'. May be given more than once.")
  private List<String> roles = List.of();

  @ArgGroup private ActsFor actsFor = new ActsFor();

  @Mixin private NewPassword password = new NewPassword();

  /** A new data owner or one that is there. */
  private static final class ActsFor {

    @ArgGroup(exclusive = false)
    private @Nullable NewOwner made;

    @Option(
        names = "--data-owner",
        paramLabel = "ID",
        description = "The data owner that it acts for, which has no user yet.")
    private @Nullable String there;
  }

  /** What a data owner is made of. */
  private static final class NewOwner {

    @Option(
        names = "--type",
        required = true,
        paramLabel = "TYPE",
        converter = DataOwnerKind.class,
        description = "Makes a data owner that the user acts for: hcp, patient or device.")
    private DataOwner.Type type = DataOwner.Type.HCP;

    @Option(
        names = "--name",
        paramLabel = "NAME",
        description = "Of a professional or a device, for all to see; a patient has none here.")
    private @Nullable String name;
  }

  AddUserCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(Administration administration, Dialogue dialogue) throws Exception {
    if (administration.get(administration.users().findUser(login)).isPresent()) {
      throw new CommandFailure("there is a user '" + login + "' already");
    }
    requireRoles();
    NewPassword.Chosen chosen = password.choose(dialogue, "Password for " + login);
    String dataOwner = dataOwner(administration);
    User user = user(administration, chosen, dataOwner);
    tell(dialogue, user, chosen.isMade() ? chosen.json() : new JsonObject());
    chosen.tell(this, dialogue);
  }

  /** Before a data owner is made, which cannot be taken back. */
  private void requireRoles() {
    for (String role : roles) {
      if (!Caller.isRole(role)) {
        throw new CommandFailure(
            "a role has at most 32 lower-case letters, digits and -, and begins with a letter: not '"
                + role
                + "'");
      }
    }
  }

  /**
   * A data owner cannot be taken back; so that the next try does not make another one, it is said.
   */
  private User user(
      Administration administration, NewPassword.Chosen chosen, @Nullable String dataOwner)
      throws Exception {
    try {
      return administration.get(
          administration.users().createUser(login, chosen.password(), roles, dataOwner));
    } catch (SalusException refused) {
      throw actsFor.made == null
          ? refused
          : new CommandFailure(
              CommandFailure.explain(refused)
                  + ". The data owner is there already: try again with --data-owner "
                  + dataOwner
                  + " in place of --type and --name");
    }
  }

  private @Nullable String dataOwner(Administration administration) throws TimeoutException {
    NewOwner made = actsFor.made;
    return made == null
        ? actsFor.there
        : administration
            .get(administration.dataOwners().createDataOwner(made.type, made.name))
            .id();
  }
}
