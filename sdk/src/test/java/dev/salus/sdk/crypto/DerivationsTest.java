package dev.salus.sdk.crypto;

import static dev.salus.sdk.crypto.TestKeys.ALICE;
import static dev.salus.sdk.crypto.TestKeys.BOB;
import static dev.salus.sdk.crypto.TestKeys.RANDOM;
import static dev.salus.sdk.crypto.TestKeys.fails;
import static dev.salus.sdk.crypto.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Entity keys, links and fingerprints. */
class DerivationsTest {

  @Test
  void commitmentIsToOneKey() {
    EntityKey key = EntityKey.generate(1, RANDOM);
    EntityKey other = EntityKey.generate(1, RANDOM);
    assertThat(key.requireCommitment(key.commitment())).isSameAs(key);
    assertThat(EntityKey.of(9, key.secret()).commitment()).isEqualTo(key.commitment());
    fails(Kind.COMMITMENT, () -> key.requireCommitment(other.commitment()));
    fails(Kind.COMMITMENT, () -> key.requireCommitment(""));
  }

  @Test
  void entityKeyPrintsNoKeyAndHasItsLength() {
    EntityKey key = EntityKey.generate(3, RANDOM);
    assertThat(key).hasToString("EntityKey[generation=3]");
    assertThatIllegalArgumentException().isThrownBy(() -> EntityKey.of(1, Secret.of(new byte[16])));
  }

  @Test
  void linksTellPatientsAndTypesApart() {
    Secret secret = PatientLinks.newSecret(RANDOM);
    Secret other = PatientLinks.newSecret(RANDOM);
    assertThat(secret.length()).isEqualTo(16);
    Stream<String> links =
        Stream.of(secret, other)
            .flatMap(
                patient ->
                    Arrays.stream(EntityType.values()).map(t -> PatientLinks.link(patient, t)));
    assertThat(links.distinct()).hasSize(6);
    String link = PatientLinks.link(secret, EntityType.DATA_SAMPLE);
    assertThat(PatientLinks.link(secret, EntityType.DATA_SAMPLE)).isEqualTo(link);
    assertThat(Base64Url.decode(link, "link")).hasSize(16);
  }

  @Test
  void fingerprintHasTwelveGroupsOfFiveDigits() {
    String keyId = key(ALICE).keyId();
    assertThat(Fingerprint.of(ALICE, keyId)).matches("\\d{5}( \\d{5}){11}");
    assertThat(Fingerprint.of(ALICE, keyId)).isEqualTo(Fingerprint.of(ALICE, keyId));
    assertThat(Fingerprint.of(BOB, keyId)).isNotEqualTo(Fingerprint.of(ALICE, keyId));
    assertThat(Fingerprint.of(ALICE, key(ALICE).keyId()))
        .isNotEqualTo(Fingerprint.of(ALICE, keyId));
  }

  @Test
  void hkdfDependsOnEveryInput() {
    byte[] ikm = {1, 2, 3};
    assertThat(Kdf.hkdf(ikm, "a", 32)).hasSize(32).isNotEqualTo(Kdf.hkdf(ikm, "b", 32));
    assertThat(Kdf.hkdf(ikm, "a", 32)).isNotEqualTo(Kdf.hkdf(new byte[] {1, 2}, "a", 32));
    assertThat(Kdf.hkdf(ikm, "a", 16)).isEqualTo(Arrays.copyOf(Kdf.hkdf(ikm, "a", 32), 16));
    assertThat(ikm).containsExactly(1, 2, 3);
  }
}
