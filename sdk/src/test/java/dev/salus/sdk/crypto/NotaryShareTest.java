package dev.salus.sdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.NotarySet;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A share on its way to its notary and back (protocol §9.4). */
class NotaryShareTest {

  private static final String CAROL = TestKeys.ENTITY;
  private static final String REQUEST = "55555555-5555-4555-8555-555555555555";

  private final OwnerKey bob = TestKeys.key(TestKeys.BOB);
  private final OwnerKey newKey = TestKeys.key(TestKeys.ALICE);
  private final NotaryShare share = NotaryShare.of(Secret.random(33, TestKeys.RANDOM));
  private final NotarySet set = set(TestKeys.EXCHANGE, TestKeys.ALICE, TestKeys.BOB, share);

  private static NotarySet set(String id, String owner, String notary, NotaryShare share) {
    return new NotarySet(
        id,
        owner,
        1,
        List.of(notary),
        "AAAAAAAAAAAAAAAAAAAAAA",
        0,
        Map.of(notary, share.commitment(id, notary)),
        "",
        "");
  }

  private String sealed() {
    return share.sealTo(bob.card(), set.setId(), set.owner(), TestKeys.RANDOM);
  }

  private String returned() {
    return share.sealBackTo(newKey.card(), set, TestKeys.BOB, REQUEST, TestKeys.RANDOM);
  }

  @Test
  void itsNotaryOpensItAndTheOneWhoAsksWhatComesBack() {
    assertThat(NotaryShare.open(set, bob, sealed()).secret()).isEqualTo(share.secret());
    assertThat(NotaryShare.openReturned(set, TestKeys.BOB, REQUEST, newKey, returned()).secret())
        .isEqualTo(share.secret());
  }

  @Test
  void nobodyElseOpensItNorInAnotherPlace() {
    TestKeys.fails(Kind.OPEN, () -> NotaryShare.open(set, TestKeys.key(TestKeys.BOB), sealed()));
    NotarySet otherSet = set(REQUEST, TestKeys.ALICE, TestKeys.BOB, share);
    TestKeys.fails(Kind.OPEN, () -> NotaryShare.open(otherSet, bob, sealed()));
    NotarySet otherOwner = set(set.setId(), CAROL, TestKeys.BOB, share);
    TestKeys.fails(Kind.OPEN, () -> NotaryShare.open(otherOwner, bob, sealed()));

    back(set, TestKeys.BOB, REQUEST, TestKeys.key(TestKeys.ALICE));
    back(set, TestKeys.BOB, set.setId(), newKey);
    back(set(set.setId(), TestKeys.ALICE, CAROL, share), CAROL, REQUEST, newKey);
    back(otherOwner, TestKeys.BOB, REQUEST, newKey);
    back(otherSet, TestKeys.BOB, REQUEST, newKey);
  }

  private void back(NotarySet other, String notary, String request, OwnerKey key) {
    TestKeys.fails(
        Kind.OPEN, () -> NotaryShare.openReturned(other, notary, request, key, returned()));
  }

  @Test
  void anotherShareThanTheSetCommitsToIsRefused() {
    NotaryShare other = NotaryShare.of(Secret.random(33, TestKeys.RANDOM));
    String toNotary = other.sealTo(bob.card(), set.setId(), set.owner(), TestKeys.RANDOM);
    String back = other.sealBackTo(newKey.card(), set, TestKeys.BOB, REQUEST, TestKeys.RANDOM);

    TestKeys.fails(Kind.COMMITMENT, () -> NotaryShare.open(set, bob, toNotary));
    TestKeys.fails(
        Kind.COMMITMENT, () -> NotaryShare.openReturned(set, TestKeys.BOB, REQUEST, newKey, back));
  }

  @Test
  void theCommitmentBindsSetNotaryAndShare() {
    NotaryShare other = NotaryShare.of(Secret.random(33, TestKeys.RANDOM));
    String commitment = share.commitment(set.setId(), TestKeys.BOB);

    assertThat(NotaryShare.of(share.secret()).commitment(set.setId(), TestKeys.BOB))
        .isEqualTo(commitment);
    assertThat(other.commitment(set.setId(), TestKeys.BOB)).isNotEqualTo(commitment);
    assertThat(share.commitment(REQUEST, TestKeys.BOB)).isNotEqualTo(commitment);
    assertThat(share.commitment(set.setId(), CAROL)).isNotEqualTo(commitment);
  }

  @Test
  void printingItShowsNothing() {
    assertThat(share).hasToString("[REDACTED]");
  }
}
