package dev.salus.sdk.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the SDK knows about a record beside its content; made by the SDK, and checked by it when the
 * record is read. What an application changes here is not written.
 *
 * @param rev the store's revision, which a modification must name; null before it is created
 * @param created milliseconds since the epoch; 0 before it is created
 * @param modified milliseconds since the epoch; 0 before it is created
 * @param author data owner who created it; null before
 * @param modifiedBy data owner who wrote this version; null before it is created
 * @param version 1 at creation, one more at each write; 0 before
 * @param keyGeneration 1 at creation, one more at each re-key; 0 before
 * @param delegations who has access
 * @param skipped with whom it was not shared automatically though it should have been; known to who
 *     created it, in the answer to the creation
 * @param leftOut keys of those whom it was just shared with that it was not sealed to, since nobody
 *     compared them and nothing known vouches for them; known to who shared it, in the answer
 * @param doubtful whose content it is, if nobody vouches for it; null if it is genuine
 * @param unreadable fields that are left out here since they are not what they must be; a hundred
 *     at most are named
 */
@WithBuilder
public record Metadata(
    @Nullable String rev,
    long created,
    long modified,
    @Nullable String author,
    @Nullable String modifiedBy,
    long version,
    long keyGeneration,
    List<DelegationInfo> delegations,
    List<SkippedDelegate> skipped,
    List<LeftOutKey> leftOut,
    @Nullable DoubtfulOrigin doubtful,
    List<UnreadableField> unreadable) {

  /** Of a record that was not created yet. */
  public static final Metadata NEW = builder().build();

  /** Copies the lists. */
  public Metadata {
    delegations = ImmutableCopies.list(delegations);
    skipped = ImmutableCopies.list(skipped);
    leftOut = ImmutableCopies.list(leftOut);
    unreadable = ImmutableCopies.list(unreadable);
  }

  /** A builder with nothing set. */
  public static MetadataBuilder builder() {
    return MetadataBuilder.unchecked();
  }

  /** A builder with everything as it is here. */
  public MetadataBuilder toBuilder() {
    return MetadataBuilder.unchecked(this);
  }
}
