package dev.salus.core.crypto;

import dev.salus.core.crypto.share.SealedShare;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.SetAcceptance;
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
 * @param shares by notary
 */
record NotarySetWithShares(NotarySet set, Map<String, SealedShare> shares) {

  /** Reads {@code {set, shares}} as a whole body. */
  static NotarySetWithShares parse(JsonObject body) {
    FieldReader in = FieldReader.of(body);
    NotarySet set = in.object("set", NotarySet::read);
    JsonObject raw = in.rawObject("shares");
    in.end();
    NotarySet.requireOneEach(in, "shares", set.notaries(), raw.fieldNames());
    Map<String, SealedShare> sealed = new LinkedHashMap<>();
    set.notaries().forEach(notary -> sealed.put(notary, SealedShare.read(raw, notary)));
    return new NotarySetWithShares(set, sealed);
  }

  /** The keyIds of the cards that a notary's share names. */
  Set<String> cardsOf(String notary) {
    SealedShare share = shares.get(notary);
    return share == null ? Set.of() : share.keyIds();
  }

  /** Whether a document has this set and these shares. */
  boolean isIn(Document document) {
    return setOf(document).equals(set)
        && document
            .body()
            .getJsonObject("shares")
            .equals(toDocument().body().getJsonObject("shares"));
  }

  /** The set alone, of a document. */
  static NotarySet setOf(Document document) {
    return NotarySet.parse(shownSet(document));
  }

  /** The set alone, as it travels. */
  static JsonObject shownSet(Document document) {
    return document.body().getJsonObject("set");
  }

  /** {@code {sealed}} of one notary, in the form that was sent, of a document. */
  static JsonObject shareOf(Document document, String notary) {
    JsonObject shares = document.body().getJsonObject("shares");
    return new JsonObject().put("sealed", shares.getValue(notary));
  }

  /** {@code {notary: {at, by, signature}}} of those who have taken the set on, of a document. */
  static JsonObject acceptancesOf(Document document) {
    return document.body().getJsonObject("accepted", new JsonObject());
  }

  /** The document with what a notary says of the set. */
  static Document accepted(Document document, String notary, SetAcceptance acceptance) {
    JsonObject accepted = acceptancesOf(document).copy().put(notary, acceptance.toJson());
    return document.withBody(document.body().copy().put("accepted", accepted));
  }

  Document toDocument() {
    JsonObject sealed = new JsonObject();
    shares.forEach((notary, share) -> sealed.put(notary, share.toJson()));
    JsonObject body =
        new JsonObject()
            .put("set", set.toJson())
            .put("shares", sealed)
            .put("parties", new JsonArray(set.notaries()).copy().add(set.owner()));
    return Document.create(set.setId(), body);
  }
}
