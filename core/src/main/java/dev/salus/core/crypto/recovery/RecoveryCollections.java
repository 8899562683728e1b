package dev.salus.core.crypto.recovery;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import java.util.List;

/**
 * Where recovery blobs are kept: {@code recovery-ledgers}, a {@link RecoveryLedger} under its
 * owner's id, and {@code recovery-blobs}, a {@link RecoveryBlob} under {@link
 * RecoveryBlob#documentId}.
 */
public final class RecoveryCollections {

  /** What blobs each data owner has. */
  public static final String LEDGERS = "recovery-ledgers";

  /** Ledgers by the time when a blob of theirs expires. */
  public static final String BY_EXPIRY = "by-expiry";

  static final String BLOBS = "recovery-blobs";

  /** Both collections. */
  public static final List<CollectionSpec> ALL =
      List.of(
          CollectionSpec.of(LEDGERS, IndexSpec.of(BY_EXPIRY, KeyPart.of("nextExpiry"))),
          CollectionSpec.of(BLOBS));

  private RecoveryCollections() {}
}
