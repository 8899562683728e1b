package dev.salus.core.testkit;

import dev.salus.protocol.ExchangeRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Exchange records, rightly signed, with random bytes where a key is sealed. */
public final class TestExchange {

  private TestExchange() {}

  /** A record from the first key's owner to the second's, sealed to both. */
  public static ExchangeRecord between(TestKey delegator, TestKey delegate, long createdAt) {
    return signed(delegator, delegate.owner(), createdAt, sealedTo(delegator, delegate));
  }

  /** A record with these entries. */
  public static ExchangeRecord signed(
      TestKey delegator, String delegate, long createdAt, Map<String, String> sealed) {
    String id = UUID.randomUUID().toString();
    String commitment = TestKey.random(32);
    return new ExchangeRecord(
        id,
        delegator.owner(),
        delegate,
        createdAt,
        commitment,
        delegator.keyId(),
        delegator.sign(
            ExchangeRecord.signedBytes(id, delegator.owner(), delegate, createdAt, commitment)),
        sealed,
        Map.of());
  }

  /** An entry for each key. */
  public static Map<String, String> sealedTo(TestKey... keys) {
    Map<String, String> sealed = new LinkedHashMap<>();
    for (TestKey key : keys) {
      sealed.put(key.keyId(), entry());
    }
    return sealed;
  }

  /** What a sealed exchange key looks like. */
  public static String entry() {
    return TestKey.random(ExchangeRecord.SEALED_BYTES);
  }
}
