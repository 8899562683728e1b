package dev.salus.app.administration;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code salus users quotas}. */
@Command(
    name = "quotas",
    mixinStandardHelpOptions = true,
    description =
        "Shows how much the data owner that a user acts for may have of what, and raises it.")
final class UserQuotasCommand extends AdministrationCommand {

  @Parameters(paramLabel = "LOGIN", description = "What the user logs in with.")
  private String login = "";

  @Mixin private QuotaChanges changes = new QuotaChanges();

  UserQuotasCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(Administration administration, Dialogue dialogue) throws Exception {
    User user = administration.user(login);
    String dataOwner = user.dataOwner();
    if (dataOwner == null) {
      throw new CommandFailure("'" + login + "' acts for no data owner, which quotas are of");
    }
    changes.make(dataOwner, this, administration, dialogue);
  }
}
