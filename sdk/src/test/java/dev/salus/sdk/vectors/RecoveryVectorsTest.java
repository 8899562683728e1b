package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.bytes;
import static dev.salus.sdk.vectors.VectorFiles.cases;
import static dev.salus.sdk.vectors.VectorFiles.hex;
import static dev.salus.sdk.vectors.VectorFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salus.api.Invalid;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.SetAcceptance;
import dev.salus.protocol.ShareReturn;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.NotaryShare;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.SecretShares;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.recovery.RingSnapshot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Reads the vectors of invitations, recovery keys and notaries and checks the product with them.
 */
class RecoveryVectorsTest {

  private static final String RECOVERY = "recovery.json";
  private static final String NOTARIES = "notaries.json";
  private static final String INTEROP = "recovery-interop.json";

  private final AeadBox box = new AeadBox(new SecureRandom());

  private static RecoveryKey key(JsonObject c) {
    return RecoveryKey.of(Secret.of(bytes(c, "key")));
  }

  private static List<Secret> secrets(JsonArray hexes) {
    return hexes.stream().map(text -> Secret.of(HexFormat.of().parseHex((String) text))).toList();
  }

  @Test
  void keysAreWrittenAndRead() {
    cases(RECOVERY, "keys")
        .forEach(
            c -> {
              assertThat(key(c).reveal()).isEqualTo(c.getString("text"));
              assertThat(key(c).id()).isEqualTo(c.getString("recoveryId"));
              JsonArray typed = c.getJsonArray("typed");
              assertThat(typed).isNotEmpty();
              typed.forEach(
                  text ->
                      assertThat(RecoveryKey.parse((String) text).secret())
                          .isEqualTo(key(c).secret()));
            });
  }

  @Test
  void mistypedKeysAreRefused() {
    JsonArray mistyped = read(RECOVERY).getJsonArray("mistyped");
    assertThat(mistyped).isNotEmpty();
    mistyped.forEach(
        text ->
            assertThat(
                    catchThrowableOfType(
                            RecoveryRefused.class, () -> RecoveryKey.parse((String) text))
                        .reason())
                .isEqualTo(Reason.MISTYPED));
  }

  @Test
  void boxesOpen() {
    requireOpen(RECOVERY);
  }

  @Test
  void s67_boxesOfTheTypeScriptSdkOpen() {
    requireOpen(INTEROP);
  }

  private void requireOpen(String name) {
    cases(name, "boxes")
        .forEach(
            c ->
                assertThat(
                        RingSnapshot.open(c.getString("box"), c.getString("owner"), key(c), box)
                            .exportJson())
                    .isEqualTo(c.getJsonObject("keyRing")));
  }

  @Test
  void boxesThatAreNoneAreRefused() {
    cases(RECOVERY, "refused")
        .forEach(
            c -> {
              RecoveryRefused refused =
                  catchThrowableOfType(
                      RecoveryRefused.class,
                      () ->
                          RingSnapshot.open(c.getString("box"), c.getString("owner"), key(c), box));
              assertThat(refused).as(c.getString("name")).isNotNull();
              assertThat(refused.reason()).isEqualTo(Reason.BROKEN);
            });
  }

  @Test
  void secretsAreSplitAndCombined() {
    cases(NOTARIES, "splits")
        .forEach(
            c -> {
              Secret secret = Secret.of(bytes(c, "secret"));
              List<Secret> shares = secrets(c.getJsonArray("shares"));
              int k = c.getInteger("k");
              assertThat(
                      SecretShares.split(
                          secret, k, c.getInteger("n"), Fixed.random(bytes(c, "coefficients"))))
                  .isEqualTo(shares);
              assertThat(SecretShares.combine(shares.subList(0, k))).isEqualTo(secret);
              assertThat(SecretShares.combine(shares.subList(shares.size() - k, shares.size())))
                  .isEqualTo(secret);
            });
    cases(NOTARIES, "refusedShares")
        .forEach(
            c ->
                assertThatIllegalArgumentException()
                    .as(c.getString("name"))
                    .isThrownBy(() -> SecretShares.combine(secrets(c.getJsonArray("shares")))));
  }

  @Test
  void s67_sharesOfTheTypeScriptSdkGiveTheSecret() {
    cases(INTEROP, "splits")
        .forEach(
            c -> {
              List<Secret> shares = secrets(c.getJsonArray("shares"));
              int needed = c.getInteger("k");
              assertThat(shares).hasSize(c.getInteger("n"));
              assertThat(
                      SecretShares.combine(shares.subList(shares.size() - needed, shares.size())))
                  .isEqualTo(Secret.of(bytes(c, "secret")));
            });
  }

  @Test
  void setsVerifyAndTheirSharesOpen() {
    cases(NOTARIES, "sets")
        .forEach(
            c -> {
              NotarySet set = NotarySet.parse(c.getJsonObject("set"));
              assertThat(hex(set.signedBytes())).isEqualTo(c.getString("signedBytes"));
              assertThat(
                      KeyCard.parse(c.getJsonObject("signer"))
                          .verifies(set.signedBytes(), set.signature()))
                  .isTrue();
              assertThat(key(c).id()).isEqualTo(set.recoveryId());
              VectorFiles.objects(c, "shares").forEach(share -> opens(set, share));
            });
  }

  private static void opens(NotarySet set, JsonObject c) {
    OwnerKey notary = CardVectorsTest.key(c.getJsonObject("notary"));
    assertThat(hex(NotaryShare.info(set.setId(), set.owner(), notary.owner())))
        .isEqualTo(c.getString("info"));
    NotaryShare share = NotaryShare.open(set, notary, c.getString("sealed"));
    assertThat(hex(share.secret().revealBytes())).isEqualTo(c.getString("share"));
    assertThat(
            share.sealTo(
                notary.card(),
                set.setId(),
                set.owner(),
                Fixed.random(bytes(c, "encapsulationRandomness"))))
        .isEqualTo(c.getString("sealed"));
  }

  @Test
  void returnedSharesVerifyAndOpen() {
    cases(NOTARIES, "returns")
        .forEach(
            c -> {
              NotarySet set = NotarySet.parse(c.getJsonObject("set"));
              ShareReturn returned = ShareReturn.parse(c.getJsonObject("returned"));
              byte[] signed =
                  ShareReturn.signedBytes(
                      ShareReturn.Request.of(
                          set, c.getString("requestId"), c.getString("newKeyId")),
                      c.getString("notary"),
                      returned.sealed());
              assertThat(hex(signed)).isEqualTo(c.getString("signedBytes"));
              assertThat(
                      KeyCard.parse(c.getJsonObject("signer"))
                          .verifies(signed, returned.signature()))
                  .isTrue();
              assertThat(hex(openReturned(c, returned.sealed()).secret().revealBytes()))
                  .isEqualTo(c.getString("share"));
            });
  }

  @Test
  void acceptancesVerify() {
    cases(NOTARIES, "acceptances")
        .forEach(
            c -> {
              SetAcceptance acceptance = SetAcceptance.parse(c.getJsonObject("acceptance"));
              byte[] signed =
                  SetAcceptance.signedBytes(
                      NotarySet.parse(c.getJsonObject("set")),
                      c.getString("notary"),
                      acceptance.at());
              assertThat(hex(signed)).isEqualTo(c.getString("signedBytes"));
              assertThat(
                      KeyCard.parse(c.getJsonObject("signer"))
                          .verifies(signed, acceptance.signature()))
                  .isTrue();
            });
  }

  private static NotaryShare openReturned(JsonObject c, String sealed) {
    return NotaryShare.openReturned(
        NotarySet.parse(c.getJsonObject("set")),
        c.getString("notary"),
        c.getString("requestId"),
        CardVectorsTest.key(c.getJsonObject("newKey")),
        sealed);
  }

  @Test
  void returnedSharesThatAreNoneAreRefused() {
    cases(NOTARIES, "refused")
        .forEach(
            c -> {
              CryptoFailure failure =
                  catchThrowableOfType(
                      CryptoFailure.class, () -> openReturned(c, c.getString("sealed")));
              assertThat(failure).as(c.getString("name")).isNotNull();
              assertThat(failure.kind().name()).isEqualTo(c.getString("kind"));
            });
  }

  @Test
  void invitationCodesAreReadAndProveTheCard() {
    cases("invitations.json", "cases")
        .forEach(
            c -> {
              InvitationCode code = InvitationCode.parse(c.getString("code"));
              assertThat(code.dataOwner()).isEqualTo(c.getString("owner"));
              assertThat(code.reveal()).isEqualTo(c.getString("code"));
              JsonObject sent = InvitationVectors.accepted(c.getString("code"));
              assertThat(sent.getString("token")).isEqualTo(c.getString("token"));
              assertThat(sent.getString("proof")).isEqualTo(c.getString("proof"));
            });
    JsonArray refused = read("invitations.json").getJsonArray("refused");
    assertThat(refused).isNotEmpty();
    refused.forEach(
        text ->
            assertThatThrownBy(() -> InvitationCode.parse((String) text))
                .isInstanceOf(Invalid.class));
  }
}
