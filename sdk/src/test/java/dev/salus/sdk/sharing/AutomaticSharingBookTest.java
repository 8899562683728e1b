package dev.salus.sdk.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.AutoSharePolicy;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.RefusedPolicy;
import dev.salus.sdk.error.RefusedPolicy.Reason;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.transport.ScriptedServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which policy of automatic sharing is believed, and what is written of it (protocol §7). */
final class AutomaticSharingBookTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String CAROL = "33333333-3333-4333-8333-333333333333";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final KeyRing ring = KeyRing.generate(ALICE, clock, random);
  private final ScriptedServer server = new ScriptedServer();
  private final CardDirectory cards =
      new CardDirectory(vertx, server.api(), ring, TrustPolicy.onlyConfirmed(), clock);
  private final AutomaticSharingBook book =
      new AutomaticSharingBook(
          server.api(), new OwnerKeys(ring, KeyRingSaver.keptByApplication(), cards), clock);

  AutomaticSharingBookTest() {
    server.list(ALICE, ring.current().card());
    answers(new JsonObject());
    server.on(Operation.PUT_POLICY, (asked, honest) -> Future.succeededFuture(new JsonObject()));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void answers(JsonObject answer) {
    server.on(Operation.POLICY, (asked, honest) -> Future.succeededFuture(answer.copy()));
  }

  private static JsonObject stored(AutoSharePolicy policy) {
    return new JsonObject().put("policy", policy.toJson()).put("rev", "7-g");
  }

  private AutoSharePolicy policy(String owner, long version, OwnerKey signer, long at) {
    AutoSharePolicy unsigned =
        new AutoSharePolicy(
            owner, version, at, List.of(BOB), List.of(), List.of(), signer.keyId(), "");
    return unsigned.withSignature(signer.sign(unsigned.signedBytes()));
  }

  private AutoSharePolicy own(long version) {
    return policy(ALICE, version, ring.current(), clock.millis());
  }

  private List<JsonObject> written() {
    return server.asked(Operation.PUT_POLICY).stream().map(ScriptedServer.Asked::body).toList();
  }

  private void isRefused(Reason reason, JsonObject answer) {
    answers(answer);
    assertThat(failure(RefusedPolicy.class, book.unconfirmed()).reason()).isEqualTo(reason);
    assertThat(failure(RefusedPolicy.class, book.current()).reason()).isEqualTo(reason);
    assertThat(failure(RefusedPolicy.class, book.add(SharingKind.ALL, List.of(CAROL))).reason())
        .isEqualTo(reason);
    assertThat(written()).isEmpty();
  }

  @Test
  void whereThereIsNoneTheFirstIsWrittenWithoutARevision() {
    assertThat(await(book.current())).isEqualTo(AutomaticSharing.NONE);

    AutomaticSharing shared = await(book.add(SharingKind.MEDICAL_INFORMATION, List.of(BOB)));

    assertThat(shared.of(SharingKind.MEDICAL_INFORMATION)).containsExactly(BOB);
    assertThat(written()).singleElement().satisfies(body -> isSigned(body, 1, null));
  }

  @Test
  void theNextIsWrittenAtTheRevisionThatWasRead() {
    ring.policy().raise(4);
    answers(stored(own(4)));

    await(book.add(SharingKind.ALL, List.of(CAROL)));

    assertThat(written()).singleElement().satisfies(body -> isSigned(body, 5, "7-g"));
    AutoSharePolicy next = AutoSharePolicy.parse(written().get(0).getJsonObject("policy"), "");
    assertThat(next.all()).containsExactly(BOB, CAROL);
  }

  private void isSigned(JsonObject body, long version, String rev) {
    AutoSharePolicy policy = AutoSharePolicy.parse(body.getJsonObject("policy"), "policy");
    assertThat(policy.owner()).isEqualTo(ALICE);
    assertThat(policy.version()).isEqualTo(version);
    assertThat(policy.signedBy()).isEqualTo(ring.current().keyId());
    assertThat(ring.current().card().verifies(policy.signedBytes(), policy.signature())).isTrue();
    assertThat(body.getString("rev")).isEqualTo(rev);
  }

  @Test
  void whatChangesNothingIsNotWritten() {
    ring.policy().raise(4);
    answers(stored(own(4)));

    assertThat(await(book.add(SharingKind.ALL, List.of(BOB))).of(SharingKind.ALL))
        .containsExactly(BOB);
    assertThat(await(book.remove(SharingKind.ALL, List.of(CAROL))).version()).isEqualTo(4);
    assertThat(written()).isEmpty();
  }

  @Test
  void t21_aVersionWhoseTextIsNotKnownIsBoundToTheFirstTextThatIsApplied() {
    ring.policy().raise(4);
    answers(stored(own(4)));
    await(book.current());
    assertThat(ring.policy().hash()).isNotNull();

    AutoSharePolicy other = policy(ALICE, 4, ring.current(), clock.millis() + 1);

    isRefused(Reason.FORKED, stored(other));
  }

  @Test
  void whatIsNoPolicyIsRefused() {
    isRefused(Reason.MALFORMED, new JsonObject().put("policy", "all"));
    isRefused(Reason.MALFORMED, new JsonObject().put("policy", new JsonObject()));
    JsonObject more = stored(own(1));
    more.getJsonObject("policy").put("everything", new JsonArray());
    isRefused(Reason.MALFORMED, more);
  }

  @Test
  void whatNoTrustedCardOfItsOwnerSignedThenIsRefused() {
    OwnerKey planted = OwnerKey.generate(ALICE, clock, random);
    server.list(ALICE, ring.current().card(), planted.card());
    ring.policy().raise(1);
    AutoSharePolicy changed = own(2);
    JsonObject edited = stored(changed);
    edited.getJsonObject("policy").put("all", new JsonArray().add(CAROL));

    isRefused(Reason.SIGNATURE, edited);
    isRefused(Reason.SIGNATURE, stored(policy(ALICE, 2, planted, clock.millis())));
    isRefused(Reason.SIGNATURE, stored(policy(BOB, 2, ring.current(), clock.millis())));
    assertThat(ring.policy().version()).isEqualTo(1);
  }

  @Test
  void t17_whatARetiredCardSignedLongAfterIsRefused() {
    OwnerKey old = OwnerKey.generate(ALICE, clock, random);
    ring.add(old);
    ring.policy().raise(1);
    long at = clock.millis();
    KeyCard retired = old.card().withRetirement(old.retire(old.card(), at, ring.current().keyId()));
    server.list(ALICE, ring.current().card(), retired);

    isRefused(Reason.SIGNATURE, stored(policy(ALICE, 1, old, at + Retirement.TOLERANCE_MS + 1)));
    answers(stored(policy(ALICE, 1, old, at + Retirement.TOLERANCE_MS)));
    assertThat(await(book.current()).of(SharingKind.ALL)).containsExactly(BOB);
  }

  @Test
  void whatNobodyHasLookedAtIsShownAndAppliedOnceItIsConfirmed() {
    answers(stored(own(2)));
    AutomaticSharing before = await(book.unconfirmed());
    answers(stored(own(3)));
    AutomaticSharing shown = await(book.unconfirmed());
    assertThat(shown.of(SharingKind.ALL)).containsExactly(BOB);
    assertThat(ring.policy().version()).as("looking is not confirming").isZero();
    assertThat(failure(RefusedPolicy.class, book.current()).reason()).isEqualTo(Reason.UNCONFIRMED);
    assertThat(failure(Conflict.class, book.confirm(before)).currentRev()).isEqualTo("7-g");
    assertThat(ring.policy().version()).isZero();

    assertThat(await(book.confirm(shown)).of(SharingKind.ALL)).containsExactly(BOB);

    assertThat(await(book.current()).version()).isEqualTo(3);
  }
}
