package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.status.PatientsBack;
import dev.salus.app.keys.status.WrittenRecoveries;
import dev.salus.app.paper.RecoveryPaper;
import dev.salus.app.paper.RecoverySheet;
import dev.salus.app.paper.SecretOutput;
import dev.salus.app.paper.WrittenDown;
import dev.salus.app.terminal.PersonTerminal;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.recovery.KeptRecovery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code salus keys backup}: a recovery key to write down. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a recovery key and shows it once.",
      "The server keeps a copy of your keys that only the recovery key opens."
    })
final class BackupCommand extends KeyCommand {

  @Option(
      names = "--replace",
      description = "Deletes the copies that were made before; their recovery keys open nothing.")
  private boolean replace;

  @Option(
      names = "--sheet",
      paramLabel = "FILE.html",
      description =
          "Writes a page to print, with a QR code, in place of showing the key. The file is for you"
              + " only; delete it once it is printed.")
  private @Nullable Path sheet;

  @Mixin private SecretOutput output = new SecretOutput();

  BackupCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void prepare(Dialogue dialogue) throws IOException {
    if (sheet == null) {
      output.require(dialogue);
    }
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<KeptRecovery> before = WrittenRecoveries.of(keys);
    RecoveryKey key = keys.get(keys.salus().recoveryApi().makeRecoveryKey());
    boolean handedOut = false;
    try {
      handOut(keys, keys.paper("Recovery key", key));
      handedOut = true;
    } finally {
      key.wipe();
      if (!handedOut) {
        keys.get(keys.salus().recoveryApi().delete(key.id()));
      }
    }
    keys.say(
        "Keep it where nobody else finds it. It is shown this once and kept nowhere. Whoever has it"
            + " and can log in as you has your keys; to use it, run 'salus keys restore' on any"
            + " machine. Make a new one after each new key.");
    older(keys, before);
  }

  private void handOut(KeySession.Opened keys, RecoveryPaper paper) throws Exception {
    WrittenDown written = new WrittenDown(keys.dialogue(), paper, keys.random());
    Path page = sheet;
    if (page != null) {
      writeSheet(paper, page);
      keys.say("The page to print is in " + page + ". Delete the file once it is printed.");
      if (keys.dialogue().isPerson()) {
        written.checkPrinted();
      }
      return;
    }
    Optional<PersonTerminal> shown = output.show(keys.dialogue(), paper);
    if (shown.isPresent()) {
      written.checkShown(output, shown.get());
      keys.say("You have it on paper.");
    }
  }

  private static void writeSheet(RecoveryPaper paper, Path page) {
    try {
      RecoverySheet.write(paper, page);
    } catch (IOException e) {
      throw new CommandFailure(
          "the page cannot be written to " + page + ": take a new file in a folder of your own");
    }
  }

  /** Only once the new one is on paper. */
  private void older(KeySession.Opened keys, List<KeptRecovery> before) throws Exception {
    if (replace && !before.isEmpty() && PatientsBack.areSomeClosed(keys)) {
      keys.say(
          "Earlier recovery keys are kept, "
              + before.size()
              + " in number: patients of yours are closed on this machine, and one of them may open"
              + " those ('salus keys restore').");
    } else if (replace) {
      for (KeptRecovery kept : before) {
        keys.get(keys.salus().recoveryApi().delete(kept.recoveryId()));
      }
      keys.say("Earlier recovery keys that open nothing any more: " + before.size());
    } else if (!before.isEmpty()) {
      keys.say("Earlier recovery keys that still open your keys: " + before.size());
    }
  }
}
