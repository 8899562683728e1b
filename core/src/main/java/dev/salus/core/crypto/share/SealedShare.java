package dev.salus.core.crypto.share;

import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;

/** A notary's share as the owner of a set sealed it (protocol §9.4). */
public sealed interface SealedShare permits ShareForCards, ShareForOneCard {

  /** The most cards of one notary that its share is sealed to. */
  int MAX_CARDS = 16;

  /** The keyIds of the cards that are named. */
  Set<String> keyIds();

  /** As it travels. */
  Object toJson();

  /** Reads either form. */
  static SealedShare read(JsonObject shares, String notary) {
    FieldReader in = FieldReader.of(shares, "shares");
    return shares.getValue(notary) instanceof String
        ? new ShareForOneCard(in.base64(notary, NotarySet.SEALED_SHARE_BYTES))
        : toCards(in, notary);
  }

  private static SealedShare toCards(FieldReader in, String notary) {
    Map<String, String> entries = in.base64Map(notary, NotarySet.SEALED_SHARE_BYTES);
    if (entries.isEmpty() || entries.size() > MAX_CARDS) {
      throw in.violation(Kind.VALUE, notary, "must be for 1 to " + MAX_CARDS + " cards");
    }
    for (String keyId : entries.keySet()) {
      FieldReader.base64(keyId, KeyCard.KEY_ID_BYTES, in.path(notary));
    }
    return new ShareForCards(entries);
  }
}
