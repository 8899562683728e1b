package dev.salus.app.keys;

import dev.salus.api.SalusException;
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
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.recovery.KeptRecovery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
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
    RecoveryKey key = RecoveryKey.generate(keys.random());
    try {
      handOut(keys, key);
    } finally {
      key.wipe();
    }
    keys.say(
        "Keep it where nobody else finds it. It is shown this once and kept nowhere. Whoever has it"
            + " and can log in as you has your keys; to use it, run 'salus keys restore' on any"
            + " machine. Make a new one after each new key.");
    older(keys, before);
  }

  /** The copy is kept last: what nobody has on paper is no way back. */
  private void handOut(KeySession.Opened keys, RecoveryKey key) throws Exception {
    RecoveryPaper paper = keys.paper("Recovery key", key);
    WrittenDown written = new WrittenDown(keys.dialogue(), paper, keys.random());
    Path page = sheet;
    if (page != null) {
      print(keys, key, paper, written, page);
      return;
    }
    Optional<PersonTerminal> shown = output.show(keys.dialogue(), paper);
    try {
      if (shown.isPresent()) {
        written.checkShown(output, shown.get());
      }
      keep(keys, key);
    } catch (Exception failure) {
      throw openingNothing(failure, "The recovery key that was shown opens nothing: destroy it");
    }
    if (shown.isPresent()) {
      keys.say("You have it on paper.");
    }
  }

  private static void print(
      KeySession.Opened keys, RecoveryKey key, RecoveryPaper paper, WrittenDown written, Path page)
      throws Exception {
    RecoverySheet made = written(paper, page);
    try (RecoverySheet sheet = made) {
      keys.say("The page to print is in " + page + ". Delete the file once it is printed.");
      if (keys.dialogue().isPerson()) {
        keys.say("It opens nothing before you have typed two groups of it.");
        written.checkPrinted();
      }
      keep(keys, key);
      sheet.keep();
    } catch (Exception failure) {
      throw openingNothing(
          failure, "This page opens nothing, and its file is deleted: destroy prints of it");
    }
  }

  /** Fails with the same reason and with what has become of the key. */
  private static CommandFailure openingNothing(Exception failure, String then) {
    return new CommandFailure(CommandFailure.explain(failure) + ". " + then);
  }

  private static void keep(KeySession.Opened keys, RecoveryKey key) throws Exception {
    boolean kept = false;
    try {
      keys.get(keys.salus().recoveryApi().keepUnder(key));
      kept = true;
    } finally {
      if (!kept) {
        forget(keys, key);
      }
    }
  }

  /** A server that could not be heard may keep it all the same. */
  private static void forget(KeySession.Opened keys, RecoveryKey key) {
    try {
      keys.get(keys.salus().recoveryApi().delete(key.id()));
    } catch (SalusException | ClientException | TimeoutException nothingKept) {
      // why it was not kept is told
    }
  }

  private static RecoverySheet written(RecoveryPaper paper, Path page) {
    try {
      return RecoverySheet.write(paper, page);
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
