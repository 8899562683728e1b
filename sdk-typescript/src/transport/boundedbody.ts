import { concat } from "../encoding/bytes.js";
import { InternalFault } from "../error/server.js";

/** No answer has more; the server sends less (`docs/http-api.md`). */
const MOST_BYTES = 32 * 1024 * 1024;

/** The body, up to the most that an answer may have. */
export async function bounded(response: Response): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) {
    return new Uint8Array();
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    length += piece.value.length;
    if (length > MOST_BYTES) {
      await reader.cancel();
      throw new InternalFault(`the server's answer has more than ${MOST_BYTES} bytes`);
    }
    pieces.push(piece.value);
  }
  return concat(...pieces);
}
