package dev.salus.sdk;

import dev.salus.core.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;

/** The cards of the key ring's own keys, as the server lists them. */
final class OwnCards {

  private final Client client;

  OwnCards(Client client) {
    this.client = client;
  }

  /** Publishes those cards of the ring that are not listed; nothing without keys. */
  Future<Void> publishMissing() {
    if (!client.hasKeys()) {
      return Future.succeededFuture();
    }
    KeyRing keyRing = client.keyed().keyRing();
    return client
        .transport()
        .cards(keyRing.owner())
        .compose(answer -> publishMissing(keyRing, answer));
  }

  private Future<Void> publishMissing(KeyRing keyRing, JsonObject answer) {
    Set<String> listed =
        Answers.items(answer).stream()
            .map(card -> Answers.text(card, "keyId"))
            .collect(Collectors.toSet());
    Future<Void> published = Future.succeededFuture();
    for (OwnerKey key : keyRing.keys()) {
      if (!listed.contains(key.keyId())) {
        KeyCard card = key.card();
        published =
            published
                .compose(done -> client.transport().publishCard(keyRing.owner(), card.toJson()))
                .mapEmpty();
      }
    }
    return published;
  }
}
