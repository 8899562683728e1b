package dev.salus.core.testkit;

import dev.salus.api.Caller;
import dev.salus.protocol.Digests;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Pae;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;

/**
 * A data owner with one key, and with exchanges whose ids follow from who shares with whom. The
 * same name is the same data owner, unless it is given an id.
 */
public final class TestOwner {

  private final String id;
  private final TestKey key;

  private TestOwner(String id, long createdAt) {
    this.id = id;
    this.key = new TestKey(id, createdAt);
  }

  public static TestOwner named(String name) {
    return new TestOwner(uuid("owner", name), 0);
  }

  /** The data owner that got this id from somewhere, with a new key. */
  public static TestOwner of(String id, long createdAt) {
    return new TestOwner(id, createdAt);
  }

  public String id() {
    return id;
  }

  public TestKey key() {
    return key;
  }

  public String keyId() {
    return key.keyId();
  }

  /** The caller that this data owner's user is. */
  public Caller caller() {
    return Caller.ofDataOwner(id, id);
  }

  /** Base64url of its signature. */
  public String sign(byte[] message) {
    return key.sign(message);
  }

  /** The id of the exchange that it uses for this delegate. */
  public String exchangeTo(TestOwner delegate) {
    return exchangeTo(delegate, 0);
  }

  /** The id of one of several exchanges that it uses for this delegate. */
  public String exchangeTo(TestOwner delegate, int number) {
    return exchangeTo(delegate.id, number);
  }

  /** As {@link #exchangeTo(TestOwner)}, by the delegate's id. */
  public String exchangeToId(String delegate) {
    return exchangeTo(delegate, 0);
  }

  private String exchangeTo(String delegate, int number) {
    return uuid("exchange", id + delegate + number);
  }

  /** The record of {@link #exchangeTo(TestOwner)}. */
  public ExchangeRecord exchangeRecordTo(TestOwner delegate, long createdAt) {
    String exchangeId = exchangeTo(delegate);
    String commitment = TestKey.random(32);
    return new ExchangeRecord(
        exchangeId,
        id,
        delegate.id,
        createdAt,
        commitment,
        keyId(),
        sign(ExchangeRecord.signedBytes(exchangeId, id, delegate.id, createdAt, commitment)),
        TestExchange.sealedTo(key, delegate.key),
        Map.of());
  }

  @Override
  public String toString() {
    return id.substring(0, 4);
  }

  private static String uuid(String kind, String name) {
    ByteBuffer bytes = ByteBuffer.wrap(Digests.sha256(Pae.encode(kind, name)));
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }
}
