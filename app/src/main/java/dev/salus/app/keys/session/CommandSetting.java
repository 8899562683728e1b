package dev.salus.app.keys.session;

import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.crypto.Argon2;
import java.util.Map;

/**
 * What all key commands have in common.
 *
 * @param terminal where answers come from
 * @param environment the variables of the process
 * @param keyFileCosts what it costs to try a passphrase on a key file that is made or sealed anew
 */
public record CommandSetting(
    Terminal terminal, Map<String, String> environment, Argon2.Costs keyFileCosts) {

  /** Copies the variables. */
  public CommandSetting {
    environment = Map.copyOf(environment);
  }
}
