package dev.salus.protocol;

/** How long the box may be in which a server keeps a key ring (protocol §9.2). */
public final class RecoveryBox {

  /** Nonce and tag of an empty box. */
  public static final int MIN_BYTES = 12 + 16;

  /**
   * Less than 8 million characters of base64url. A key ring that remembers 50 000 entities takes
   * 4.5 MB, compressed.
   */
  public static final int MAX_BYTES = 5_767_168;

  private RecoveryBox() {}
}
