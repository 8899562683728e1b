package dev.salus.app.keys.session;

import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Keys of the person that are known to be lost, and to which others seal all the same. */
public final class LostKeys {

  private LostKeys() {}

  /**
   * Those that are not retired yet, as the server says: here they count as retired already.
   *
   * @param cards all of the person's
   */
  public static List<OwnCard> inUse(KeySession.Opened keys, List<OwnCard> cards)
      throws TimeoutException {
    List<OwnCard> lost = cards.stream().filter(LostKeys::isLost).toList();
    if (lost.isEmpty()) {
      return lost;
    }
    Set<String> retired = retired(keys);
    return lost.stream().filter(card -> !retired.contains(card.keyId())).toList();
  }

  private static boolean isLost(OwnCard card) {
    return card.state() == OwnCard.State.LOST;
  }

  private static Set<String> retired(KeySession.Opened keys) throws TimeoutException {
    ServerApi server = new ServerApi(keys.transport());
    return keys
        .get(AllPages.of(query -> server.cards(keys.owner(), query), new JsonObject()))
        .stream()
        .filter(card -> card.getValue("retired") != null)
        .map(card -> String.valueOf(card.getValue("keyId")))
        .collect(Collectors.toSet());
  }
}
