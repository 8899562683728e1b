package dev.salus.core.identity.secondfactor;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.Pae;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.util.encoders.Base32;

/**
 * Codes that each stand in once for one of an authenticator. A code has 80 random bits, so that its
 * plain hash, which is all that is stored, tells nobody what it is.
 *
 * @param texts the codes as they are shown, once
 */
public record RecoveryCodes(List<String> texts) {

  /** How many there are. */
  public static final int COUNT = 10;

  private static final int BYTES = 10;
  private static final String GROUPS_OF_FOUR = "(?<=\\G.{4})(?=.)";

  /** Keeps the order. */
  public RecoveryCodes {
    texts = List.copyOf(texts);
  }

  /** New ones. */
  public static RecoveryCodes make(SecureRandom random) {
    return new RecoveryCodes(Stream.generate(() -> one(random)).limit(COUNT).toList());
  }

  private static String one(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base32.toBase32String(bytes).replaceAll(GROUPS_OF_FOUR, "-");
  }

  /** What is stored of them. */
  List<String> hashes() {
    return texts.stream().map(text -> hash(OneTimeCode.of(text))).toList();
  }

  static String hash(OneTimeCode code) {
    return Base64Url.encode(
        Digests.sha256(Pae.encode("salus/v1/second-factor-recovery", code.secretBytes())));
  }

  /** Without the codes. */
  @Override
  public String toString() {
    return "RecoveryCodes[REDACTED]";
  }
}
