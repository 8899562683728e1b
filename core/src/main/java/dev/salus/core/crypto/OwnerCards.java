package dev.salus.core.crypto;

import dev.salus.protocol.KeyCard;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All cards of a data owner.
 *
 * @param owner the data owner
 * @param cards in the order in which they were published, retired ones too
 * @param publishers by keyId, who published a card ({@link dev.salus.api.Caller#publisher})
 */
record OwnerCards(String owner, List<KeyCard> cards, Map<String, String> publishers) {

  OwnerCards {
    cards = List.copyOf(cards);
    publishers = Map.copyOf(publishers);
  }

  /** An owner that has published none. */
  static OwnerCards none(String owner) {
    return new OwnerCards(owner, List.of(), Map.of());
  }

  /** Reads the stored form. */
  static OwnerCards fromBody(String owner, JsonObject body) {
    return new OwnerCards(
        owner,
        body.getJsonArray("cards").stream()
            .map(JsonObject.class::cast)
            .map(KeyCard::parse)
            .toList(),
        publishers(body.getJsonObject("publishers", new JsonObject())));
  }

  private static Map<String, String> publishers(JsonObject json) {
    Map<String, String> publishers = new HashMap<>();
    json.forEach(entry -> publishers.put(entry.getKey(), (String) entry.getValue()));
    return publishers;
  }

  /** The stored form. */
  JsonObject toBody() {
    return new JsonObject()
        .put("cards", toJson())
        .put("publishers", new JsonObject(new TreeMap<>(publishers)));
  }

  /** The cards as they travel. */
  JsonArray toJson() {
    JsonArray array = new JsonArray();
    cards.forEach(card -> array.add(card.toJson()));
    return array;
  }

  /** The card with this keyId. */
  Optional<KeyCard> find(String keyId) {
    return cards.stream().filter(card -> card.keyId().equals(keyId)).findFirst();
  }

  /** The card with this keyId if it is not retired. */
  Optional<KeyCard> live(String keyId) {
    return find(keyId).filter(card -> card.retired() == null);
  }

  /** These cards and one more, or that card in place of the one with its keyId. */
  OwnerCards with(KeyCard card) {
    List<KeyCard> more = new ArrayList<>(cards);
    for (int i = 0; i < more.size(); i++) {
      if (more.get(i).keyId().equals(card.keyId())) {
        more.set(i, card);
        return new OwnerCards(owner, more, publishers);
      }
    }
    more.add(card);
    return new OwnerCards(owner, more, publishers);
  }

  /** These cards and one more, published by this user. */
  OwnerCards published(KeyCard card, String user) {
    Map<String, String> more = new HashMap<>(publishers);
    more.put(card.keyId(), user);
    return new OwnerCards(owner, with(card).cards, more);
  }
}
