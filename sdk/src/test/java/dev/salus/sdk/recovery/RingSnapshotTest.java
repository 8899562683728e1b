package dev.salus.sdk.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Ids;
import dev.salus.protocol.RecoveryBox;
import dev.salus.protocol.Revocation;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.SeenEntity;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Copies of key rings in boxes (protocol §9.2). */
class RingSnapshotTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";

  private final SecureRandom random = new SecureRandom();
  private final AeadBox box = new AeadBox(random);
  private final RecoveryKey key = RecoveryKey.generate(random);
  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), random);

  private static void isBroken(ThrowingCallable open) {
    RecoveryRefused refused = catchThrowableOfType(RecoveryRefused.class, open);
    assertThat(refused).isNotNull();
    assertThat(refused.reason()).isEqualTo(Reason.BROKEN);
  }

  private SeenEntity seen(int revoked) {
    List<Revocation> all = new ArrayList<>();
    for (int i = 0; i < revoked; i++) {
      all.add(new Revocation(Ids.random(random), 2));
    }
    byte[] hash = new byte[32];
    random.nextBytes(hash);
    return new SeenEntity(1, 1, ALICE, 1_790_000_000_000L, all, Base64Url.encode(hash));
  }

  @Test
  void allThatARingKnowsComesBack() {
    ring.pin(BOB, ring.current().keyId(), "confirmed", 5);
    ring.policy().raise(7);
    ring.recordSeen(BOB, seen(1));

    String sealed = RingSnapshot.seal(ring, key, box);

    assertThat(RingSnapshot.open(sealed, ALICE, key, box).exportJson())
        .isEqualTo(ring.exportJson());
  }

  @Test
  void whateverElseIsAnsweredIsNoRing() {
    String sealed = RingSnapshot.seal(ring, key, box);
    byte[] changed = Base64Url.decode(sealed, "box");
    changed[20] ^= 1;

    isBroken(() -> RingSnapshot.open(sealed, ALICE, RecoveryKey.generate(random), box));
    isBroken(() -> RingSnapshot.open(sealed, BOB, key, box));
    isBroken(() -> RingSnapshot.open(Base64Url.encode(changed), ALICE, key, box));
    isBroken(() -> RingSnapshot.open("not base64url", ALICE, key, box));
    isBroken(() -> RingSnapshot.open("", ALICE, key, box));
  }

  @Test
  void whatIsInTheBoxIsARingOfThisDataOwner() throws IOException {
    isBroken(() -> RingSnapshot.open(boxed(ring.exportJson().toString()), BOB, key, box));
    isBroken(() -> RingSnapshot.open(boxed("{}"), BOB, key, box));
    isBroken(() -> RingSnapshot.open(boxed("junk"), BOB, key, box));
    isBroken(() -> RingSnapshot.open(plain("{}"), BOB, key, box));
    isBroken(() -> RingSnapshot.open(plain("{"), BOB, key, box));
    isBroken(() -> RingSnapshot.open(plain("junk"), BOB, key, box));
    isBroken(() -> RingSnapshot.open(plain(""), BOB, key, box));
    isBroken(() -> RingSnapshot.open(plain(ring.exportJson().toString()), BOB, key, box));
  }

  @Test
  void aRingThatFitsIsBoxedAsItIs() {
    byte[] inside =
        key.open(box, Base64Url.decode(RingSnapshot.seal(ring, key, box), "box"), ALICE);

    assertThat(new JsonObject(new String(inside, StandardCharsets.UTF_8)))
        .isEqualTo(ring.exportJson());
  }

  @Test
  void aBoxThatWouldTakeAllMemoryIsNotRead() throws IOException {
    String huge = boxed(" ".repeat(65 * 1024 * 1024));
    assertThat(huge.length()).isLessThan(RecoveryBox.MAX_BYTES);

    isBroken(() -> RingSnapshot.open(huge, BOB, key, box));
  }

  private String plain(String text) {
    return Base64Url.encode(key.seal(box, text.getBytes(StandardCharsets.UTF_8), BOB));
  }

  private String boxed(String json) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflating = new DeflaterOutputStream(out)) {
      deflating.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return Base64Url.encode(key.seal(box, out.toByteArray(), BOB));
  }

  @Test
  void aRingThatRemembersTheMostFits() {
    for (int i = 0; i < KeyRing.MOST_SEEN; i++) {
      ring.recordSeen(Ids.timeOrdered(Clock.systemUTC(), random), seen(0));
    }

    String sealed = RingSnapshot.seal(ring, key, box);

    assertThat(Base64Url.decodedLength(sealed)).isLessThanOrEqualTo(RecoveryBox.MAX_BYTES);
    assertThat(RingSnapshot.open(sealed, ALICE, key, box).exportJson())
        .isEqualTo(ring.exportJson());
  }

  @Test
  void ofARingThatDoesNotFitTheOldestMemoriesAreLeftOut() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      ids.add(Ids.random(random));
      ring.recordSeen(ids.get(i), seen(14));
    }

    String sealed = RingSnapshot.seal(ring, key, box);

    assertThat(Base64Url.decodedLength(sealed)).isLessThanOrEqualTo(RecoveryBox.MAX_BYTES);
    KeyRing opened = RingSnapshot.open(sealed, ALICE, key, box);
    assertThat(opened.keys()).hasSize(1);
    assertThat(opened.seen(ids.get(0))).isEmpty();
    assertThat(opened.seen(ids.get(19_999))).isEqualTo(ring.seen(ids.get(19_999)));
  }
}
