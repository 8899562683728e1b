package dev.salus.sdk.keys;

import dev.salus.api.Invalid;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.ProtocolViolation.Kind;
import dev.salus.protocol.Revocation;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON form of a key ring (protocol §9). */
final class KeyRingJson {

  private static final long FORM = 1;
  private static final int SEED_BYTES = 32;
  private static final int HASH_BYTES = 32;

  /** A key with the latest date that it has signed. */
  private record SignedKey(OwnerKey key, long signedUpTo) {}

  private KeyRingJson() {}

  static JsonObject write(KeyRing ring) {
    JsonArray keys = new JsonArray();
    ring.keys().forEach(key -> keys.add(write(key, ring.signedUpTo(key.keyId()))));
    JsonObject pins = new JsonObject();
    ring.allPins().forEach((owner, known) -> pins.put(owner, writePins(known)));
    JsonObject seen = new JsonObject();
    ring.allSeen().forEach((id, entity) -> seen.put(id, write(entity)));
    JsonObject json =
        new JsonObject()
            .put("v", FORM)
            .put("owner", ring.owner())
            .put("keys", keys)
            .put("pins", pins)
            .put("policyVersion", ring.policy().version())
            .put("seen", seen);
    write(ring.policy(), json);
    ring.rotating().ifPresent(keyId -> json.put("rotating", keyId));
    ring.notarySets().newest().ifPresent(set -> json.put("ownSet", write(set)));
    JsonObject fit = new JsonObject();
    ring.allFit().forEach((delegate, known) -> fit.put(delegate, writeFit(known)));
    if (!fit.isEmpty()) {
      json.put("fit", fit);
    }
    JsonObject served = new JsonObject();
    ring.notarySets().allServed().forEach((setId, set) -> served.put(setId, write(set)));
    if (!served.isEmpty()) {
      json.put("served", served);
    }
    JsonObject leased = new JsonObject();
    ring.leases().all().forEach(leased::put);
    if (!leased.isEmpty()) {
      json.put("leased", leased);
    }
    JsonObject names = new JsonObject();
    ring.names().all().forEach(names::put);
    return names.isEmpty() ? json : json.put("names", names);
  }

  private static JsonObject write(OwnerKey key, long signedUpTo) {
    JsonObject json =
        new JsonObject()
            .put("keyId", key.keyId())
            .put("kemSeed", key.kemSeed().use(Base64Url::encode))
            .put("signSeed", key.signSeed().use(Base64Url::encode))
            .put("createdAt", key.createdAt());
    return signedUpTo > 0 ? json.put("signedUpTo", signedUpTo) : json;
  }

  private static void write(SeenPolicy policy, JsonObject json) {
    String hash = policy.hash();
    if (hash != null) {
      json.put("policyHash", hash);
    }
    SeenPolicy.Signed signed = policy.signed();
    if (signed != null) {
      json.put(
          "policySigned",
          new JsonObject().put("version", signed.version()).put("hash", signed.hash()));
    }
  }

  private static JsonObject write(KnownSets.OwnSet set) {
    return new JsonObject()
        .put("setId", set.setId())
        .put("createdAt", set.createdAt())
        .put("hash", set.hash());
  }

  private static JsonArray writePins(List<Pin> known) {
    JsonArray pins = new JsonArray();
    known.forEach(pin -> pins.add(write(pin)));
    return pins;
  }

  private static JsonObject write(Pin pin) {
    JsonObject json =
        new JsonObject().put("keyId", pin.keyId()).put("how", pin.how()).put("at", pin.at());
    return pin.until() == null ? json : json.put("until", pin.until());
  }

  private static JsonObject write(ServedSet set) {
    return new JsonObject()
        .put("owner", set.owner())
        .put("signedBy", set.signedBy())
        .put("hash", set.hash());
  }

  private static JsonArray writeFit(List<FitExchange> known) {
    JsonArray fit = new JsonArray();
    known.forEach(
        exchange ->
            fit.add(
                new JsonObject()
                    .put("id", exchange.id())
                    .put("sealedTo", new JsonArray(List.copyOf(exchange.sealedTo())))
                    .put("ended", exchange.ended())));
    return fit;
  }

  private static JsonObject write(SeenEntity seen) {
    JsonArray revoked = new JsonArray();
    seen.revoked()
        .forEach(
            revocation ->
                revoked.add(
                    new JsonObject()
                        .put("delegate", revocation.delegate())
                        .put("generation", revocation.generation())));
    return new JsonObject()
        .put("version", seen.version())
        .put("keyGeneration", seen.keyGeneration())
        .put("author", seen.author())
        .put("created", seen.created())
        .put("revoked", revoked)
        .put("signatureHash", seen.signatureHash());
  }

  static KeyRing read(JsonObject json) {
    FieldReader in = FieldReader.of(json);
    if (in.integer("v") != FORM) {
      throw in.violation(Kind.VALUE, "v", "must be 1");
    }
    String owner = in.uuid("owner");
    KeyRing ring = new KeyRing(owner);
    List<SignedKey> keys = in.objects("keys", key -> readKey(owner, key));
    if (keys.isEmpty()) {
      throw in.violation(Kind.VALUE, "keys", "must have a key");
    }
    in.distinct("keys", keys.stream().map(key -> key.key().keyId()).toList());
    keys.forEach(key -> ring.add(key.key(), key.signedUpTo()));
    readPins(in.rawObject("pins"), in.path("pins"), ring);
    readPolicy(in, ring.policy());
    if (in.has("rotating")) {
      ring.rotating(in.base64("rotating", KeyCard.KEY_ID_BYTES));
    }
    if (in.has("ownSet")) {
      ring.notarySets().sign(in.object("ownSet", KeyRingJson::readOwnSet));
    }
    readSeen(in).forEach(ring::recordSeen);
    if (in.has("fit")) {
      readFit(in.rawObject("fit"), in.path("fit"), ring);
    }
    if (in.has("served")) {
      Map<String, ServedSet> served = in.map("served", (id, set) -> readServed(set));
      served.keySet().forEach(id -> FieldReader.uuid(id, in.path("served")));
      served.forEach(ring.notarySets()::serve);
    }
    if (in.has("leased")) {
      readLeased(in.rawObject("leased"), in.path("leased"), ring);
    }
    if (in.has("names")) {
      readNames(in.rawObject("names"), in.path("names"), ring);
    }
    in.end();
    return ring;
  }

  private static void readLeased(JsonObject leased, String path, KeyRing ring) {
    FieldReader in = FieldReader.of(leased, path);
    for (String keyId : leased.fieldNames()) {
      if (Base64Url.decode(keyId, path).length != KeyCard.KEY_ID_BYTES) {
        throw in.violation(Kind.VALUE, keyId, "must be a keyId");
      }
      ring.leases().takeOver(Map.of(keyId, in.integer(keyId)));
    }
  }

  private static Map<String, SeenEntity> readSeen(FieldReader in) {
    Map<String, SeenEntity> seen = in.map("seen", (id, entity) -> readSeenEntity(entity));
    seen.keySet().forEach(id -> FieldReader.uuid(id, in.path("seen")));
    return seen;
  }

  /** What a ring remembers of these entities, for {@link #readSeen(JsonObject)}. */
  static JsonObject writeSeen(KeyRing ring, Collection<String> entityIds) {
    JsonObject seen = new JsonObject();
    entityIds.forEach(id -> ring.seen(id).ifPresent(entity -> seen.put(id, write(entity))));
    return new JsonObject().put("seen", seen);
  }

  /**
   * What was seen by entity.
   *
   * @throws dev.salus.protocol.ProtocolViolation if it is something else
   */
  static Map<String, SeenEntity> readSeen(JsonObject json) {
    FieldReader in = FieldReader.of(json);
    Map<String, SeenEntity> seen = readSeen(in);
    in.end();
    return seen;
  }

  private static void readPolicy(FieldReader in, SeenPolicy policy) {
    long version = in.integer("policyVersion");
    policy.raise(version);
    if (in.has("policyHash")) {
      policy.see(version, in.base64("policyHash", HASH_BYTES));
    }
    if (in.has("policySigned")) {
      policy.sign(in.object("policySigned", KeyRingJson::readSigned));
    }
  }

  private static SeenPolicy.Signed readSigned(FieldReader in) {
    return new SeenPolicy.Signed(in.integer("version"), in.base64("hash", HASH_BYTES));
  }

  private static KnownSets.OwnSet readOwnSet(FieldReader in) {
    return new KnownSets.OwnSet(
        in.uuid("setId"), in.integer("createdAt"), in.base64("hash", HASH_BYTES));
  }

  private static SignedKey readKey(String owner, FieldReader in) {
    String keyId = in.base64("keyId", KeyCard.KEY_ID_BYTES);
    OwnerKey key =
        OwnerKey.of(
            owner, readSeed(in, "kemSeed"), readSeed(in, "signSeed"), in.integer("createdAt"));
    if (!key.keyId().equals(keyId)) {
      throw in.violation(Kind.DERIVED, "keyId", "must be that of the seeds");
    }
    return new SignedKey(key, in.has("signedUpTo") ? in.integer("signedUpTo") : 0);
  }

  private static Secret readSeed(FieldReader in, String name) {
    return Secret.taking(Base64Url.decode(in.base64(name, SEED_BYTES), in.path(name)));
  }

  private static void readPins(JsonObject pins, String path, KeyRing ring) {
    FieldReader in = FieldReader.of(pins, path);
    for (String owner : pins.fieldNames()) {
      FieldReader.uuid(owner, path);
      List<Pin> known = in.objects(owner, KeyRingJson::readPin);
      in.distinct(owner, known.stream().map(pin -> pin.keyId() + " " + pin.how()).toList());
      known.forEach(pin -> ring.decide(owner, pin));
    }
  }

  private static Pin readPin(FieldReader in) {
    Pin pin =
        new Pin(
            in.base64("keyId", KeyCard.KEY_ID_BYTES),
            in.text("how"),
            in.integer("at"),
            in.has("until") ? in.integer("until") : null);
    if (pin.how().isEmpty()) {
      throw in.violation(Kind.VALUE, "how", "must not be empty");
    }
    return pin;
  }

  private static void readFit(JsonObject fit, String path, KeyRing ring) {
    FieldReader in = FieldReader.of(fit, path);
    for (String delegate : fit.fieldNames()) {
      FieldReader.uuid(delegate, path);
      List<FitExchange> known = in.objects(delegate, KeyRingJson::readFit);
      in.distinct(delegate, known.stream().map(FitExchange::id).toList());
      for (int i = known.size() - 1; i >= 0; i--) {
        ring.addFit(delegate, known.get(i));
      }
    }
  }

  private static void readNames(JsonObject names, String path, KeyRing ring) {
    FieldReader in = FieldReader.of(names, path);
    for (String id : names.fieldNames()) {
      try {
        ring.names().give(id, in.text(id));
      } catch (Invalid invalid) {
        throw in.violation(Kind.VALUE, id, invalid.detail());
      }
    }
  }

  private static ServedSet readServed(FieldReader in) {
    return new ServedSet(
        in.uuid("owner"),
        in.base64("signedBy", KeyCard.KEY_ID_BYTES),
        in.base64("hash", HASH_BYTES));
  }

  private static FitExchange readFit(FieldReader in) {
    return new FitExchange(
        in.uuid("id"),
        Set.copyOf(in.base64s("sealedTo", KeyCard.KEY_ID_BYTES)),
        in.base64("ended", HASH_BYTES));
  }

  private static SeenEntity readSeenEntity(FieldReader in) {
    return new SeenEntity(
        in.integer("version"),
        in.integer("keyGeneration"),
        in.uuid("author"),
        in.integer("created"),
        in.objects("revoked", KeyRingJson::readRevocation),
        in.base64("signatureHash", HASH_BYTES));
  }

  private static Revocation readRevocation(FieldReader in) {
    return new Revocation(in.uuid("delegate"), in.integer("generation"));
  }
}
