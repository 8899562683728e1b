package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.salus.api.NotFound;
import dev.salus.app.server.SalusServer;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.token.SigningKey;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.StandaloneSalus;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.HttpTransport;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples against a server as {@code salus serve} runs it. */
class PracticeTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final Vertx VERTX = Vertx.vertx();
  private static SalusServer server;
  private static Salus admin;
  private static URI address;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    SalusServer.Settings settings =
        SalusServer.Settings.defaults().with(GatewayOptions.defaults().listeningOn("127.0.0.1", 0));
    server =
        SalusServer.start(VERTX, settings, SigningKey.generate(new SecureRandom())).await();
    server.ensureAdmin("admin", PASSWORD).await();
    address = URI.create("http://127.0.0.1:" + server.port());
    admin = Salus.connect(VERTX, SalusOptions.of(transport("admin"))).await();
  }

  @AfterAll
  static void stop() {
    admin.close().eventually(server::close).eventually(VERTX::close).await();
  }

  @Test
  void aColleagueReadsWhatWasShared() throws Exception {
    String annaId = account("anna");
    String bertId = account("bert");
    try (Practice anna = practice("anna", directory.resolve("anna"));
        Practice bert = practice("bert", directory.resolve("bert"))) {
      Patient john = anna.register("John", "Snow");
      Patient shared = anna.share(john, bertId);

      Patient noted = bert.note(bert.find(shared.requireId()).get(), "Winter is coming");
      assertEquals("Winter is coming", anna.find(noted.requireId()).get().note());
      assertEquals("again", anna.note(john, "again").note(), "John as he was is stale by now");
      assertEquals(annaId, anna.salus().userApi().getLoggedUser().await().dataOwner());
    }
  }

  @Test
  void whoLosesTheKeysHasThemBackFromPaper() throws Exception {
    account("clara");
    AtomicReference<String> paper = new AtomicReference<>();
    Patient john;
    try (Practice clara = practice("clara", directory.resolve("laptop"))) {
      john = clara.register("John", "Snow");
      assertFalse(FirstDay.hasCurrentPaper(clara.salus()));
      FirstDay.makePaper(clara.salus(), paper::set);
      assertTrue(FirstDay.hasCurrentPaper(clara.salus()));
    }
    try (Practice again =
        new Practice(
            address,
            "clara",
            PASSWORD,
            directory.resolve("new-laptop"),
            "another passphrase".toCharArray(),
            FirstDay.firstUse(() -> false, paper::get))) {
      assertEquals("Snow", again.find(john.requireId()).get().lastName());
    }
  }

  @Test
  void aPatientIsInvitedAndReadsTheirRecord() {
    account("dora");
    try (Practice dora = practice("dora", directory.resolve("dora"))) {
      Patient john = dora.register("John", "Snow");
      InvitationCode code = Invitation.invite(dora.salus(), john);
      assertEquals(Optional.empty(), Invitation.handOver(dora.salus(), code));

      InMemoryKeyStore johnsKeys = new InMemoryKeyStore();
      Invitation.accept(VERTX, address, code.reveal(), "john", PASSWORD, johnsKeys).await();
      assertEquals(Optional.of(List.of()), Invitation.handOver(dora.salus(), code));

      try (StandaloneSalus johns =
          Salus.open(
              vertx ->
                  SalusOptions.of(new HttpTransport(vertx, address, "john", PASSWORD))
                      .withKeyStore(johnsKeys))) {
        assertEquals(
            "Snow", johns.salus().patientApi().getPatient(john.requireId()).await().lastName());
      }
    }
  }

  @Test
  void aPublishedCodeIsFoundAndAnotherIsNot() {
    String id = account("emil");
    KeyRing keys = KeyRing.generate(id, Clock.systemUTC(), new SecureRandom());
    try (StandaloneSalus emil =
        Salus.open(
            vertx ->
                PublishedCodes.publishing(new HttpTransport(vertx, address, "emil", PASSWORD))
                    .withKeyRing(keys))) {
      Patient john =
          emil.salus()
              .patientApi()
              .createOrModifyPatient(Patient.builder().firstName("John").build())
              .await();
      PublishedCodes.measure(emil.salus(), john.requireId(), 81.5);

      assertEquals(1, PublishedCodes.weights(emil.salus()).size());
    }
  }

  @Test
  void whoIsLockedOutOpensNeitherThePatientNorTheSamplesNorWhatComes() {
    String belasId = account("bela");
    account("fritz");
    try (Practice fritz = practice("fritz", directory.resolve("fritz"));
        Practice bela = practice("bela", directory.resolve("bela"))) {
      Salus salus = fritz.salus();
      salus.userApi().shareAllFutureDataWith(List.of(belasId)).await();
      String john = fritz.register("John", "Snow").requireId();
      DataSample sample = DataSample.builder().content(Map.of("und", Content.number(81.5))).build();
      String early =
          salus.dataSampleApi().createOrModifyDataSampleFor(john, sample).await().requireId();
      assertEquals(early, bela.salus().dataSampleApi().getDataSample(early).await().id());

      LockingOut done = LockingOut.of(salus, john, belasId);

      assertEquals(Set.of(), done.alsoLost);
      assertEquals(Set.of(), done.withoutKey);
      assertEquals(List.of(), done.stay);
      String late =
          salus.dataSampleApi().createOrModifyDataSampleFor(john, sample).await().requireId();
      for (String id : List.of(early, late)) {
        var reading = bela.salus().dataSampleApi().getDataSample(id);
        assertThrows(NotFound.class, reading::await);
      }
      var reading = bela.salus().patientApi().getPatient(john);
      assertThrows(NotFound.class, reading::await);
    }
  }

  private static Practice practice(String login, Path keys) {
    return new Practice(
        address,
        login,
        PASSWORD,
        keys,
        "a passphrase".toCharArray(),
        FirstDay.firstUse(() -> true, () -> "not asked"));
  }

  private static String account(String login) {
    String owner =
        admin.dataOwnerApi().createDataOwner(DataOwner.Type.HCP, login).await().id();
    admin.userApi().createUser(login, PASSWORD, List.of(), owner).await();
    return owner;
  }

  private static HttpTransport transport(String login) {
    return new HttpTransport(VERTX, address, login, PASSWORD);
  }
}
