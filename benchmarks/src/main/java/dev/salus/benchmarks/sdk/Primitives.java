package dev.salus.benchmarks.sdk;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.Hpke;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** The cryptography that is left when all else costs nothing. Returns lengths, to be used. */
final class Primitives {

  private static final int KEY_BYTES = 32;
  private static final int MESSAGE_BYTES = 700;
  private static final int CONTENT_BYTES = 1_024;
  private static final int WRAP_BYTES = 120;

  private final OwnerKey key =
      OwnerKey.generate(UUID.randomUUID().toString(), Clock.systemUTC(), new SecureRandom());
  private final KeyCard card = key.card();
  private final AeadBox boxes = new AeadBox(new SecureRandom());
  private final Secret secret = Secret.random(KEY_BYTES, new SecureRandom());
  private final byte[] aad = "salus/v1/content".getBytes(StandardCharsets.US_ASCII);
  private final byte[] message = random(MESSAGE_BYTES);
  private final byte[] content = random(CONTENT_BYTES);
  private final byte[] wrap = random(WRAP_BYTES);
  private final String signature = key.sign(message);
  private final byte[] contentBox = boxes.seal(secret, content, aad);
  private final byte[] wrapBox = boxes.seal(secret, wrap, aad);
  private final byte[] sealed = Hpke.seal(card.kemBytes(), random(KEY_BYTES), aad, aad);

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** Two signatures, a box for the content and one for each who gets the key. */
  int create(int delegates) {
    int used = key.sign(message).length() + key.sign(message).length();
    used += boxes.seal(secret, content, aad).length;
    for (int i = 0; i < delegates; i++) {
      used += boxes.seal(secret, wrap, aad).length;
    }
    return used;
  }

  /** The writer's signature and the grant's, the box of the key and that of the content. */
  int open() {
    int held = verify() + verify();
    return held
        + boxes.open(secret, wrapBox, aad).length
        + boxes.open(secret, contentBox, aad).length;
  }

  /** A signature made, one checked, a box. */
  int share() {
    return key.sign(message).length() + verify() + boxes.seal(secret, wrap, aad).length;
  }

  /** Two signatures made, the same checked where it is stored, and two boxes. */
  int store() {
    return create(1) + verify() + verify();
  }

  /** The patient's exchange key and the sample's, opened. */
  int connect() {
    return key.open(sealed, aad, aad).length + key.open(sealed, aad, aad).length;
  }

  private int verify() {
    return card.verifies(message, signature) ? 1 : 0;
  }
}
