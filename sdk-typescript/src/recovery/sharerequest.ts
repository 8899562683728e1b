import { ProtocolViolation } from "../encoding/violation.js";
import { InternalFault } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import { KEY_ID_BYTES } from "../wire/card.js";
import { FieldReader } from "../wire/fields.js";

/**
 * That somebody who lost their keys asks notaries for their shares (protocol §9.4). The server says
 * so: who asks is known only once a human has compared the fingerprint of the new key.
 */
export interface ShareRequest {
  readonly id: string;
  readonly setId: string;
  /** The data owner who asks. */
  readonly owner: string;
  /** The key that the shares are to be sealed to. */
  readonly newKeyId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Notaries who gave a share back, of which a notary sees itself only. */
  readonly answered: ReadonlySet<string>;
}

/** The request that the server answered; `InternalFault` if it is none. */
export function shareRequestOf(json: JsonObject): ShareRequest {
  const fields = new FieldReader(json);
  try {
    return {
      id: fields.uuid("id"),
      setId: fields.uuid("setId"),
      owner: fields.uuid("owner"),
      newKeyId: fields.base64("newKeyId", KEY_ID_BYTES),
      createdAt: fields.integer("createdAt"),
      answered: new Set(fields.raw("shares").members.keys()),
    };
  } catch (failure) {
    if (failure instanceof ProtocolViolation) {
      throw new InternalFault("the server's request to notaries is none");
    }
    throw failure;
  }
}
