package dev.salus.sdk.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Pae;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Scenario S45: who changes a key file without its passphrase is found out. */
class KeyFileTamperingTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";

  private final SecureRandom random = new SecureRandom();
  private final AeadBox boxes = new AeadBox(random);
  private final Secret passphrase = Passphrase.bytes("Winter is coming".toCharArray());
  private final Map<Argon2.Costs, Secret> derived = new HashMap<>();
  private final String salt = Base64Url.encode(new byte[Argon2.SALT_BYTES]);

  private KeyFile sealed(String owner) {
    KeyRing ring = KeyRing.generate(owner, Clock.systemUTC(), random);
    ring.pin(BOB, ring.current().keyId(), "confirmed", 7);
    return KeyFile.seal(
        ring, key(FileKeyStoreTest.CHEAP, salt), FileKeyStoreTest.CHEAP, salt, boxes);
  }

  /** Under the usual salt a key is derived once; under another one, anew. */
  private Secret key(Argon2.Costs costs, String under) {
    KeyFile file = new KeyFile(ALICE, costs, under, "");
    return under.equals(salt)
        ? derived.computeIfAbsent(costs, any -> file.derive(passphrase))
        : file.derive(passphrase);
  }

  /** Opens a file as the store does for Alice. */
  private KeyRing open(byte[] bytes) {
    KeyFile file = KeyFile.parse(bytes);
    if (!file.owner().equals(ALICE) || !file.hasUsualCosts()) {
      throw new CryptoFailure(CryptoFailure.Kind.OPEN);
    }
    return file.open(key(file.costs(), file.salt()), boxes);
  }

  private void isFound(byte[] changed) {
    assertThatThrownBy(() -> open(changed))
        .isInstanceOfAny(CryptoFailure.class, ProtocolViolation.class);
  }

  @Test
  void s45_eachFlippedBitOfEachByteIsFound() {
    byte[] whole = sealed(ALICE).toBytes();
    assertThat(open(whole).pins(BOB)).hasSize(1);
    for (int at = 0; at < whole.length; at++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] changed = whole.clone();
        changed[at] ^= (byte) (1 << bit);
        isFound(changed);
      }
    }
  }

  @Property(tries = 300)
  void s45_anyChangeIsFound(
      @ForAll @Size(min = 1, max = 8) byte[] put, @ForAll @IntRange(max = 100_000) int where) {
    byte[] whole = sealed(ALICE).toBytes();
    byte[] changed = whole.clone();
    int at = where % (whole.length - put.length);
    System.arraycopy(put, 0, changed, at, put.length);
    if (!Arrays.equals(changed, whole)) {
      isFound(changed);
    }
  }

  @Property(tries = 50)
  void s45_whatIsCutOffIsFound(@ForAll @IntRange(max = 100_000) int where) {
    byte[] whole = sealed(ALICE).toBytes();
    isFound(Arrays.copyOf(whole, where % whole.length));
  }

  @Property(tries = 20)
  void s45_anotherFilesBoxDoesNotFit(@ForAll @ByteRange(min = 1) byte difference) {
    KeyFile alices = sealed(ALICE);
    KeyFile bobs = sealed(BOB);
    byte[] otherSalt = new byte[Argon2.SALT_BYTES];
    otherSalt[0] = difference;

    isFound(new KeyFile(ALICE, alices.costs(), alices.salt(), bobs.box()).toBytes());
    isFound(
        new KeyFile(ALICE, alices.costs(), Base64Url.encode(otherSalt), alices.box()).toBytes());
  }

  @Test
  void aThiefOfTheFileAddsNoPin() {
    KeyRing thiefs = KeyRing.generate(ALICE, Clock.systemUTC(), random);
    thiefs.pin(BOB, thiefs.current().keyId(), "confirmed", 7);
    Secret guess =
        new KeyFile(ALICE, FileKeyStoreTest.CHEAP, salt, "")
            .derive(Passphrase.bytes("a guess".toCharArray()));

    isFound(KeyFile.seal(thiefs, guess, FileKeyStoreTest.CHEAP, salt, boxes).toBytes());

    String text = new String(sealed(ALICE).toBytes(), StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("pins", BOB, "confirmed", "kemSeed");
  }

  @Test
  void aRingOfAnotherOwnerInsideIsRefused() {
    KeyRing bobs = KeyRing.generate(BOB, Clock.systemUTC(), random);
    Secret key = key(FileKeyStoreTest.CHEAP, salt);
    byte[] plaintext = bobs.exportJson().toBuffer().getBytes();
    byte[] aad =
        Pae.encode("salus/v1/key-file", ALICE, "8192", "1", "1", new byte[Argon2.SALT_BYTES]);
    String box = Base64Url.encode(boxes.seal(key, plaintext, aad));

    KeyFile mixed = new KeyFile(ALICE, FileKeyStoreTest.CHEAP, salt, box);

    assertThatThrownBy(() -> open(mixed.toBytes()))
        .isInstanceOfSatisfying(
            CryptoFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(CryptoFailure.Kind.CONTENT));
  }
}
