package dev.salus.core.crypto;

import dev.salus.core.protocol.FieldReader;
import dev.salus.core.protocol.KeyCard;
import dev.salus.core.protocol.NotarySet;
import dev.salus.core.protocol.ProtocolViolation.Kind;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A notary set with the share of each notary.
 *
 * @param set the set
 * @param shares for each notary, for each of its cards that can open it, the base64url of its
 *     sealed share
 */
record StoredNotarySet(NotarySet set, Map<String, Map<String, String>> shares) {

  /** The most cards of one notary that its share is sealed to. */
  static final int MAX_CARDS_OF_A_NOTARY = 16;

  /** Reads {@code {set, shares}} as a whole body. */
  static StoredNotarySet parse(JsonObject body) {
    FieldReader in = FieldReader.of(body);
    NotarySet set = in.object("set", NotarySet::read);
    JsonObject raw = in.rawObject("shares");
    in.end();
    NotarySet.requireOneEach(in, "shares", set.notaries(), raw.fieldNames());
    FieldReader shares = FieldReader.of(raw, "shares");
    Map<String, Map<String, String>> sealed = new LinkedHashMap<>();
    set.notaries().forEach(notary -> sealed.put(notary, entries(shares, notary)));
    return new StoredNotarySet(set, sealed);
  }

  private static Map<String, String> entries(FieldReader shares, String notary) {
    Map<String, String> entries = shares.base64Map(notary, NotarySet.SEALED_SHARE_BYTES);
    if (entries.isEmpty() || entries.size() > MAX_CARDS_OF_A_NOTARY) {
      throw shares.violation(
          Kind.VALUE, notary, "must be for 1 to " + MAX_CARDS_OF_A_NOTARY + " cards");
    }
    for (String keyId : entries.keySet()) {
      FieldReader.base64(keyId, KeyCard.KEY_ID_BYTES, shares.path(notary));
    }
    return entries;
  }

  /** The keyIds that a notary's share is sealed to. */
  Set<String> cardsOf(String notary) {
    return shares.getOrDefault(notary, Map.of()).keySet();
  }

  /** The set alone, of a document. */
  static NotarySet setOf(Document document) {
    return NotarySet.parse(shownSet(document));
  }

  /** The set alone, as it travels. */
  static JsonObject shownSet(Document document) {
    return document.body().getJsonObject("set");
  }

  /** {@code {sealed: {keyId: …}}} of one notary, of a document. */
  static JsonObject shareOf(Document document, String notary) {
    JsonObject shares = document.body().getJsonObject("shares");
    return new JsonObject().put("sealed", shares.getJsonObject(notary));
  }

  Document toDocument() {
    JsonObject sealed = new JsonObject();
    shares.forEach(
        (notary, entries) -> {
          JsonObject each = new JsonObject();
          entries.forEach(each::put);
          sealed.put(notary, each);
        });
    JsonObject body =
        new JsonObject()
            .put("set", set.toJson())
            .put("shares", sealed)
            .put("parties", new JsonArray(set.notaries()).copy().add(set.owner()));
    return Document.create(set.setId(), body);
  }
}
