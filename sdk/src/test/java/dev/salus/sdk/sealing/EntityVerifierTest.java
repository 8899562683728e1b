package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.sharing.OpenedExchange;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.ListedCards;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EntityVerifierTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String CAROL = "44444444-4444-4444-8444-444444444444";
  private static final String ENTITY = "33333333-3333-4333-8333-333333333333";
  private static final LinkFields NO_LINK = new LinkFields(null, null);

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final KeyRing alice = KeyRing.generate(ALICE, clock, random);
  private final KeyRing bob = KeyRing.generate(BOB, clock, random);
  private final KeyRing carol = KeyRing.generate(CAROL, clock, random);
  private final ListedCards server = new ListedCards();
  private final CardDirectory cards =
      new CardDirectory(vertx, server.api(), alice, TrustPolicy.trustOnFirstUse(), clock);
  private final EntityVerifier verifier = new EntityVerifier(vertx, cards);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void aGrantIsBelievedNoMoreOnceItsSignersKeyIsNot() {
    Entity entity = givenByBobWrittenByCarol();
    server.answer(bob.current().card(), carol.current().card());
    assertThat(await(verifier.verify(entity)).graph().heldBy(CAROL)).hasSize(1);

    alice.pin(BOB, KeyRing.generate(BOB, clock, random).current().keyId(), "confirmed", 1);
    await(cards.refreshed(BOB));

    assertThatThrownBy(() -> await(verifier.verify(entity)))
        .isInstanceOfSatisfying(
            UntrustedKey.class,
            untrusted -> assertThat(untrusted.keyId()).isEqualTo(bob.current().keyId()));
  }

  private Entity givenByBobWrittenByCarol() {
    NewEntity made =
        new NewEntity(EntityType.PATIENT, ENTITY, content("{}"), List.of(), List.of(), NO_LINK);
    Recipient recipient = new Recipient(exchange(BOB, CAROL), Permission.WRITE, NO_LINK);
    OpenedEntity created = sealer(bob).create(made, exchange(BOB, BOB), List.of(recipient));
    return sealer(carol).modify(created, content("{\"note\":\"x\"}"), List.of()).entity();
  }

  private OpenedExchange exchange(String from, String to) {
    String id = from.substring(0, 8) + to.substring(8);
    return new OpenedExchange(from, to, clock.millis(), ExchangeKey.generate(id, random));
  }

  private EntitySealer sealer(KeyRing keys) {
    AeadBox box = new AeadBox(random);
    return new EntitySealer(keys, new Wraps(box), new ContentBox(box), clock, random);
  }

  private static Plaintext content(String json) {
    return Plaintext.of(json.getBytes(StandardCharsets.UTF_8));
  }
}
