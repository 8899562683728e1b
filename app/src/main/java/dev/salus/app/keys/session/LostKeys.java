package dev.salus.app.keys.session;

import dev.salus.api.SalusException;
import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Keys of the person that are known to be lost. That they are was told by those of whom the person
 * took access back; all else is the server's word, and can be missing.
 *
 * @param all of them
 * @param retired the ids of those that are retired; empty if the server did not tell
 * @param tellers who told, as far as the server says
 */
public record LostKeys(List<OwnCard> all, Optional<Set<String>> retired, List<String> tellers) {

  /** What is said in place of what the server did not tell. */
  public static final String NOT_TOLD =
      "whether others still seal to it cannot be told now, since the server did not answer";

  /** Copies the lists. */
  public LostKeys {
    all = List.copyOf(all);
    retired = retired.map(Set::copyOf);
    tellers = List.copyOf(tellers);
  }

  /**
   * Those of a person.
   *
   * @param cards all of the person's
   */
  public static LostKeys of(KeySession.Opened keys, List<OwnCard> cards) {
    List<OwnCard> lost = cards.stream().filter(card -> card.state() == OwnCard.State.LOST).toList();
    return lost.isEmpty()
        ? new LostKeys(lost, Optional.of(Set.of()), List.of())
        : new LostKeys(
            lost, ifTold(() -> retiredOf(keys)), ifTold(() -> tellersOf(keys)).orElse(List.of()));
  }

  /** Those to which others seal all the same: here they count as retired already. */
  public List<OwnCard> inUse() {
    return all.stream().filter(this::isInUse).toList();
  }

  /** Whether the server told which of them are in use. */
  public boolean isTold() {
    return retired.isPresent();
  }

  /** Whether others seal to it. */
  public boolean isInUse(OwnCard card) {
    return all.contains(card) && retired.isPresent() && !retired.get().contains(card.keyId());
  }

  /** A sentence about who told; the key ring keeps what was told, not by whom. */
  public String whoTold() {
    return "It was told by somebody of whom you took access back"
        + (tellers.isEmpty() ? "" : "; the server says, by " + String.join(" or ", tellers))
        + ".";
  }

  private interface Told<T> {
    T get() throws TimeoutException;
  }

  private static <T> Optional<T> ifTold(Told<T> told) {
    try {
      return Optional.of(told.get());
    } catch (TimeoutException | SalusException | ClientException away) {
      return Optional.empty();
    }
  }

  private static Set<String> retiredOf(KeySession.Opened keys) throws TimeoutException {
    ServerApi server = new ServerApi(keys.transport());
    return keys
        .get(AllPages.of(query -> server.cards(keys.owner(), query), new JsonObject()))
        .stream()
        .filter(card -> card.getValue("retired") != null)
        .map(card -> String.valueOf(card.getValue("keyId")))
        .collect(Collectors.toSet());
  }

  private static List<String> tellersOf(KeySession.Opened keys) throws TimeoutException {
    List<String> names = new ArrayList<>();
    for (AccessBackRequest request :
        keys.get(keys.salus().accessBackApi().ownRequests()).stream()
            .filter(AccessBackRequest::done)
            .toList()) {
      String id = request.counterpart();
      if (!keys.get(keys.salus().dataOwnerApi().getComparedKeys(id)).isEmpty()) {
        names.add(keys.people().called(id));
      }
    }
    return names.stream().distinct().toList();
  }
}
