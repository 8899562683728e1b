package dev.salus.protocol;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A secret that a delegator shares with a delegate, sealed to the cards of both (protocol §3).
 *
 * @param id UUID
 * @param delegator data owner who made it
 * @param delegate data owner whom it is for; may be the delegator itself
 * @param createdAt milliseconds since the epoch
 * @param commitment base64url, binds the exchange key
 * @param signedBy keyId of the delegator's card
 * @param signature base64url over {@link #signedBytes}
 * @param sealed for each keyId the base64url of {@code enc ‖ ct}
 * @param attestations for some of those keyIds, why the entry was added later
 */
public record ExchangeRecord(
    String id,
    String delegator,
    String delegate,
    long createdAt,
    String commitment,
    String signedBy,
    String signature,
    Map<String, String> sealed,
    Map<String, Attestation> attestations) {

  /** Length of a sealed exchange key: {@code enc(1120) ‖ 32 ‖ tag(16)}. */
  public static final int SEALED_BYTES = 1120 + 32 + 16;

  /** Copies the maps. */
  public ExchangeRecord {
    sealed = Collections.unmodifiableMap(new LinkedHashMap<>(sealed));
    attestations = Collections.unmodifiableMap(new LinkedHashMap<>(attestations));
  }

  /** What the record's signature is over. */
  public static byte[] signedBytes(
      String id, String delegator, String delegate, long createdAt, String commitment) {
    return Pae.encode("salus/v1/exchange-record", id, delegator, delegate, createdAt, commitment);
  }

  /** What this record's signature is over. */
  public byte[] signedBytes() {
    return signedBytes(id, delegator, delegate, createdAt, commitment);
  }

  /** Whether the data owner is the delegator or the delegate. */
  public boolean hasParty(String dataOwner) {
    return delegator.equals(dataOwner) || delegate.equals(dataOwner);
  }

  /** The same record with an entry for one more card (or another entry for that card). */
  public ExchangeRecord withSealed(String keyId, String entry, @Nullable Attestation attestation) {
    Map<String, String> moreSealed = new LinkedHashMap<>(sealed);
    moreSealed.put(keyId, entry);
    Map<String, Attestation> moreAttested = new LinkedHashMap<>(attestations);
    if (attestation == null) {
      moreAttested.remove(keyId);
    } else {
      moreAttested.put(keyId, attestation);
    }
    return new ExchangeRecord(
        id,
        delegator,
        delegate,
        createdAt,
        commitment,
        signedBy,
        signature,
        moreSealed,
        moreAttested);
  }

  /** Reads the wire form as a whole body; signatures are not checked. */
  public static ExchangeRecord parse(JsonObject json) {
    FieldReader in = FieldReader.of(json);
    ExchangeRecord record = read(in);
    in.end();
    return record;
  }

  /** Reads the wire form; signatures are not checked. */
  public static ExchangeRecord read(FieldReader in) {
    ExchangeRecord record =
        new ExchangeRecord(
            in.uuid("id"),
            in.uuid("delegator"),
            in.uuid("delegate"),
            in.integer("createdAt"),
            in.base64("commitment", 32),
            in.base64("signedBy", KeyCard.KEY_ID_BYTES),
            in.base64("signature", Signatures.SIGNATURE_BYTES),
            in.base64Map("sealed", SEALED_BYTES),
            in.has("attestations")
                ? in.map("attestations", (keyId, attestation) -> Attestation.read(attestation))
                : Map.of());
    for (String keyId : record.sealed.keySet()) {
      FieldReader.base64(keyId, KeyCard.KEY_ID_BYTES, in.path("sealed"));
    }
    if (!record.sealed.keySet().containsAll(record.attestations.keySet())) {
      throw in.violation(
          ProtocolViolation.Kind.VALUE, "attestations", "must be about entries of sealed");
    }
    return record;
  }

  /** The wire form. */
  public JsonObject toJson() {
    JsonObject entries = new JsonObject();
    sealed.forEach(entries::put);
    JsonObject json =
        new JsonObject()
            .put("id", id)
            .put("delegator", delegator)
            .put("delegate", delegate)
            .put("createdAt", createdAt)
            .put("commitment", commitment)
            .put("signedBy", signedBy)
            .put("signature", signature)
            .put("sealed", entries);
    if (!attestations.isEmpty()) {
      JsonObject attested = new JsonObject();
      attestations.forEach((keyId, attestation) -> attested.put(keyId, attestation.toJson()));
      json.put("attestations", attested);
    }
    return json;
  }
}
