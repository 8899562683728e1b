package dev.salus.sdk.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Revocation;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.SeenEntity;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class SeenCheckTest {

  private static final String ID = "33333333-3333-4333-8333-333333333333";
  private static final String AUTHOR = "11111111-1111-4111-8111-111111111111";
  private static final String OTHER = "22222222-2222-4222-8222-222222222222";
  private static final List<Revocation> NOBODY = List.of();

  private final KeyRing keyRing = KeyRing.generate(AUTHOR, Clock.systemUTC(), new SecureRandom());
  private final SeenCheck check = new SeenCheck(keyRing);

  @Test
  void whatContradictsWhatWasSeenIsRefused() {
    List<Revocation> revoked = List.of(new Revocation(OTHER, 2));
    seen(entity(5, 2, AUTHOR, revoked, 0));

    refused(What.ROLLBACK, () -> seen(entity(4, 2, AUTHOR, revoked, 0)));
    refused(What.ROLLBACK, () -> seen(entity(6, 1, AUTHOR, revoked, 0)));
    refused(What.HISTORY, () -> seen(entity(6, 2, OTHER, revoked, 0)));
    refused(What.HISTORY, () -> seen(entity(6, 2, AUTHOR, NOBODY, 0)));
    refused(What.FORK, () -> seen(entity(5, 2, AUTHOR, revoked, 1)));
    seen(entity(5, 2, AUTHOR, revoked, 0));
    seen(entity(6, 3, AUTHOR, revoked, 0));
  }

  @Test
  void ofTwoAnswersUnderWayAtOnceTheOlderOneIsNoStepBack() {
    seen(entity(1, 1, AUTHOR, NOBODY, 0));
    Optional<SeenEntity> before = check.before(ID);
    seen(entity(3, 1, AUTHOR, NOBODY, 0));

    check.check(entity(2, 1, AUTHOR, NOBODY, 0), before);

    assertThat(check.before(ID)).map(SeenEntity::version).contains(3L);
  }

  @Test
  void ofTwoAnswersUnderWayAtOnceBothAreTheSameVersionOrOneIsRefused() {
    seen(entity(1, 1, AUTHOR, NOBODY, 0));
    Optional<SeenEntity> before = check.before(ID);
    check.check(entity(2, 1, AUTHOR, NOBODY, 0), before);

    refused(What.FORK, () -> check.check(entity(2, 1, AUTHOR, NOBODY, 1), before));
  }

  @Test
  void ofTwoFirstAnswersUnderWayAtOnceBothAreBySameAuthorOrOneIsRefused() {
    Optional<SeenEntity> before = check.before(ID);
    check.check(entity(1, 1, AUTHOR, NOBODY, 0), before);

    refused(What.HISTORY, () -> check.check(entity(2, 1, OTHER, NOBODY, 0), before));
  }

  @Test
  void ofTwoAnswersUnderWayAtOnceTheNewerOneHasTheNewerKey() {
    seen(entity(1, 1, AUTHOR, NOBODY, 0));
    Optional<SeenEntity> before = check.before(ID);
    check.check(entity(2, 2, AUTHOR, List.of(new Revocation(OTHER, 2)), 0), before);

    refused(What.HISTORY, () -> check.check(entity(3, 1, AUTHOR, NOBODY, 0), before));
    refused(What.HISTORY, () -> check.check(entity(3, 2, AUTHOR, NOBODY, 0), before));
  }

  @Test
  void whatWasWrittenIsNoStepBackIfSomebodyWroteAgainSince() {
    seen(entity(3, 1, AUTHOR, NOBODY, 0));

    check.written(entity(2, 1, AUTHOR, NOBODY, 0));

    assertThat(check.before(ID)).map(SeenEntity::version).contains(3L);
  }

  @Test
  void whatWasWrittenIsRemembered() {
    seen(entity(1, 1, AUTHOR, NOBODY, 0));

    check.written(entity(2, 1, AUTHOR, NOBODY, 0));

    refused(What.ROLLBACK, () -> seen(entity(1, 1, AUTHOR, NOBODY, 0)));
    refused(What.FORK, () -> seen(entity(2, 1, AUTHOR, NOBODY, 1)));
  }

  private void seen(Entity entity) {
    check.check(entity, check.before(ID));
  }

  private static void refused(What what, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TamperedEntity.class, refused -> assertThat(refused.what()).isEqualTo(what));
  }

  private static Entity entity(
      long version, long generation, String author, List<Revocation> revoked, int variant) {
    String bytes = Base64Url.encode(new byte[32]);
    EntityHeader header =
        new EntityHeader(
            EntityType.PATIENT,
            ID,
            1,
            1,
            author,
            author,
            ID,
            version,
            generation,
            bytes,
            revoked,
            List.of(),
            List.of(),
            bytes);
    byte[] signature = new byte[64];
    signature[0] = (byte) variant;
    return new Entity(header, bytes, Base64Url.encode(signature), List.of(), "1-a");
  }
}
