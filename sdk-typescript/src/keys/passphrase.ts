import { Secret } from "../crypto/secret.js";
import { utf8 } from "../encoding/bytes.js";
import { hasLoneSurrogate } from "../json/node.js";

/**
 * The bytes of a passphrase: Unicode form KC, then UTF-8 (protocol §9.1).
 *
 * @throws RangeError if it is empty or has a lone surrogate
 */
export function passphraseBytes(passphrase: string): Secret {
  if (passphrase === "") {
    throw new RangeError("the passphrase must not be empty");
  }
  if (hasLoneSurrogate(passphrase)) {
    throw new RangeError("the passphrase must not have a lone surrogate");
  }
  return Secret.taking(utf8(passphrase.normalize("NFKC")));
}
