package dev.salus.sdk.account;

import dev.salus.sdk.model.LeftOutKey;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.sharing.SharingKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user.
 *
 * @param id UUID
 * @param login what it logs in with
 * @param roles for example {@code admin}
 * @param dataOwner the data owner that it acts for; null if none
 * @param sharingDataWith with whom it shares automatically, by kind, from the verified policy; all
 *     empty for other users than the one logged in, and while the policy is refused
 * @param secondFactor whether its log-ins need a code besides the password
 * @param locked whether an administrator keeps it out
 * @param rev the store's revision
 * @param skipped those of the data owners that were just named to be shared with automatically whom
 *     nothing reaches as things are now, and why; they are named again at each creation
 * @param leftOut keys of the others of them that nothing is sealed to, since they are not trusted
 */
public record User(
    String id,
    String login,
    List<String> roles,
    @Nullable String dataOwner,
    Map<SharingKind, List<String>> sharingDataWith,
    boolean secondFactor,
    boolean locked,
    String rev,
    List<SkippedDelegate> skipped,
    List<LeftOutKey> leftOut) {

  /** Copies the collections. */
  public User {
    skipped = List.copyOf(skipped);
    leftOut = List.copyOf(leftOut);
    roles = List.copyOf(roles);
    sharingDataWith = Map.copyOf(sharingDataWith);
  }
}
