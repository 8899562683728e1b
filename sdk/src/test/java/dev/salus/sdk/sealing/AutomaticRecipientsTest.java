package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.NotFound;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.AutoSharePolicy;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.sealing.AutomaticRecipients.Delegates;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With whom new entities are shared (protocol §7). */
final class AutomaticRecipientsTest {

  private static final String NOBODY = "66666666-6666-4666-8666-666666666666";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final ScriptedServer server = new ScriptedServer();
  private final Member alice = member("11111111-1111-4111-8111-111111111111");
  private final Member bob = member("22222222-2222-4222-8222-222222222222");
  private final Member carol = member("44444444-4444-4444-8444-444444444444");
  private final Member dora = member("55555555-5555-4555-8555-555555555555");

  private Member member(String id) {
    return Member.of(vertx, server, id, clock);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void policy(List<String> all, List<String> medical, List<String> administrative) {
    AutoSharePolicy unsigned =
        new AutoSharePolicy(
            alice.id(), 1, clock.millis(), all, medical, administrative, alice.key().keyId(), "");
    AutoSharePolicy signed = unsigned.withSignature(alice.key().sign(unsigned.signedBytes()));
    JsonObject answer = new JsonObject().put("policy", signed.toJson()).put("rev", "1-a");
    server.on(Operation.POLICY, (asked, honest) -> Future.succeededFuture(answer.copy()));
    alice.ring.policy().raise(1);
  }

  private Delegates of(EntityType type) {
    return await(alice.tools.recipients().of(type));
  }

  private static List<String> delegates(List<Recipient> recipients) {
    return recipients.stream().map(recipient -> recipient.exchange().delegate()).toList();
  }

  @Test
  void eachKindGetsWhatItIsFor() {
    policy(List.of(bob.id(), alice.id()), List.of(carol.id()), List.of(dora.id(), bob.id()));
    LinkFields link = new LinkFields(null, PatientLinks.newSecret(new SecureRandom()));

    List<Recipient> patients = of(EntityType.PATIENT).recipients(link);
    List<Recipient> samples = of(EntityType.DATA_SAMPLE).recipients(link);

    assertThat(delegates(patients)).containsExactly(bob.id(), carol.id(), dora.id());
    assertThat(patients).extracting(Recipient::permission).containsOnly(Permission.WRITE);
    assertThat(patients.get(0).link()).isEqualTo(link);
    assertThat(patients.get(2).link()).isEqualTo(Member.NO_LINK);
    assertThat(delegates(samples)).containsExactly(bob.id(), carol.id());
    assertThat(delegates(of(EntityType.HEALTHCARE_ELEMENT).recipients(link)))
        .containsExactly(bob.id(), carol.id());
  }

  @Test
  void whoCannotBeSharedWithIsSkippedAndNamed() {
    policy(List.of(bob.id(), NOBODY), List.of(), List.of());

    Delegates delegates = of(EntityType.PATIENT);

    assertThat(delegates.fully()).hasSize(1);
    assertThat(delegates.skipped())
        .singleElement()
        .satisfies(
            skipped -> {
              assertThat(skipped.delegate()).isEqualTo(NOBODY);
              assertThat(skipped.reason()).contains("no live key card");
            });
  }

  @Test
  void whatPassesFailsTheCreationAndWhatDoesNotSkips() {
    policy(List.of(bob.id()), List.of(), List.of());
    for (RuntimeException passes :
        List.of(
            new Unavailable("away", 1),
            new TooManyRequests("slowly", 1),
            new Unauthenticated("who are you"))) {
      server.on(Operation.CREATE_EXCHANGE, (asked, honest) -> Future.failedFuture(passes));

      failure(passes.getClass(), alice.tools.recipients().of(EntityType.PATIENT));
    }
    server.on(
        Operation.CREATE_EXCHANGE, (asked, honest) -> Future.failedFuture(new NotFound("gone")));
    assertThat(of(EntityType.PATIENT).skipped())
        .containsExactly(new SkippedDelegate(bob.id(), "gone"));
    server.on(
        Operation.CREATE_EXCHANGE,
        (asked, honest) -> Future.failedFuture(new IllegalStateException("a secret")));
    assertThat(of(EntityType.PATIENT).skipped())
        .containsExactly(new SkippedDelegate(bob.id(), "unknown"));
  }

  @Test
  void aPolicyThatIsRefusedSharesWithNobodyAndSaysSo() {
    server.on(
        Operation.POLICY,
        (asked, honest) -> Future.succeededFuture(new JsonObject().put("policy", "all")));

    Delegates delegates = of(EntityType.PATIENT);

    assertThat(delegates.recipients(Member.NO_LINK)).isEmpty();
    assertThat(delegates.skipped()).extracting(SkippedDelegate::delegate).containsExactly("*");
  }

  @Test
  void aServerThatIsAwayIsNoPolicyThatIsRefused() {
    server.on(Operation.POLICY, (asked, honest) -> Future.failedFuture(new Unavailable("away", 1)));

    failure(Unavailable.class, alice.tools.recipients().of(EntityType.PATIENT));
  }
}
