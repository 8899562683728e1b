package dev.salus.core.testkit;

import dev.salus.protocol.NotarySet;
import dev.salus.protocol.SetAcceptance;
import dev.salus.protocol.ShareReturn;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Notary sets and returned shares, rightly signed, with random bytes where a share is sealed. */
public final class TestNotaries {

  private TestNotaries() {}

  /** A set of these notaries. */
  public static NotarySet set(TestKey owner, int k, long createdAt, TestKey... notaries) {
    List<String> ids = Stream.of(notaries).map(TestKey::owner).sorted().toList();
    Map<String, String> commitments = new LinkedHashMap<>();
    ids.forEach(id -> commitments.put(id, TestKey.random(32)));
    return signed(
        owner,
        new NotarySet(
            UUID.randomUUID().toString(),
            owner.owner(),
            k,
            ids,
            TestKey.random(NotarySet.RECOVERY_ID_BYTES),
            createdAt,
            commitments,
            owner.keyId(),
            ""));
  }

  /** The same set, signed by this key as it stands. */
  public static NotarySet signed(TestKey by, NotarySet set) {
    return set.withSignature(by.sign(set.signedBytes()));
  }

  /** What is sent to keep a set, each share sealed to one card. */
  public static JsonObject body(NotarySet set, TestKey... notaries) {
    JsonObject shares = new JsonObject();
    for (TestKey notary : notaries) {
      shares.put(notary.owner(), new JsonObject().put(notary.keyId(), sealedShare()));
    }
    return new JsonObject().put("set", set.toJson()).put("shares", shares);
  }

  /** A share that is given back. */
  public static ShareReturn giveBack(
      TestKey notary, NotarySet set, String requestId, String newKeyId) {
    String sealed = sealedShare();
    byte[] message =
        ShareReturn.signedBytes(
            ShareReturn.Request.of(set, requestId, newKeyId), notary.owner(), sealed);
    return new ShareReturn(sealed, notary.keyId(), notary.sign(message));
  }

  /** That a notary has taken a set on. */
  public static SetAcceptance accepted(TestKey notary, NotarySet set, long at) {
    byte[] message = SetAcceptance.signedBytes(set, notary.owner(), at);
    return new SetAcceptance(at, notary.keyId(), notary.sign(message));
  }

  /** What a sealed share looks like. */
  public static String sealedShare() {
    return TestKey.random(NotarySet.SEALED_SHARE_BYTES);
  }
}
