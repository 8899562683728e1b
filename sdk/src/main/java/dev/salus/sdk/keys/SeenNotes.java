package dev.salus.sdk.keys;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Pae;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.StrictJson;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen of a few entities, in lines of a file beside a key file (protocol §9.1): each a box
 * under the key of that file.
 */
final class SeenNotes {

  private static final String LINE_END = "\n";

  private final String owner;
  private final byte[] aad;
  private final Secret key;
  private final AeadBox boxes;

  /** Notes beside the file of this owner, whose key follows from this salt. */
  SeenNotes(String owner, String salt, Secret key, AeadBox boxes) {
    this.owner = owner;
    this.aad = Pae.encode("salus/v1/key-file-seen", owner, Base64Url.decode(salt, "salt"));
    this.key = key;
    this.boxes = boxes;
  }

  /**
   * A line about these entities as the ring remembers them now. It begins with an end, so that it
   * does not go on in one that a crash has cut.
   */
  byte[] line(KeyRing ring, Collection<String> entityIds) {
    byte[] seen = KeyRingJson.writeSeen(ring, entityIds).toBuffer().getBytes();
    String line = LINE_END + Base64Url.encode(boxes.seal(key, seen, aad));
    return line.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Adds to the ring what lines say that is newer. One that does not open was cut by a crash, or an
   * earlier file has left it: it says nothing.
   */
  void readInto(KeyRing ring, byte[] lines) {
    new String(lines, StandardCharsets.US_ASCII)
        .lines()
        .flatMap(line -> seen(line).stream())
        .forEach(seen -> seen.forEach(ring::recordSeen));
  }

  private Optional<Map<String, SeenEntity>> seen(String line) {
    try {
      byte[] seen = boxes.open(key, Base64Url.decode(line, owner), aad);
      return Optional.of(KeyRingJson.readSeen(StrictJson.parse(seen)));
    } catch (CryptoFailure | ProtocolViolation notOfThisFile) {
      return Optional.empty();
    }
  }
}
