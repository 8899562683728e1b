package dev.salus.app.administration;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.model.DataOwner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code salus data-owners add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = "Makes a data owner, for a user to act for.")
final class AddDataOwnerCommand extends AdministrationCommand {

  @Parameters(
      paramLabel = "TYPE",
      converter = DataOwnerKind.class,
      description = "hcp, patient or device.")
  private DataOwner.Type type = DataOwner.Type.HCP;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Of a professional or a device, for all to see; a patient has none here.")
  private @Nullable String name;

  AddDataOwnerCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(Administration administration, Dialogue dialogue) throws Exception {
    tell(dialogue, administration.get(administration.dataOwners().createDataOwner(type, name)));
  }
}
