package dev.salus.sdk.model;

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
 * @param rev the store's revision
 */
public record User(
    String id,
    String login,
    List<String> roles,
    @Nullable String dataOwner,
    Map<SharingKind, List<String>> sharingDataWith,
    String rev) {

  /** Copies the collections. */
  public User {
    roles = List.copyOf(roles);
    sharingDataWith = Map.copyOf(sharingDataWith);
  }
}
