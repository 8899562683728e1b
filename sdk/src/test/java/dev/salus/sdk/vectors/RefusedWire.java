package dev.salus.sdk.vectors;

import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the wire forms that must be refused, each with its class of failure (§0). */
final class RefusedWire {

  private static final String PADDED = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  /** Like 32 zero bytes, but with a bit set in what is left over of the last character. */
  private static final String NOT_CANONICAL = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB";

  private final JsonArray cases = new JsonArray();

  private RefusedWire() {}

  static JsonObject make() {
    RefusedWire refused = new RefusedWire();
    refused.json();
    refused.cards();
    refused.exchanges();
    refused.policies();
    refused.notaries();
    refused.entities();
    refused.grants();
    return new JsonObject().put("section", "0").put("cases", refused.cases);
  }

  private void json() {
    json("a name twice", "{\"a\":1,\"a\":1}", Kind.DUPLICATE_NAME);
    json("a name twice, once escaped", "{\"a\":1,\"\\u0061\":1}", Kind.DUPLICATE_NAME);
    json("a lone surrogate", "{\"a\":\"\\ud83e\"}", Kind.SYNTAX);
    json("a lone surrogate in a name", "{\"\\udd7a\":1}", Kind.SYNTAX);
    json("a leading zero", "{\"a\":01}", Kind.SYNTAX);
    json("a fraction", "{\"a\":1.0}", Kind.INTEGER);
    json("an exponent", "{\"a\":1e3}", Kind.INTEGER);
    json("a negative integer", "{\"a\":-1}", Kind.INTEGER);
    json("minus zero", "{\"a\":-0}", Kind.INTEGER);
    json("two to the power of 53", "{\"a\":9007199254740992}", Kind.INTEGER);
    json("more digits than 64 bits hold", "{\"a\":99999999999999999999}", Kind.INTEGER);
    json("something after the object", "{\"a\":1}{}", Kind.SYNTAX);
    json("an array", "[1]", Kind.SYNTAX);
    json("nothing", "", Kind.SYNTAX);
    json("half an object", "{\"a\":", Kind.SYNTAX);
    json("a comma too many", "{\"a\":1,}", Kind.SYNTAX);
    json("nesting of 33 levels", "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}", Kind.SYNTAX);
    bytes("an overlong encoding", "7b2261223a22c0af227d");
    bytes("half a character", "7b2261223a22c3227d");
    bytes("UTF-16", "007b007d");
  }

  private void cards() {
    JsonObject card = Fixed.key(Fixed.ALICE, "alice").card().toJson();
    change("card", card, "an unknown field", "foo", Kind.UNKNOWN_FIELD, c -> c.put("foo", 1));
    change("card", card, "no createdAt", "createdAt", Kind.MISSING_FIELD, remove("createdAt"));
    change("card", card, "null", "owner", Kind.WRONG_TYPE, c -> c.putNull("owner"));
    change("card", card, "a number as owner", "owner", Kind.WRONG_TYPE, c -> c.put("owner", 1));
    change("card", card, "a text as date", "createdAt", Kind.INTEGER, c -> c.put("createdAt", "1"));
    change(
        "card",
        card,
        "an upper-case UUID",
        "owner",
        Kind.UUID,
        c -> c.put("owner", "ABCDEFAB-1111-4111-8111-111111111111"));
    change(
        "card",
        card,
        "a UUID in braces",
        "owner",
        Kind.UUID,
        c -> c.put("owner", "{" + Fixed.ALICE + "}"));
    change("card", card, "padding", "keyId", Kind.BASE64URL, c -> c.put("keyId", PADDED));
    change(
        "card", card, "not canonical", "keyId", Kind.BASE64URL, c -> c.put("keyId", NOT_CANONICAL));
    change("card", card, "standard base64", "keyId", Kind.BASE64URL, c -> c.put("keyId", "+/+/"));
    change("card", card, "a short key", "sign", Kind.BASE64URL, c -> c.put("sign", "AAAA"));
    change(
        "card",
        card,
        "another key's keyId",
        "keyId",
        Kind.DERIVED,
        c -> c.put("keyId", Fixed.key(Fixed.BOB, "bob").keyId()));
  }

  private void exchanges() {
    JsonObject record =
        VectorFiles.objects(KeyVectors.exchanges(), "cases")
            .findFirst()
            .orElseThrow()
            .getJsonObject("record");
    String entry = "A".repeat(1558);
    String keyId = Fixed.key(Fixed.BOB, "bob").keyId();
    change(
        "exchange",
        record,
        "an entry of another length",
        "sealed." + keyId,
        Kind.BASE64URL,
        r -> r.getJsonObject("sealed").put(keyId, "AAAA"));
    change(
        "exchange",
        record,
        "an entry for no keyId",
        "sealed",
        Kind.BASE64URL,
        r -> r.getJsonObject("sealed").put("bob", entry));
    change(
        "exchange",
        record,
        "an attestation without an entry",
        "attestations",
        Kind.VALUE,
        r ->
            r.put(
                "attestations",
                new JsonObject()
                    .put(
                        Fixed.key(Fixed.CAROL, "carol").keyId(),
                        VectorFiles.objects(KeyVectors.exchanges(), "attestations")
                            .findFirst()
                            .orElseThrow()
                            .getJsonObject("attestation"))));
  }

  private void policies() {
    JsonObject policy =
        VectorFiles.objects(KeyVectors.policies(), "cases")
            .findFirst()
            .orElseThrow()
            .getJsonObject("policy");
    change(
        "policy",
        policy,
        "an id twice",
        "all",
        Kind.VALUE,
        p -> p.put("all", new JsonArray().add(Fixed.BOB).add(Fixed.BOB)));
    change("policy", policy, "no list", "all", Kind.WRONG_TYPE, p -> p.put("all", "none"));
  }

  private void notaries() {
    JsonObject set = NotaryVectors.wireSet();
    set(
        "two that are not sorted",
        "notaries",
        Kind.VALUE,
        s -> notaries(s, Fixed.CAROL, Fixed.BOB));
    set("one twice", "notaries", Kind.VALUE, s -> notaries(s, Fixed.BOB, Fixed.BOB));
    set("none", "notaries", Kind.VALUE, RefusedWire::notaries);
    set("none needed", "k", Kind.INTEGER, s -> s.put("k", 0));
    set("more needed than there are", "k", Kind.INTEGER, s -> s.put("k", 3));
    set(
        "no commitment for one",
        "commitments",
        Kind.VALUE,
        s -> s.getJsonObject("commitments").remove(Fixed.BOB));
    set(
        "a commitment for a stranger",
        "commitments",
        Kind.VALUE,
        s ->
            s.getJsonObject("commitments")
                .put(Fixed.ALICE, set.getJsonObject("commitments").getString(Fixed.BOB)));
    set(
        "a recovery id of a key's length",
        "recoveryId",
        Kind.BASE64URL,
        s -> s.put("recoveryId", s.getString("signedBy")));
    JsonObject returned = NotaryVectors.wireReturn();
    change(
        "share-return",
        returned,
        "a share of another length",
        "sealed",
        Kind.BASE64URL,
        r -> r.put("sealed", "AAAA"));
    change(
        "share-return",
        returned,
        "no signature",
        "signature",
        Kind.MISSING_FIELD,
        remove("signature"));
  }

  private void set(String name, String field, Kind kind, Consumer<JsonObject> change) {
    change("notary-set", NotaryVectors.wireSet(), name, field, kind, change);
  }

  private static void notaries(JsonObject set, String... ids) {
    set.put("notaries", new JsonArray(List.of(ids)));
  }

  private void entities() {
    JsonObject tag = new JsonObject().put("type", "t").put("code", "c");
    String link = "AAAAAAAAAAAAAAAAAAAAAA";
    entity("an unknown type", "type", Kind.VALUE, e -> e.put("type", "Doctor"));
    for (String name : List.of("type", "code")) {
      entity(
          "an empty " + name + " of a tag",
          "tags[0]." + name,
          Kind.VALUE,
          e -> e.put("tags", new JsonArray().add(tag.copy().put(name, ""))));
    }
    entity(
        "an empty tag version",
        "tags[0].version",
        Kind.VALUE,
        e -> e.put("tags", new JsonArray().add(tag.copy().put("version", ""))));
    entity(
        "a tag twice",
        "tags",
        Kind.VALUE,
        e -> e.put("tags", new JsonArray().add(tag.copy()).add(tag.copy())));
    entity(
        "a link twice",
        "links",
        Kind.VALUE,
        e -> e.put("links", new JsonArray().add(link).add(link)));
    entity(
        "a link of another length",
        "links[0]",
        Kind.BASE64URL,
        e -> e.put("links", new JsonArray().add("AAAA")));
    entity("a content shorter than a box", "content", Kind.BASE64URL, e -> e.put("content", "AA"));
    entity("a negative version", "version", Kind.INTEGER, e -> e.put("version", -1));
  }

  private void grants() {
    Consumer<JsonObject> twice =
        e -> {
          JsonObject grant = e.getJsonArray("grants").getJsonObject(0);
          e.getJsonArray("grants").add(grant.copy());
        };
    entity("an exchange for two delegations", "grants", Kind.VALUE, twice);
    String id = "55555555-5555-4555-8555-555555555551";
    String at = "grants[0].delegations." + id;
    entity(
        "an unknown permission",
        at + ".permission",
        Kind.VALUE,
        e -> delegation(e, id).put("permission", "ADMIN"));
    entity(
        "a wrapExchange without wrapped",
        at + ".wrapExchange",
        Kind.VALUE,
        e -> delegation(e, id).put("wrapExchange", id).remove("wrapped"));
    entity(
        "a delegation under no exchange id",
        "grants[0].delegations",
        Kind.UUID,
        e -> {
          JsonObject delegations =
              e.getJsonArray("grants").getJsonObject(0).getJsonObject("delegations");
          delegations.put("x", delegations.remove(id));
        });
  }

  private static JsonObject delegation(JsonObject entity, String exchangeId) {
    return entity
        .getJsonArray("grants")
        .getJsonObject(0)
        .getJsonObject("delegations")
        .getJsonObject(exchangeId);
  }

  private void entity(String name, String field, Kind kind, Consumer<JsonObject> change) {
    JsonObject entity =
        VectorFiles.objects(EntityVectors.entities(), "cases")
            .findFirst()
            .orElseThrow()
            .getJsonObject("entity");
    change("entity", entity, name, field, kind, change);
  }

  private static Consumer<JsonObject> remove(String field) {
    return json -> json.remove(field);
  }

  private void change(
      String reads,
      JsonObject valid,
      String name,
      String field,
      Kind kind,
      Consumer<JsonObject> change) {
    JsonObject changed = valid.copy();
    change.accept(changed);
    cases.add(
        new JsonObject(described(name, reads, kind))
            .put("field", field)
            .put("text", changed.encode()));
  }

  private void json(String name, String text, Kind kind) {
    cases.add(new JsonObject(described(name, "json", kind)).put("text", text));
  }

  private void bytes(String name, String hex) {
    cases.add(new JsonObject(described(name, "json", Kind.SYNTAX)).put("hex", hex));
  }

  private static Map<String, Object> described(String name, String reads, Kind kind) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", name);
    described.put("reads", reads);
    described.put("kind", kind.name());
    return described;
  }
}
