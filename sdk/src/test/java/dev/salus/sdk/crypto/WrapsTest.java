package dev.salus.sdk.crypto;

import static dev.salus.sdk.crypto.TestKeys.ALICE;
import static dev.salus.sdk.crypto.TestKeys.ENTITY;
import static dev.salus.sdk.crypto.TestKeys.EXCHANGE;
import static dev.salus.sdk.crypto.TestKeys.RANDOM;
import static dev.salus.sdk.crypto.TestKeys.bytes;
import static dev.salus.sdk.crypto.TestKeys.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.StrictJson;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import java.util.List;
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
  private final DelegationPlace place = new DelegationPlace(TYPE, ENTITY, EXCHANGE, hash);
  private final EntityKey key = EntityKey.generate(2, RANDOM);

  /** The place with one thing changed in it. */
  private List<DelegationPlace> others() {
    return List.of(
        new DelegationPlace(EntityType.PATIENT, ENTITY, EXCHANGE, hash),
        new DelegationPlace(TYPE, ALICE, EXCHANGE, hash),
        new DelegationPlace(TYPE, ENTITY, ALICE, hash),
        new DelegationPlace(TYPE, ENTITY, EXCHANGE, bytes(32)));
  }

  private String wrap(long version) {
    return wraps.wrap(key, version, wrapKey, place);
  }

  @Property(tries = 50)
  void unwrapsWhatItWrapped(
      @ForAll @LongRange(min = 0, max = StrictJson.MAX_INTEGER) long generation,
      @ForAll @LongRange(min = 0, max = StrictJson.MAX_INTEGER) long version) {
    EntityKey any = EntityKey.generate(generation, RANDOM);
    String wrapped = wraps.wrap(any, version, wrapKey, place);
    WrappedKey opened = wraps.unwrap(wrapped, wrapKey, place, generation);
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
    fails(Kind.OPEN, () -> wraps.unwrap(changed, wrapKey, place, 2));
  }

  @Test
  void isBoundToEverything() {
    String wrapped = wrap(1);
    Secret otherKey = Secret.random(32, RANDOM);
    fails(Kind.OPEN, () -> wraps.unwrap(wrapped, otherKey, place, 2));
    fails(Kind.OPEN, () -> wraps.unwrap(wrapped, wrapKey, place, 3));
    for (DelegationPlace other : others()) {
      fails(Kind.OPEN, () -> wraps.unwrap(wrapped, wrapKey, other, 2));
    }
  }

  @Test
  void aLinkIsNoWrapAndAWrapNoLink() {
    String wrapped = wrap(1);
    String link = wraps.wrapLink(new LinkFields(ALICE, null), wrapKey, place);
    fails(Kind.OPEN, () -> wraps.unwrapLink(wrapped, wrapKey, place));
    fails(Kind.OPEN, () -> wraps.unwrap(link, wrapKey, place, 2));
  }

  @Test
  void wrapsAKeyInItsOwnGeneration() {
    assertThat(wraps.unwrap(wrap(1), wrapKey, place, 2).key().generation()).isEqualTo(2);
    fails(Kind.OPEN, () -> wraps.unwrap(wrap(1), wrapKey, place, 1));
  }

  @Test
  void whatIsNoBase64IsAViolation() {
    assertThatThrownBy(() -> wraps.unwrap("=", wrapKey, place, 2))
        .isInstanceOf(ProtocolViolation.class);
    fails(Kind.OPEN, () -> wraps.unwrap("", wrapKey, place, 2));
  }

  @Test
  void linkFieldsComeBackEachOnItsOwn() {
    Secret secret = PatientLinks.newSecret(RANDOM);
    for (String patient : new String[] {null, ALICE}) {
      for (Secret shared : new Secret[] {null, secret}) {
        String link = wraps.wrapLink(new LinkFields(patient, shared), wrapKey, place);
        assertThat(wraps.unwrapLink(link, wrapKey, place))
            .isEqualTo(new LinkFields(patient, shared));
      }
    }
  }

  @Test
  void aLinkIsBoundToEverything() {
    String link = wraps.wrapLink(new LinkFields(ALICE, null), wrapKey, place);
    Secret otherKey = Secret.random(32, RANDOM);
    fails(Kind.OPEN, () -> wraps.unwrapLink(link, otherKey, place));
    for (DelegationPlace other : others()) {
      fails(Kind.OPEN, () -> wraps.unwrapLink(link, wrapKey, other));
    }
  }

  @Test
  void printsNoSecret() {
    Secret secret = PatientLinks.newSecret(RANDOM);
    assertThat(new LinkFields(ALICE, secret).toString())
        .doesNotContain(Base64Url.encode(secret.revealBytes()));
    assertThat(new WrappedKey(key, 1).toString())
        .doesNotContain(Base64Url.encode(key.secret().revealBytes()));
  }
}
