package dev.salus.app.scenarios.large;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.large.SmallHeapClient.Report;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Large;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.account.Invitations;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.HttpTransport;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Scenario S15 with many entities: the SDK shares them in a process of its own whose heap is
 * smaller than they are.
 */
@Order(AllDataInASmallHeapTest.EARLY)
final class AllDataInASmallHeapTest {

  /** It takes long, so others can run beside it. */
  static final int EARLY = 2;

  /**
   * Many entities, each with so long a comment.
   *
   * @param heap of the process that shares them
   */
  private record Form(int samples, int commentChars, String heap) {}

  /** Few that are long in the usual build, many that are short in the large one. */
  private static final Form FORM =
      Large.form(new Form(1_000, 100_000, "-Xmx80m"), new Form(100_000, 10, "-Xmx96m"));

  private static final int BATCH = 250;

  private final ManyEntitiesServer server = new ManyEntitiesServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void s15_moreEntitiesThanFitIntoTheHeapAreShared() throws Exception {
    KeyRing keys = hcp();
    Salus hcp =
        await(
            Salus.connect(
                server.vertx(), SalusOptions.of(server.transport("hcp")).withKeyRing(keys)));
    Patient john = await(hcp.patientApi().createOrModifyPatient(Examples.johnSnow()));
    invite(hcp, john);
    JsonObject asOfNow = keys.exportJson();
    DataSample sample =
        Examples.helloWorld().toBuilder().comment("x".repeat(FORM.commentChars())).build();
    for (int i = 0; i < FORM.samples(); i += BATCH) {
      List<BatchResult<DataSample>> made =
          await(
              hcp.dataSampleApi()
                  .createOrModifyDataSamplesFor(john.id(), Collections.nCopies(BATCH, sample)));
      assertThat(made).allMatch(one -> one instanceof BatchResult.Done);
    }

    List<Report> reports = run(asOfNow, john);

    assertThat(reports).hasSize(2);
    assertThat(reports.get(0).shared()).isEqualTo(FORM.samples() + 1);
    assertThat(reports.get(0).hadAccess() + reports.get(0).failed()).isZero();
    assertThat(reports.get(1).hadAccess()).isEqualTo(FORM.samples() + 1);
    assertThat(reports.get(1).shared() + reports.get(1).failed()).isZero();
    assertThat(reports.get(0).maxHeapBytes())
        .as("all of them do not fit into the heap")
        .isLessThan(server.storedChars());
  }

  private KeyRing hcp() {
    Salus admin =
        await(
            Salus.connect(
                server.vertx(),
                SalusOptions.of(
                    new HttpTransport(
                        server.vertx(), server.address(), "admin", ManyEntitiesServer.PASSWORD))));
    DataOwner owner = await(admin.dataOwnerApi().createDataOwner(DataOwner.Type.HCP, "hcp1"));
    await(admin.userApi().createUser("hcp", ManyEntitiesServer.PASSWORD, List.of(), owner.id()));
    await(admin.close());
    return KeyRing.generate(owner.id(), Clock.systemUTC(), new SecureRandom());
  }

  private void invite(Salus hcp, Patient john) {
    InvitationCode code = await(hcp.patientApi().inviteUser(john));
    KeyRing patients = KeyRing.generate(code.dataOwner(), Clock.systemUTC(), new SecureRandom());
    await(
        Invitations.accept(
            body -> HttpTransport.acceptInvitation(server.vertx(), server.address(), body),
            code,
            "john",
            ManyEntitiesServer.PASSWORD,
            patients));
    assertThat(await(hcp.patientApi().confirmInvitation(code))).contains(john.id());
  }

  private List<Report> run(JsonObject keys, Patient john) throws Exception {
    JsonObject task =
        new JsonObject()
            .put("address", server.address().toString())
            .put("login", "hcp")
            .put("password", ManyEntitiesServer.PASSWORD)
            .put("patient", john.id())
            .put("keys", keys);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                FORM.heap(),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapClient.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      process.getOutputStream().write(task.encode().getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      List<Report> reports =
          process.inputReader().lines().map(Report::read).flatMap(Optional::stream).toList();
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      return reports;
    } finally {
      process.destroyForcibly();
    }
  }
}
