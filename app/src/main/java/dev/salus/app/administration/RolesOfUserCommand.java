package dev.salus.app.administration;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code salus users roles}. */
@Command(
    name = "roles",
    mixinStandardHelpOptions = true,
    description =
        "Gives a user other roles, which hold from its next request on; without options shows them.")
final class RolesOfUserCommand extends OneUserCommand {

  @Option(
      names = "--add",
      paramLabel = "ROLE",
      description = "A role that it gets, such as admin. May be given more than once.")
  private List<String> added = List.of();

  @Option(
      names = "--remove",
      paramLabel = "ROLE",
      description = "A role that it loses. May be given more than once.")
  private List<String> removed = List.of();

  RolesOfUserCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  User change(User user, Administration administration, Dialogue dialogue) throws Exception {
    Set<String> roles = new LinkedHashSet<>(user.roles());
    roles.addAll(added);
    roles.removeAll(removed);
    return roles.equals(Set.copyOf(user.roles()))
        ? user
        : administration.get(administration.users().setRoles(user, List.copyOf(roles)));
  }
}
