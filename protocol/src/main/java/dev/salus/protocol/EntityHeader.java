package dev.salus.protocol;

import java.util.List;

/**
 * The signed clear part of an entity (protocol §4).
 *
 * @param type the kind of entity
 * @param id UUID
 * @param created milliseconds since the epoch
 * @param modified milliseconds since the epoch
 * @param author data owner who created it
 * @param modifiedBy data owner who wrote this version
 * @param writtenUnder exchange id of the writer's own WRITE delegation
 * @param version 1 at creation, one more at each write of content
 * @param keyGeneration 1 at creation, one more at each re-key
 * @param keyCommitment base64url, binds the entity key
 * @param revoked who was locked out, and when
 * @param tags public codings
 * @param links base64url, by which the data of a patient is found
 * @param signedBy keyId of the writer's card
 */
public record EntityHeader(
    EntityType type,
    String id,
    long created,
    long modified,
    String author,
    String modifiedBy,
    String writtenUnder,
    long version,
    long keyGeneration,
    String keyCommitment,
    List<Revocation> revoked,
    List<Tag> tags,
    List<String> links,
    String signedBy) {

  /** Length of a link, bytes. */
  public static final int LINK_BYTES = 16;

  /** Copies the lists. */
  public EntityHeader {
    revoked = List.copyOf(revoked);
    tags = List.copyOf(tags);
    links = List.copyOf(links);
  }

  /**
   * Who writes a version, by what right and when.
   *
   * @param by data owner who writes it
   * @param under exchange id of its own WRITE delegation
   * @param signedBy keyId of its card
   * @param at milliseconds since the epoch
   */
  public record Writing(String by, String under, String signedBy, long at) {}

  /**
   * The header of a new entity (protocol §4): version and generation 1, its author the writer,
   * nobody locked out.
   *
   * @param keyCommitment base64url, binds the first entity key
   */
  public static EntityHeader first(
      EntityType type,
      String id,
      Writing writing,
      String keyCommitment,
      List<Tag> tags,
      List<String> links) {
    return new EntityHeader(
        type,
        id,
        writing.at(),
        writing.at(),
        writing.by(),
        writing.by(),
        writing.under(),
        1,
        1,
        keyCommitment,
        List.of(),
        tags,
        links,
        writing.signedBy());
  }

  /** The header of the next version with other content, under the same key (protocol §4). */
  public EntityHeader next(Writing writing, List<Tag> newTags) {
    return next(writing, newTags, keyGeneration, keyCommitment, revoked);
  }

  /**
   * The header of the next version under a new key (protocol §8).
   *
   * @param newCommitment base64url, binds the key of the next generation
   * @param nowRevoked all who are locked out, those of before too
   */
  public EntityHeader nextKey(Writing writing, String newCommitment, List<Revocation> nowRevoked) {
    return next(writing, tags, keyGeneration + 1, newCommitment, nowRevoked);
  }

  private EntityHeader next(
      Writing writing,
      List<Tag> newTags,
      long generation,
      String commitment,
      List<Revocation> nowRevoked) {
    return new EntityHeader(
        type,
        id,
        created,
        writing.at(),
        author,
        writing.by(),
        writing.under(),
        version + 1,
        generation,
        commitment,
        nowRevoked,
        newTags,
        links,
        writing.signedBy());
  }

  /**
   * What the entity's signature is over.
   *
   * @param content the raw boxed content
   */
  public byte[] signedBytes(byte[] content) {
    return Pae.encode(
        "salus/v1/entity",
        type.wireName(),
        id,
        created,
        modified,
        author,
        modifiedBy,
        writtenUnder,
        version,
        keyGeneration,
        keyCommitment,
        Pae.encodeSorted(revoked.stream().map(Revocation::bytes).toList()),
        Pae.encodeSorted(tags.stream().map(Tag::bytes).toList()),
        Pae.encodeSorted(links.stream().map(link -> Base64Url.decode(link, "links")).toList()),
        Digests.sha256(content));
  }

  static EntityHeader read(FieldReader in) {
    return new EntityHeader(
        type(in),
        in.uuid("id"),
        in.integer("created"),
        in.integer("modified"),
        in.uuid("author"),
        in.uuid("modifiedBy"),
        in.uuid("writtenUnder"),
        in.integer("version"),
        in.integer("keyGeneration"),
        in.base64("keyCommitment", 32),
        in.distinct("revoked", in.objects("revoked", Revocation::read)),
        in.distinct("tags", in.objects("tags", Tag::read)),
        in.base64s("links", LINK_BYTES),
        in.base64("signedBy", KeyCard.KEY_ID_BYTES));
  }

  private static EntityType type(FieldReader in) {
    return EntityType.of(in.text("type"))
        .orElseThrow(
            () ->
                in.violation(
                    ProtocolViolation.Kind.VALUE,
                    "type",
                    "must be Patient, DataSample or HealthcareElement"));
  }
}
