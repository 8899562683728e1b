package dev.salus.sdk.account;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Invalid;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.transport.CardServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The card of whoever accepted an invitation: one answer decides, and is used (T28). */
final class ConfirmedInvitationTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String TOKEN = "AAAAAAAAAAAAAAAAAAAAAA";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final KeyRing alice = KeyRing.generate(ALICE, clock, random);
  private final OwnerKey bob = OwnerKey.generate(BOB, clock, random);
  private final OwnerKey planted = OwnerKey.generate(BOB, clock, random);
  private final InvitationCode code = InvitationCode.of(TOKEN, BOB, random);
  private final InMemoryKeyStore store = new InMemoryKeyStore();
  private final CardServer server = new CardServer();
  private final CardDirectory cards =
      new CardDirectory(vertx, server.api(), alice, TrustPolicy.trustOnFirstUse(), clock);
  private final Invitations invitations =
      new Invitations(
          server.api(),
          random,
          NeedsKeys.of(
              Optional.of(new OwnerKeys(alice, KeyRingSaver.to(store, alice, vertx), cards))));

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void t28_whatFirstUseTookIsGoneThoughTheServerListsTheProvenCardOnceOnly() {
    server.publish(planted.card());
    assertThat(await(cards.cards(BOB)).live()).containsExactly(planted.card());
    answer(bob.card(), code.proof(bob.keyId()));
    server.publish(bob.card());
    server.on(
        Operation.CARDS,
        (asked, honest) -> {
          Future<JsonObject> answer = honest.get();
          server.list(BOB, planted.card());
          return answer;
        });

    assertThat(await(invitations.confirm(code))).contains(BOB);

    assertThat(await(cards.refreshed(BOB)).card(planted.keyId())).isEmpty();
    KeyRing kept = await(store.load(ALICE)).orElseThrow();
    assertThat(kept.pins(BOB)).as("saved before the call ends").isEqualTo(alice.pins(BOB));
    assertThat(cards.isPinned(BOB, bob.keyId())).isTrue();
    assertThat(cards.isPinned(BOB, planted.keyId())).isFalse();
  }

  @Test
  void aCardWithAnotherProofIsNotTaken() {
    server.publish(bob.card(), planted.card());
    answer(planted.card(), code.proof(bob.keyId()));

    assertThatThrownBy(() -> await(invitations.confirm(code)))
        .isInstanceOfSatisfying(
            Invalid.class, refused -> assertThat(refused.field()).isEqualTo("proof"));
    assertThat(alice.pins(BOB)).isEmpty();
  }

  @Test
  void aCardWhoseOwnSignatureDoesNotHoldIsNotTaken() {
    KeyCard forged =
        KeyCard.parse(bob.card().toJson().put("signature", planted.card().signature()));
    answer(forged, code.proof(bob.keyId()));

    assertThatThrownBy(() -> await(invitations.confirm(code))).isInstanceOf(Invalid.class);
    assertThat(alice.pins(BOB)).isEmpty();
  }

  @Test
  void nobodyHasAccepted() {
    server.on(Operation.INVITATION, (asked, honest) -> Future.succeededFuture(new JsonObject()));

    assertThat(await(invitations.confirm(code))).isEmpty();
  }

  private void answer(KeyCard card, String proof) {
    server.on(
        Operation.INVITATION,
        (asked, honest) ->
            Future.succeededFuture(
                new JsonObject().put("card", card.toJson()).put("proof", proof)));
  }
}
