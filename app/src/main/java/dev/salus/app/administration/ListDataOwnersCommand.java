package dev.salus.app.administration;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.model.DataOwner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code salus data-owners list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Shows data owners.")
final class ListDataOwnersCommand extends AdministrationCommand {

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      converter = DataOwnerKind.class,
      description = "hcp, patient or device; all without it.")
  private DataOwner.@Nullable Type type;

  ListDataOwnersCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(Administration administration, Dialogue dialogue) throws Exception {
    for (DataOwner.Type each :
        type == null ? DataOwner.Type.values() : new DataOwner.Type[] {type}) {
      for (DataOwner owner : administration.get(administration.dataOwners().getDataOwners(each))) {
        tell(dialogue, owner);
      }
    }
  }
}
