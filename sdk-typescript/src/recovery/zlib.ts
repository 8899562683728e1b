import { concat, copy, type Bytes } from "../encoding/bytes.js";

/** The bytes in zlib's format (RFC 1950), by the platform. */
export function compress(bytes: Uint8Array): Promise<Bytes> {
  return through(new CompressionStream("deflate"), bytes, Infinity);
}

/**
 * What was compressed. Rejects with `RangeError` if that is not zlib's format, ends too early, or is
 * longer than `most` bytes, of which no more are made.
 */
export async function decompress(bytes: Uint8Array, most: number): Promise<Bytes> {
  try {
    return await through(new DecompressionStream("deflate"), bytes, most);
  } catch (failure) {
    // each platform has a failure of its own
    throw new RangeError("is not in zlib's format, or too long", { cause: failure });
  }
}

async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
  most: number,
): Promise<Bytes> {
  const writer = stream.writable.getWriter();
  // what goes wrong here fails the reading, too
  const written = writer.write(copy(bytes)).then(() => writer.close());
  written.catch(() => undefined);
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    chunks.push(chunk.value);
    length += chunk.value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError("more than there may be");
    }
  }
  const whole = concat(...chunks);
  chunks.forEach((chunk) => chunk.fill(0));
  return whole;
}
