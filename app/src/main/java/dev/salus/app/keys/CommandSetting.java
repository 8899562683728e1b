package dev.salus.app.keys;

import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.crypto.Argon2;

/**
 * What all key commands have in common.
 *
 * @param terminal where answers come from
 * @param keyFileCosts what it costs to try a passphrase on a key file that is made or sealed anew
 */
record CommandSetting(Terminal terminal, Argon2.Costs keyFileCosts) {}
