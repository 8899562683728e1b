package dev.salus.sdk.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.AsymmetricOperation;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifiedSignaturesTest {

  private static final byte[] MESSAGE = "who gives what to whom".getBytes(UTF_8);

  private final VerifiedSignatures signatures = new VerifiedSignatures();
  private final OwnerKey alice = key("11111111-1111-4111-8111-111111111111");
  private final OwnerKey bob = key("22222222-2222-4222-8222-222222222222");

  private static OwnerKey key(String owner) {
    return OwnerKey.generate(owner, Clock.systemUTC(), new SecureRandom());
  }

  @Test
  void whatIsKnownOfOneSignatureHoldsForNoOther() {
    String signature = signatures.sign(alice, MESSAGE);
    String other = alice.sign("another message".getBytes(UTF_8));
    assertThat(signatures.holds(alice.card(), MESSAGE, signature)).isTrue();

    assertThat(signatures.holds(bob.card(), MESSAGE, signature)).isFalse();
    assertThat(signatures.holds(alice.card(), new byte[0], signature)).isFalse();
    assertThat(signatures.holds(alice.card(), MESSAGE, other)).isFalse();
    KeyCard named = alice.card();
    KeyCard withBobsKey =
        new KeyCard(
            named.owner(),
            named.keyId(),
            named.kem(),
            bob.card().sign(),
            named.createdAt(),
            named.signature(),
            List.of(),
            null);
    assertThat(signatures.holds(withBobsKey, MESSAGE, signature)).isFalse();
  }

  @Test
  void whatDoesNotHoldIsNotRememberedToHold() {
    String false1 = bob.sign(MESSAGE);

    assertThat(signatures.holds(alice.card(), MESSAGE, false1)).isFalse();
    assertThat(signatures.holds(alice.card(), MESSAGE, false1)).isFalse();
  }

  @Test
  void whatHeldOnceOrWasSignedHereIsNotVerifiedAgain(@TempDir Path directory) throws IOException {
    String signature = alice.sign(MESSAGE);
    long verified;
    try (Recording recording = new Recording()) {
      recording.enable(AsymmetricOperation.class).withoutThreshold();
      recording.start();
      for (int i = 0; i < 3; i++) {
        assertThat(signatures.holds(alice.card(), MESSAGE, signature)).isTrue();
      }
      String own = signatures.sign(bob, MESSAGE);
      assertThat(signatures.holds(bob.card(), MESSAGE, own)).isTrue();
      recording.stop();
      Path file = directory.resolve("verified.jfr");
      recording.dump(file);
      verified = RecordingFile.readAllEvents(file).stream().filter(this::isHere).count();
    }

    assertThat(verified).isEqualTo(1);
  }

  /** Other tests verify meanwhile, on threads of their own. */
  private boolean isHere(RecordedEvent event) {
    return event.getEventType().getName().equals("salus.AsymmetricOperation")
        && event.getString("kind").equals(AsymmetricOperation.VERIFY)
        && event.getThread().getJavaThreadId() == Thread.currentThread().getId();
  }
}
