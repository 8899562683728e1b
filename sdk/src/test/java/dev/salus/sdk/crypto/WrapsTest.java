package dev.salus.sdk.crypto;

import static dev.salus.sdk.crypto.TestKeys.ALICE;
import static dev.salus.sdk.crypto.TestKeys.BOB;
import static dev.salus.sdk.crypto.TestKeys.ENTITY;
import static dev.salus.sdk.crypto.TestKeys.EXCHANGE;
import static dev.salus.sdk.crypto.TestKeys.RANDOM;
import static dev.salus.sdk.crypto.TestKeys.bytes;
import static dev.salus.sdk.crypto.TestKeys.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.StrictJson;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WrapsTest {

  private static final EntityType TYPE = EntityType.DATA_SAMPLE;

  private final Wraps wraps = new Wraps(new AeadBox(RANDOM));
  private final Secret wrapKey = Secret.random(32, RANDOM);
  private final byte[] hash = bytes(32);
  private final EntityKey key = EntityKey.generate(2, RANDOM);

  private String wrap(long version) {
    return wraps.wrap(key, version, wrapKey, TYPE, ENTITY, EXCHANGE, 2, hash);
  }

  @Property(tries = 50)
  void unwrapsWhatItWrapped(
      @ForAll @LongRange(min = 0, max = StrictJson.MAX_INTEGER) long generation,
      @ForAll @LongRange(min = 0, max = StrictJson.MAX_INTEGER) long version) {
    EntityKey any = EntityKey.generate(generation, RANDOM);
    String wrapped = wraps.wrap(any, version, wrapKey, TYPE, ENTITY, EXCHANGE, generation, hash);
    WrappedKey opened = wraps.unwrap(wrapped, wrapKey, TYPE, ENTITY, EXCHANGE, generation, hash);
    assertThat(opened.version()).isEqualTo(version);
    assertThat(opened.key().secret()).isEqualTo(any.secret());
    assertThat(opened.key().generation()).isEqualTo(generation);
    assertThat(opened.key().commitment()).isEqualTo(any.commitment());
  }

  @Property(tries = 200)
  void findsAnyChangedBit(
      @ForAll @IntRange(min = 0, max = 10_000) int at, @ForAll @IntRange(max = 7) int bit) {
    byte[] raw = Base64Url.decode(wrap(1), "wrapped");
    raw[at % raw.length] ^= (byte) (1 << bit);
    String changed = Base64Url.encode(raw);
    fails(Kind.OPEN, () -> wraps.unwrap(changed, wrapKey, TYPE, ENTITY, EXCHANGE, 2, hash));
  }

  @Test
  void isBoundToEverything() {
    String wrapped = wrap(1);
    Secret otherKey = Secret.random(32, RANDOM);
    EntityType patient = EntityType.PATIENT;
    byte[] otherHash = bytes(32);
    fails(Kind.OPEN, () -> wraps.unwrap(wrapped, otherKey, TYPE, ENTITY, EXCHANGE, 2, hash));
    fails(Kind.OPEN, () -> wraps.unwrap(wrapped, wrapKey, patient, ENTITY, EXCHANGE, 2, hash));
    fails(Kind.OPEN, () -> wraps.unwrap(wrapped, wrapKey, TYPE, ALICE, EXCHANGE, 2, hash));
    fails(Kind.OPEN, () -> wraps.unwrap(wrapped, wrapKey, TYPE, ENTITY, ALICE, 2, hash));
    fails(Kind.OPEN, () -> wraps.unwrap(wrapped, wrapKey, TYPE, ENTITY, EXCHANGE, 3, hash));
    fails(Kind.OPEN, () -> wraps.unwrap(wrapped, wrapKey, TYPE, ENTITY, EXCHANGE, 2, otherHash));
  }

  @Test
  void aLinkIsNoWrapAndAWrapNoLink() {
    String wrapped = wrap(1);
    String link = wraps.wrapLink(ALICE, null, wrapKey, TYPE, ENTITY, EXCHANGE, hash);
    fails(Kind.OPEN, () -> wraps.unwrapLink(wrapped, wrapKey, TYPE, ENTITY, EXCHANGE, hash));
    fails(Kind.OPEN, () -> wraps.unwrap(link, wrapKey, TYPE, ENTITY, EXCHANGE, 2, hash));
  }

  @Test
  void wrapsNoKeyOfAnotherGeneration() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wraps.wrap(key, 1, wrapKey, TYPE, ENTITY, EXCHANGE, 3, hash));
  }

  @Test
  void whatIsNoBase64IsAViolation() {
    assertThatThrownBy(() -> wraps.unwrap("=", wrapKey, TYPE, ENTITY, EXCHANGE, 2, hash))
        .isInstanceOf(ProtocolViolation.class);
    fails(Kind.OPEN, () -> wraps.unwrap("", wrapKey, TYPE, ENTITY, EXCHANGE, 2, hash));
  }

  @Test
  void linkFieldsComeBackEachOnItsOwn() {
    Secret secret = PatientLinks.newSecret(RANDOM);
    for (String patient : new String[] {null, ALICE}) {
      for (Secret shared : new Secret[] {null, secret}) {
        String link = wraps.wrapLink(patient, shared, wrapKey, TYPE, ENTITY, EXCHANGE, hash);
        assertThat(wraps.unwrapLink(link, wrapKey, TYPE, ENTITY, EXCHANGE, hash))
            .isEqualTo(new LinkFields(patient, shared));
      }
    }
  }

  @Test
  void aLinkIsBoundToEverything() {
    String link = wraps.wrapLink(ALICE, null, wrapKey, TYPE, ENTITY, EXCHANGE, hash);
    Secret otherKey = Secret.random(32, RANDOM);
    EntityType patient = EntityType.PATIENT;
    fails(Kind.OPEN, () -> wraps.unwrapLink(link, otherKey, TYPE, ENTITY, EXCHANGE, hash));
    fails(Kind.OPEN, () -> wraps.unwrapLink(link, wrapKey, patient, ENTITY, EXCHANGE, hash));
    fails(Kind.OPEN, () -> wraps.unwrapLink(link, wrapKey, TYPE, BOB, EXCHANGE, hash));
    fails(Kind.OPEN, () -> wraps.unwrapLink(link, wrapKey, TYPE, ENTITY, BOB, hash));
    fails(Kind.OPEN, () -> wraps.unwrapLink(link, wrapKey, TYPE, ENTITY, EXCHANGE, bytes(32)));
  }

  @Test
  void printsNoSecret() {
    Secret secret = PatientLinks.newSecret(RANDOM);
    assertThat(new LinkFields(ALICE, secret).toString())
        .doesNotContain(Base64Url.encode(secret.reveal()));
    assertThat(new WrappedKey(key, 1).toString())
        .doesNotContain(Base64Url.encode(key.secret().reveal()));
  }
}
