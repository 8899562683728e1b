package dev.salus.protocol;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An encrypted entity as it travels and is stored (protocol §4).
 *
 * @param header the signed clear part
 * @param content base64url of the boxed private fields
 * @param signature base64url of the writer's signature over header and content
 * @param grants who was given access
 * @param rev the store's revision; null before it is stored
 */
public record Entity(
    EntityHeader header,
    String content,
    String signature,
    List<Grant> grants,
    @Nullable String rev) {

  private static final int EMPTY_BOX_BYTES = 12 + 16;

  /** Copies the grants. */
  public Entity {
    grants = List.copyOf(grants);
  }

  /** The raw boxed content. */
  public byte[] contentBytes() {
    return Base64Url.decode(content, "content");
  }

  /** What the signature is over. */
  public byte[] signedBytes() {
    return header.signedBytes(contentBytes());
  }

  /** {@code H(signature)}, which readers remember of what they have seen. */
  public byte[] signatureHash() {
    return Digests.sha256(Base64Url.decode(signature, "signature"));
  }

  /** The delegations of this entity and who stands on whom. */
  public DelegationGraph delegations() {
    return DelegationGraph.of(header.author(), header.revoked(), grants);
  }

  /** The same entity with other grants. */
  public Entity withGrants(List<Grant> newGrants) {
    return new Entity(header, content, signature, newGrants, rev);
  }

  /** The same entity at another revision; null for none. */
  public Entity withRev(@Nullable String newRev) {
    return new Entity(header, content, signature, grants, newRev);
  }

  /** Reads the wire form as a whole body; signatures are not checked. */
  public static Entity parse(JsonObject json) {
    return parse(json, "");
  }

  /** Reads the wire form at a path of a larger body; signatures are not checked. */
  public static Entity parse(JsonObject json, String path) {
    FieldReader in = FieldReader.of(json, path);
    Entity entity =
        new Entity(
            EntityHeader.read(in),
            in.base64AtLeast("content", EMPTY_BOX_BYTES),
            in.base64("signature", Signatures.SIGNATURE_BYTES),
            in.objects("grants", Grant::read),
            in.optionalText("rev"));
    in.end();
    long exchanges = entity.grants.stream().mapToLong(grant -> grant.delegations().size()).sum();
    long distinct =
        entity.grants.stream()
            .flatMap(grant -> grant.delegations().keySet().stream())
            .distinct()
            .count();
    if (exchanges != distinct) {
      throw in.violation(
          ProtocolViolation.Kind.VALUE, "grants", "must not use an exchange for two delegations");
    }
    return entity;
  }

  /** The wire form. */
  public JsonObject toJson() {
    JsonArray revoked = new JsonArray();
    header.revoked().forEach(revocation -> revoked.add(revocation.toJson()));
    JsonArray tags = new JsonArray();
    header.tags().forEach(tag -> tags.add(tag.toJson()));
    JsonArray given = new JsonArray();
    grants.forEach(grant -> given.add(grant.toJson()));
    JsonObject json =
        new JsonObject()
            .put("id", header.id())
            .put("type", header.type().wireName())
            .put("created", header.created())
            .put("modified", header.modified())
            .put("author", header.author())
            .put("modifiedBy", header.modifiedBy())
            .put("writtenUnder", header.writtenUnder())
            .put("version", header.version())
            .put("keyGeneration", header.keyGeneration())
            .put("keyCommitment", header.keyCommitment())
            .put("revoked", revoked)
            .put("tags", tags)
            .put("links", new JsonArray(header.links()))
            .put("content", content)
            .put("signedBy", header.signedBy())
            .put("signature", signature)
            .put("grants", given);
    if (rev != null) {
      json.put("rev", rev);
    }
    return json;
  }
}
