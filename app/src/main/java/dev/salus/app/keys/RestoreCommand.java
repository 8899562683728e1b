package dev.salus.app.keys;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.RestoredMark;
import dev.salus.app.keys.status.RestoredKeys;
import dev.salus.app.paper.TypedRecoveryKey;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.crypto.RecoveryKey;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code salus keys restore}: keys by recovery key, or handed over by another machine. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Gets your keys with a recovery key, or with the key that 'salus keys hand-over' shows.",
      "If this machine has keys already, the restored ones are added to them."
    })
final class RestoreCommand extends KeyCommand {

  private boolean first;
  private @Nullable RecoveryKey key;
  private String recoveryId = "";

  RestoreCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected String input() {
    return "the recovery key; the password; the passphrase of the key file (a new one, twice, if"
        + " there is no key file)";
  }

  /** First of all: a slip in it is found before anything else is asked. */
  @Override
  protected void prepare(Dialogue dialogue) throws Exception {
    RecoveryKey typed = TypedRecoveryKey.ask(dialogue);
    key = typed;
    recoveryId = typed.id();
  }

  @Override
  protected FirstUse firstUse(Dialogue dialogue) {
    return situation -> {
      first = true;
      return Future.succeededFuture(new FirstUse.Choice.Restore(Objects.requireNonNull(key)));
    };
  }

  @Override
  protected boolean isFirstHere() {
    return first;
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    if (!first) {
      RestoredMark.around(
          keys, () -> keys.salus().recoveryApi().restore(Objects.requireNonNull(key)));
    }
    RestoredKeys.tell(keys, recoveryId);
  }
}
