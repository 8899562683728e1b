package dev.salus.core.crypto.recovery;

import dev.salus.storage.Document;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What recovery blobs a data owner has, without the boxes: by it they are counted and listed. A
 * blob is entered before it is stored and taken out after it is deleted, so a crash leaves an entry
 * too many at worst, which its owner can delete.
 *
 * @param owner the data owner
 * @param entries in the order in which they were made
 */
record RecoveryLedger(String owner, List<Entry> entries) {

  /**
   * A blob.
   *
   * @param recoveryId base64url
   * @param createdAt milliseconds since the epoch
   * @param expiresAt milliseconds since the epoch; null if it does not expire
   * @param once whether it is deleted as it is read
   * @param hash {@link RecoveryBlob#hash}
   */
  record Entry(
      String recoveryId, long createdAt, @Nullable Long expiresAt, boolean once, String hash) {

    static Entry of(RecoveryBlob blob, long now) {
      return new Entry(blob.recoveryId(), now, blob.expiresAt(), blob.once(), blob.hash());
    }

    boolean hasExpired(long now) {
      return expiresAt != null && expiresAt <= now;
    }

    /** As its owner sees it: {@code {recoveryId, createdAt, expiresAt?, once}}. */
    JsonObject shown() {
      JsonObject json =
          new JsonObject()
              .put("recoveryId", recoveryId)
              .put("createdAt", createdAt)
              .put("once", once);
      return expiresAt == null ? json : json.put("expiresAt", expiresAt);
    }

    private static Entry fromJson(JsonObject json) {
      return new Entry(
          json.getString("recoveryId"),
          json.getLong("createdAt"),
          json.getLong("expiresAt"),
          json.getBoolean("once"),
          json.getString("hash"));
    }
  }

  RecoveryLedger {
    entries = List.copyOf(entries);
  }

  static RecoveryLedger of(String owner, Optional<Document> found) {
    return new RecoveryLedger(
        owner,
        found.stream()
            .flatMap(document -> document.body().getJsonArray("blobs").stream())
            .map(JsonObject.class::cast)
            .map(Entry::fromJson)
            .toList());
  }

  /** The stored form; {@code nextExpiry} is there if an entry expires. */
  JsonObject toBody() {
    JsonArray blobs = new JsonArray();
    entries.forEach(entry -> blobs.add(entry.shown().put("hash", entry.hash())));
    JsonObject body = new JsonObject().put("blobs", blobs);
    entries.stream()
        .map(Entry::expiresAt)
        .filter(Objects::nonNull)
        .min(Long::compare)
        .ifPresent(next -> body.put("nextExpiry", next));
    return body;
  }

  /** The entry with this id, expired or not. */
  Optional<Entry> find(String recoveryId) {
    return entries.stream().filter(entry -> entry.recoveryId().equals(recoveryId)).findFirst();
  }

  List<Entry> expired(long now) {
    return entries.stream().filter(entry -> entry.hasExpired(now)).toList();
  }

  /** What has not expired. */
  RecoveryLedger live(long now) {
    return new RecoveryLedger(
        owner, entries.stream().filter(entry -> !entry.hasExpired(now)).toList());
  }

  RecoveryLedger with(Entry entry) {
    return new RecoveryLedger(owner, Stream.concat(entries.stream(), Stream.of(entry)).toList());
  }

  RecoveryLedger without(String recoveryId) {
    return new RecoveryLedger(
        owner, entries.stream().filter(entry -> !entry.recoveryId().equals(recoveryId)).toList());
  }
}
