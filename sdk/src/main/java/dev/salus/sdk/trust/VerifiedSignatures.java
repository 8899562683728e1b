package dev.salus.sdk.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.protocol.Digests;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Pae;
import dev.salus.sdk.crypto.OwnerKey;
import java.nio.ByteBuffer;

/**
 * Signatures that hold, so that what is read again to the byte is not verified again: to verify one
 * takes longer than all else about a usual record. What its owner has signed is known to hold, too.
 *
 * <p>Whether a signature holds depends on the public key, the message and the signature alone, and
 * stays so. Whose key it is, whether that is trusted, and whether it was retired is not remembered
 * here: whoever asks has found that out before, each time. Thread-safe.
 */
public final class VerifiedSignatures {

  /** How many are remembered; each takes about a tenth of a kilobyte. */
  private static final int REMEMBERED = 20_000;

  private final Cache<Id, Boolean> holding = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /** SHA-256 of the public key, the signature and the message. */
  private record Id(long first, long second, long third, long fourth) {
    private static Id of(KeyCard card, byte[] message, String signature) {
      ByteBuffer hash =
          ByteBuffer.wrap(Digests.sha256(Pae.encode(card.sign(), signature, message)));
      return new Id(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }
  }

  /**
   * Whether the base64url signature is this card's over the message; verified if it is not known.
   */
  public boolean holds(KeyCard card, byte[] message, String signature) {
    Id id = Id.of(card, message, signature);
    if (holding.getIfPresent(id) != null) {
      return true;
    }
    boolean holds = card.verifies(message, signature);
    if (holds) {
      holding.put(id, true);
    }
    return holds;
  }

  /**
   * The base64url signature of an own key over the message, which is known to hold from then on.
   */
  public String sign(OwnerKey key, byte[] message) {
    String signature = key.sign(message);
    holding.put(Id.of(key.card(), message, signature), true);
    return signature;
  }
}
