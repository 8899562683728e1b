package dev.salus.app.share;

import dev.salus.app.keys.session.AutomaticShares;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.sdk.sharing.SharingKind;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus share stop}. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = {
      "Shares what you create from now on with these people no more.",
      "What is shared already stays so: 'salus share revoke' takes it back."
    })
final class StopSharingCommand extends KeyCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "PERSON",
      description = "With whom: " + People.ANYBODY + ".")
  private List<String> people = new ArrayList<>();

  StopSharingCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<String> ids = keys.people().findAll(people);
    for (SharingKind kind : SharingKind.values()) {
      keys.get(keys.salus().userApi().stopSharingDataWith(kind, ids));
    }
    AutomaticShares.tell(keys);
  }
}
