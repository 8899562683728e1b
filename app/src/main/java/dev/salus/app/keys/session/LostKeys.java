package dev.salus.app.keys.session;

import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
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

  /**
   * Who told of them, in words. The key ring keeps what was told, not by whom: it was one of those
   * of whom the person took access back, and who that was is the server's word.
   */
  public static String attestor(KeySession.Opened keys) throws TimeoutException {
    List<String> names = new ArrayList<>();
    for (AccessBackRequest request :
        keys.get(keys.salus().accessBackApi().ownRequests()).stream()
            .filter(AccessBackRequest::done)
            .toList()) {
      String id = request.counterpart();
      if (!keys.get(keys.salus().dataOwnerApi().getComparedKeys(id)).isEmpty()) {
        names.add(keys.people().describe(id));
      }
    }
    List<String> each = names.stream().distinct().toList();
    return each.isEmpty()
        ? "somebody whom you trust"
        : (each.size() == 1 ? "" : "one of ") + String.join(", ", each);
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
