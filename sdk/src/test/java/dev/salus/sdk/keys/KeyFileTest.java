package dev.salus.sdk.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a key file says (protocol §9.1). */
final class KeyFileTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final int GIB = 1024 * 1024;

  private final SecureRandom random = new SecureRandom();
  private final AeadBox boxes = new AeadBox(random);
  private final Secret key = Secret.random(32, random);
  private final String salt = Base64Url.encode(new byte[Argon2.SALT_BYTES]);
  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), random);
  private final KeyFile file = KeyFile.seal(ring, key, new Argon2.Costs(8_192, 2, 3), salt, boxes);

  @Test
  void costsAreUsualUpToTheirBoundsAndNoFurther() {
    for (Argon2.Costs usual :
        List.of(new Argon2.Costs(8 * 1024, 1, 1), new Argon2.Costs(GIB, 10, 16))) {
      assertThat(KeyFile.areUsual(usual)).as(usual.toString()).isTrue();
      assertThat(new KeyFile(ALICE, usual, salt, "").hasUsualCosts()).isTrue();
    }
    for (Argon2.Costs unusual :
        List.of(
            new Argon2.Costs(8 * 1024 - 1, 1, 1),
            new Argon2.Costs(GIB + 1, 1, 1),
            new Argon2.Costs(8 * 1024, 0, 1),
            new Argon2.Costs(8 * 1024, 11, 1),
            new Argon2.Costs(8 * 1024, 1, 0),
            new Argon2.Costs(8 * 1024, 1, 17))) {
      assertThat(KeyFile.areUsual(unusual)).as(unusual.toString()).isFalse();
      assertThat(new KeyFile(ALICE, unusual, salt, "").hasUsualCosts()).isFalse();
    }
  }

  @Test
  void itsBytesSayWhatItSays() {
    KeyFile read = KeyFile.parse(file.toBytes());

    assertThat(read).isEqualTo(file);
    assertThat(read.open(key, boxes).exportJson()).isEqualTo(ring.exportJson());
  }

  @Test
  void itOpensUnderNoOtherKeyCostsOrSalt() {
    byte[] otherSalt = new byte[Argon2.SALT_BYTES];
    otherSalt[15] = 1;
    Argon2.Costs costs = file.costs();

    doesNotOpen(file, Secret.random(32, random));
    doesNotOpen(new KeyFile(ALICE, new Argon2.Costs(8_193, 2, 3), salt, file.box()), key);
    doesNotOpen(new KeyFile(ALICE, new Argon2.Costs(8_192, 3, 3), salt, file.box()), key);
    doesNotOpen(new KeyFile(ALICE, new Argon2.Costs(8_192, 2, 2), salt, file.box()), key);
    doesNotOpen(new KeyFile(ALICE, costs, Base64Url.encode(otherSalt), file.box()), key);
  }

  private void doesNotOpen(KeyFile other, Secret with) {
    assertThatThrownBy(() -> other.open(with, boxes))
        .isInstanceOfSatisfying(
            CryptoFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(CryptoFailure.Kind.OPEN));
  }

  @Test
  void itsKeyFollowsFromPassphraseAndSalt() {
    KeyFile cheap = new KeyFile(ALICE, FileKeyStoreTest.CHEAP, salt, "");
    Secret passphrase = Secret.of("snow".getBytes(StandardCharsets.UTF_8));
    Secret derived = Argon2.derive(passphrase, new byte[Argon2.SALT_BYTES], cheap.costs());

    assertThat(cheap.derive(passphrase)).isEqualTo(derived);
  }

  @Test
  void whatIsNotItsFormIsNamed() {
    String text = new String(file.toBytes(), StandardCharsets.UTF_8);
    names("v", text.replace("\"v\":1", "\"v\":2"));
    names("kdf", text.replace("argon2id", "argon2i"));
    names("salt", text.replace(salt, "AAAA"));
    names("box", text.replace(file.box(), ""));
    names("owner", text.replace(ALICE, "alice"));
    names("more", text.replace("\"v\":1", "\"v\":1,\"more\":1"));
  }

  private static void names(String field, String text) {
    assertThatThrownBy(() -> KeyFile.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            ProtocolViolation.class, violation -> assertThat(violation.field()).isEqualTo(field));
  }
}
