package dev.salus.gateway.keys;

import dev.salus.sdk.ShareRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys notaries restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Restores your keys with the shares that your notaries gave back ('salus keys notaries ask').",
      "Compare the fingerprint of each notary before ('salus keys verify')."
    })
final class NotariesRestoreCommand extends KeyCommand {

  @Parameters(
      paramLabel = "K",
      description = "How many notaries it takes, as you said when you appointed them.")
  private int needed;

  NotariesRestoreCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(KeySession.Opened keys) throws Exception {
    ShareRequest newest =
        keys.get(keys.salus().notaryApi().ownRequests()).stream()
            .findFirst()
            .orElseThrow(
                () -> new KeysFailure("ask your notaries first ('salus keys notaries ask')"));
    keys.get(keys.salus().notaryApi().restore(newest, needed));
    keys.say("Your keys are restored; what was yours opens again on this machine.");
  }
}
