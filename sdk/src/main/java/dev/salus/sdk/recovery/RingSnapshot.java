package dev.salus.sdk.recovery;

import dev.salus.api.TooLarge;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.RecoveryBox;
import dev.salus.protocol.StrictJson;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.keys.KeyRing;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A key ring as it is at one moment, boxed under a recovery key (protocol §9.2): its JSON, or if
 * that is too long for a blob, zlib (RFC 1950) of it, so that the 50 000 entities that a ring
 * remembers at most fit. Takes a second for such a ring: a worker's job.
 */
public final class RingSnapshot {

  /** No ring is larger; a box that says otherwise is not looked at any further. */
  private static final int LONGEST_JSON = 64 * 1024 * 1024;

  private static final int LONGEST = RecoveryBox.MAX_BYTES - RecoveryBox.MIN_BYTES;

  private RingSnapshot() {}

  /**
   * The box, base64url. Of a ring that is too large for one, the entities that were not used for
   * the longest time are left out: of those the restored ring remembers nothing.
   */
  public static String seal(KeyRing keyRing, RecoveryKey key, AeadBox box) {
    byte[] snapshot = fitting(keyRing.exportJson());
    try {
      return Base64Url.encode(key.seal(box, snapshot, keyRing.owner()));
    } finally {
      Arrays.fill(snapshot, (byte) 0);
    }
  }

  private static byte[] fitting(JsonObject ring) {
    byte[] json = ring.toBuffer().getBytes();
    if (json.length <= LONGEST) {
      return json;
    }
    Arrays.fill(json, (byte) 0);
    byte[] compressed = compressed(ring);
    while (compressed.length > LONGEST) {
      forgetOlderHalf(ring.getJsonObject("seen"));
      Arrays.fill(compressed, (byte) 0);
      compressed = compressed(ring);
    }
    return compressed;
  }

  private static void forgetOlderHalf(JsonObject seen) {
    if (seen.isEmpty()) {
      throw new TooLarge("the key ring knows too many data owners to be kept in one piece");
    }
    List<String> ids = new ArrayList<>(seen.fieldNames());
    ids.subList(0, (ids.size() + 1) / 2).forEach(seen::remove);
  }

  /**
   * The ring in a box.
   *
   * @param sealed base64url, as the server answered it
   * @throws RecoveryRefused for {@link Reason#BROKEN} if it does not open with this key, or is not
   *     a ring of this data owner
   */
  public static KeyRing open(String sealed, String owner, RecoveryKey key, AeadBox box) {
    try {
      KeyRing ring = ring(key.open(box, Base64Url.decode(sealed, "box"), owner));
      if (ring.owner().equals(owner)) {
        return ring;
      }
      ring.wipe();
    } catch (CryptoFailure | ProtocolViolation | UncheckedIOException failure) {
      throw new RecoveryRefused(Reason.BROKEN);
    }
    throw new RecoveryRefused(Reason.BROKEN);
  }

  /** Overwrites the snapshot. */
  private static KeyRing ring(byte[] snapshot) {
    try {
      return KeyRing.importJson(json(snapshot));
    } finally {
      Arrays.fill(snapshot, (byte) 0);
    }
  }

  /** JSON begins with a brace, zlib never does. */
  private static JsonObject json(byte[] snapshot) {
    return snapshot.length > 0 && snapshot[0] == '{'
        ? StrictJson.parse(snapshot)
        : decompressed(snapshot);
  }

  private static byte[] compressed(JsonObject ring) {
    byte[] json = ring.toBuffer().getBytes();
    Deflater deflater = new Deflater();
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
        deflating.write(json);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
      Arrays.fill(json, (byte) 0);
    }
  }

  private static JsonObject decompressed(byte[] compressed) {
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
      byte[] json = in.readNBytes(LONGEST_JSON);
      if (in.read() >= 0) {
        throw new RecoveryRefused(Reason.BROKEN);
      }
      try {
        return StrictJson.parse(json);
      } finally {
        Arrays.fill(json, (byte) 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
