package dev.salus.protocol;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * With whom a data owner shares, automatically, what it creates from now on (protocol §7).
 *
 * @param owner the data owner
 * @param version rises with each change
 * @param updatedAt milliseconds since the epoch
 * @param all delegates of everything
 * @param medicalInformation delegates of medical information
 * @param administrativeInformation delegates of administrative information
 * @param signedBy keyId of the owner's card
 * @param signature base64url over {@link #signedBytes}
 */
public record AutoSharePolicy(
    String owner,
    long version,
    long updatedAt,
    List<String> all,
    List<String> medicalInformation,
    List<String> administrativeInformation,
    String signedBy,
    String signature) {

  /** Copies the lists. */
  public AutoSharePolicy {
    all = List.copyOf(all);
    medicalInformation = List.copyOf(medicalInformation);
    administrativeInformation = List.copyOf(administrativeInformation);
  }

  /** What the signature is over. */
  public byte[] signedBytes() {
    return Pae.encode(
        "salus/v1/auto-share",
        owner,
        version,
        updatedAt,
        Pae.encodeSortedTexts(all),
        Pae.encodeSortedTexts(medicalInformation),
        Pae.encodeSortedTexts(administrativeInformation));
  }

  /** The same policy with this signature. */
  public AutoSharePolicy withSignature(String newSignature) {
    return new AutoSharePolicy(
        owner,
        version,
        updatedAt,
        all,
        medicalInformation,
        administrativeInformation,
        signedBy,
        newSignature);
  }

  /** Reads the wire form; the signature is not checked. */
  public static AutoSharePolicy read(FieldReader in) {
    return new AutoSharePolicy(
        in.uuid("owner"),
        in.integer("version"),
        in.integer("updatedAt"),
        in.uuids("all"),
        in.uuids("medicalInformation"),
        in.uuids("administrativeInformation"),
        in.base64("signedBy", KeyCard.KEY_ID_BYTES),
        in.base64("signature", Signatures.SIGNATURE_BYTES));
  }

  /** Reads the wire form at a path of a larger body; the signature is not checked. */
  public static AutoSharePolicy parse(JsonObject json, String path) {
    FieldReader in = FieldReader.of(json, path);
    AutoSharePolicy policy = read(in);
    in.end();
    return policy;
  }

  /** The wire form. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("owner", owner)
        .put("version", version)
        .put("updatedAt", updatedAt)
        .put("all", new JsonArray(all))
        .put("medicalInformation", new JsonArray(medicalInformation))
        .put("administrativeInformation", new JsonArray(administrativeInformation))
        .put("signedBy", signedBy)
        .put("signature", signature);
  }
}
