package dev.salus.app.administration;

import dev.salus.api.NotFound;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code salus data-owners quotas}. */
@Command(
    name = "quotas",
    mixinStandardHelpOptions = true,
    description = "Shows how much a data owner may have of what, and raises it.")
final class DataOwnerQuotasCommand extends AdministrationCommand {

  @Parameters(paramLabel = "ID", description = "The data owner's.")
  private String id = "";

  @Mixin private QuotaChanges changes = new QuotaChanges();

  DataOwnerQuotasCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(Administration administration, Dialogue dialogue) throws Exception {
    try {
      changes.make(id, this, administration, dialogue);
    } catch (NotFound none) {
      throw new CommandFailure("there is no data owner '" + id + "'");
    }
  }
}
