package dev.salus.sdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Keys and expectations that the tests of this package share. */
final class TestKeys {

  static final SecureRandom RANDOM = new SecureRandom();
  static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);
  static final String ALICE = "11111111-1111-4111-8111-111111111111";
  static final String BOB = "22222222-2222-4222-8222-222222222222";
  static final String ENTITY = "33333333-3333-4333-8333-333333333333";
  static final String EXCHANGE = "44444444-4444-4444-8444-444444444444";

  private TestKeys() {}

  static OwnerKey key(String owner) {
    return OwnerKey.generate(owner, CLOCK, RANDOM);
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  static void fails(CryptoFailure.Kind kind, ThrowingCallable call) {
    CryptoFailure failure = catchThrowableOfType(CryptoFailure.class, call);
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).isEqualTo(kind);
  }
}
