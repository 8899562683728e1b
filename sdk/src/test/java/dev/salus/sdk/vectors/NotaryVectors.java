package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.hex;

import dev.salus.protocol.NotarySet;
import dev.salus.protocol.SetAcceptance;
import dev.salus.protocol.ShareReturn;
import dev.salus.sdk.crypto.NotaryShare;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.SecretShares;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the vectors of shares, notary sets and returned shares (§9.4). */
final class NotaryVectors {

  private static final String SET = "55555555-5555-4555-8555-555555555555";
  private static final String REQUEST = "66666666-6666-8666-8666-666666666666";
  private static final int K = 2;

  private final OwnerKey alice = Fixed.key(Fixed.ALICE, "alice");
  private final OwnerKey newKey = Fixed.key(Fixed.ALICE, "alice's new");
  private final OwnerKey bob = Fixed.key(Fixed.BOB, "bob");
  private final OwnerKey carol = Fixed.key(Fixed.CAROL, "carol");
  private final byte[] coefficients = Fixed.bytes("coefficients", 32 * (K - 1));
  private final List<Secret> shares = split(Fixed.secret("recovery key", 32), K, 2, coefficients);
  private final NotarySet set = set();

  private NotaryVectors() {}

  static JsonObject make() {
    NotaryVectors made = new NotaryVectors();
    return new JsonObject()
        .put("section", "9.4")
        .put("splits", splits())
        .put("refusedShares", refusedShares())
        .put("sets", new JsonArray().add(made.theSet()))
        .put("returns", new JsonArray().add(made.theReturn()))
        .put("acceptances", new JsonArray().add(made.theAcceptance()))
        .put("refused", made.refused());
  }

  /** A set of two, as it travels, and one of its returned shares. */
  static JsonObject wireSet() {
    return new NotaryVectors().set.toJson();
  }

  static JsonObject wireReturn() {
    return new NotaryVectors().theReturn().getJsonObject("returned");
  }

  private static List<Secret> split(Secret secret, int k, int n, byte[] coefficients) {
    return SecretShares.split(secret, k, n, Fixed.random(coefficients.clone()));
  }

  private static JsonArray splits() {
    JsonArray splits = new JsonArray();
    for (int[] kn : new int[][] {{1, 1}, {2, 2}, {2, 3}, {3, 5}}) {
      Secret secret = Fixed.secret("split " + kn[0] + " of " + kn[1], 32);
      byte[] coefficients = Fixed.bytes("coefficients of " + kn[0], 32 * (kn[0] - 1));
      splits.add(
          new JsonObject()
              .put("secret", hex(secret.revealBytes()))
              .put("k", kn[0])
              .put("n", kn[1])
              .put("coefficients", hex(coefficients))
              .put("shares", hexes(split(secret, kn[0], kn[1], coefficients))));
    }
    return splits;
  }

  private static JsonArray hexes(List<Secret> shares) {
    return new JsonArray(shares.stream().map(share -> hex(share.revealBytes())).toList());
  }

  private static JsonArray refusedShares() {
    String good = "01" + "22".repeat(32);
    return new JsonArray()
        .add(refusedShares("no share"))
        .add(refusedShares("x is 0", "00" + "22".repeat(32)))
        .add(refusedShares("the same x twice", good, "01" + "33".repeat(32)))
        .add(refusedShares("a byte too few", "01" + "22".repeat(31)))
        .add(refusedShares("a byte too many", "01" + "22".repeat(33)));
  }

  private static JsonObject refusedShares(String name, String... shares) {
    return new JsonObject().put("name", name).put("shares", new JsonArray(List.of(shares)));
  }

  private NotarySet set() {
    Map<String, String> commitments = new LinkedHashMap<>();
    commitments.put(Fixed.BOB, share(0).commitment(SET, Fixed.BOB));
    commitments.put(Fixed.CAROL, share(1).commitment(SET, Fixed.CAROL));
    NotarySet unsigned =
        new NotarySet(
            SET,
            Fixed.ALICE,
            K,
            List.of(Fixed.BOB, Fixed.CAROL),
            RecoveryKey.of(Fixed.secret("recovery key", 32)).id(),
            Fixed.CREATED,
            commitments,
            alice.keyId(),
            "");
    return unsigned.withSignature(alice.sign(unsigned.signedBytes()));
  }

  private NotaryShare share(int i) {
    return NotaryShare.of(shares.get(i));
  }

  private JsonObject theSet() {
    return new JsonObject()
        .put("key", hex(Fixed.bytes("recovery key", 32)))
        .put("coefficients", hex(coefficients))
        .put("signer", alice.card().toJson())
        .put("set", set.toJson())
        .put("signedBytes", hex(set.signedBytes()))
        .put("shares", new JsonArray().add(sealed(0, bob)).add(sealed(1, carol)));
  }

  private JsonObject sealed(int i, OwnerKey notary) {
    byte[] randomness = Fixed.bytes("share " + i, 64);
    String sealed =
        share(i).sealTo(notary.card(), SET, Fixed.ALICE, Fixed.random(randomness.clone()));
    return new JsonObject()
        .put("notary", Fixed.seeds(notary))
        .put("share", hex(shares.get(i).revealBytes()))
        .put("info", hex(NotaryShare.info(SET, Fixed.ALICE, notary.owner())))
        .put("encapsulationRandomness", hex(randomness))
        .put("sealed", sealed);
  }

  private JsonObject theReturn() {
    byte[] randomness = Fixed.bytes("returned share", 64);
    ShareReturn returned = returned(share(0), randomness);
    return new JsonObject()
        .put("requestId", REQUEST)
        .put("newKey", Fixed.seeds(newKey))
        .put("newKeyId", newKey.keyId())
        .put("notary", Fixed.BOB)
        .put("signer", bob.card().toJson())
        .put("set", set.toJson())
        .put("share", hex(shares.get(0).revealBytes()))
        .put("info", hex(NotaryShare.returnInfo(set, REQUEST, Fixed.BOB, newKey.keyId())))
        .put("encapsulationRandomness", hex(randomness))
        .put("returned", returned.toJson())
        .put("signedBytes", hex(signedBytes(returned.sealed())));
  }

  private JsonObject theAcceptance() {
    long at = Fixed.CREATED + 1_000;
    byte[] signed = SetAcceptance.signedBytes(set, Fixed.BOB, at);
    return new JsonObject()
        .put("notary", Fixed.BOB)
        .put("signer", bob.card().toJson())
        .put("set", set.toJson())
        .put("acceptance", new SetAcceptance(at, bob.keyId(), bob.sign(signed)).toJson())
        .put("signedBytes", hex(signed));
  }

  private ShareReturn returned(NotaryShare share, byte[] randomness) {
    String sealed =
        share.sealBackTo(newKey.card(), set, Fixed.BOB, REQUEST, Fixed.random(randomness.clone()));
    return new ShareReturn(sealed, bob.keyId(), bob.sign(signedBytes(sealed)));
  }

  private byte[] signedBytes(String sealed) {
    return ShareReturn.signedBytes(
        ShareReturn.Request.of(set, REQUEST, newKey.keyId()), Fixed.BOB, sealed);
  }

  private JsonArray refused() {
    byte[] randomness = Fixed.bytes("refused share", 64);
    String other = returned(share(1), randomness).sealed();
    String good = returned(share(0), randomness).sealed();
    return new JsonArray()
        .add(refused("another share than was committed to", "COMMITMENT", newKey, REQUEST, other))
        .add(refused("another request", "OPEN", newKey, SET, good))
        .add(refused("another key", "OPEN", alice, REQUEST, good));
  }

  private JsonObject refused(
      String name, String kind, OwnerKey key, String requestId, String sealed) {
    return new JsonObject()
        .put("name", name)
        .put("kind", kind)
        .put("set", set.toJson())
        .put("notary", Fixed.BOB)
        .put("requestId", requestId)
        .put("newKey", Fixed.seeds(key))
        .put("sealed", sealed);
  }
}
