import { utf8 } from "../encoding/bytes.js";
import { Invalid } from "../error/server.js";
import { hasLoneSurrogate } from "../json/node.js";
import { Secret } from "../primitives/secret.js";

/**
 * The bytes of a passphrase: Unicode form KC, then UTF-8 (protocol §9.1).
 *
 * @throws Invalid if it is empty or has a lone surrogate
 */
export function passphraseBytes(passphrase: string): Secret {
  if (passphrase === "") {
    throw new Invalid("passphrase", "must not be empty");
  }
  if (hasLoneSurrogate(passphrase)) {
    throw new Invalid("passphrase", "must not have a lone surrogate");
  }
  return Secret.taking(utf8(passphrase.normalize("NFKC")));
}
