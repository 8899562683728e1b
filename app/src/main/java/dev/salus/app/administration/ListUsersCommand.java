package dev.salus.app.administration;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;

/** {@code salus users list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Shows all users by login.")
final class ListUsersCommand extends AdministrationCommand {

  ListUsersCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(Administration administration, Dialogue dialogue) throws Exception {
    for (User user : administration.get(administration.users().getUsers())) {
      tell(dialogue, user, new JsonObject());
    }
  }
}
