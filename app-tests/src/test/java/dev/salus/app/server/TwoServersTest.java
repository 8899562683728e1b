package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.event.ChangeFilter;
import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.app.scenarios.stage.EventRecorder;
import dev.salus.core.SalusSettings;
import dev.salus.core.identity.password.PasswordHashing;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.token.SigningKey;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.storage.couchdb.testing.CouchDbServer;
import dev.salus.storage.couchdb.testing.FaultyProxy;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers that have a database in common, and no more. */
class TwoServersTest {

  private static final String LOGIN = "hcp1";
  private static final String PASSWORD = "correct horse battery staple";

  private final Vertx one = Vertx.vertx();
  private final Vertx other = Vertx.vertx();
  private final Vertx clients = Vertx.vertx();
  private final CouchDbServer couchDb = SharedCouchDb.get();
  private final String prefix = "two-servers-" + UUID.randomUUID() + "-";
  private final SigningKey key = SigningKey.generate(new SecureRandom());
  private FaultyProxy proxy;
  private SalusServer first;
  private SalusServer second;
  private KeyRing keys;

  @BeforeEach
  void start() throws Exception {
    proxy = await(FaultyProxy.start(clients, couchDb.url()));
    first = await(SalusServer.start(one, settings(couchDb.url()), key));
    second = await(SalusServer.start(other, settings(proxy.url()), key));
    await(first.ensureAdmin("admin", PASSWORD));
    HttpTransport transport = new HttpTransport(clients, address(first), "admin", PASSWORD);
    Salus admin = await(Salus.connect(clients, SalusOptions.of(transport)));
    DataOwner owner = await(admin.dataOwnerApi().createDataOwner(DataOwner.Type.HCP, LOGIN));
    await(admin.userApi().createUser(LOGIN, PASSWORD, List.of(), owner.id()));
    keys = KeyRing.generate(owner.id(), Clock.systemUTC(), new SecureRandom());
  }

  @AfterEach
  void stop() throws Exception {
    await(first.close());
    await(second.close());
    await(proxy.stop());
    for (Vertx each : List.of(one, other, clients)) {
      await(each.close());
    }
  }

  private SalusServer.Settings settings(String url) {
    JsonObject store =
        couchDb.options(prefix).put("url", url).put("retryAfterMs", 10).put("heartbeatMs", 200);
    return SalusServer.Settings.defaults()
        .on("couchdb", store)
        .with(SalusSettings.defaults().withPasswords(PasswordHashing.DEFAULT.withCosts(64, 1, 1)))
        .with(GatewayOptions.defaults().listeningOn("127.0.0.1", 0));
  }

  private static URI address(SalusServer server) {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  private Salus connect(SalusServer server) throws Exception {
    HttpTransport transport = new HttpTransport(clients, address(server), LOGIN, PASSWORD);
    return await(Salus.connect(clients, SalusOptions.of(transport).withKeyRing(keys)));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(180, TimeUnit.SECONDS);
  }

  private static Patient create(Salus salus, String name) throws Exception {
    return await(
        salus.patientApi().createOrModifyPatient(Patient.builder().firstName(name).build()));
  }

  private static void assertTold(EventRecorder told, Patient patient, Kind kind) {
    told.assertNext(EntityType.PATIENT, patient.requireId(), patient.metadata().rev(), kind);
  }

  @Test
  void whatIsWrittenThroughOneIsToldByBothOnce() throws Exception {
    Salus here = connect(first);
    Salus there = connect(second);
    EventRecorder toldHere = new EventRecorder();
    EventRecorder toldThere = new EventRecorder();
    await(here.patientApi().subscribe(toldHere));
    await(there.patientApi().subscribe(toldThere));

    Patient john = create(here, "John");
    assertTold(toldHere, john, Kind.CREATED);
    assertTold(toldThere, john, Kind.CREATED);
    await(here.patientApi().deletePatient(john.requireId()));
    assertThat(toldHere.next().kind()).isEqualTo(Kind.DELETED);
    assertThat(toldThere.next().kind()).isEqualTo(Kind.DELETED);
    Patient last = create(there, "Jane");
    assertTold(toldHere, last, Kind.CREATED);
    assertTold(toldThere, last, Kind.CREATED);
    assertThat(toldHere.waiting() + toldThere.waiting()).isZero();
  }

  @Test
  void whoIsCutOffFromOneMissesNothingAtTheOther() throws Exception {
    Salus here = connect(first);
    BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    ChangeFilter all = ChangeFilter.ALL;
    HttpTransport cut = new HttpTransport(clients, address(first), LOGIN, PASSWORD);
    await(cut.subscribe(all.after("now"), heard::add));
    String since = next(heard).getString("position");
    await(cut.close());
    Patient john = create(here, "John");

    HttpTransport other = new HttpTransport(clients, address(second), LOGIN, PASSWORD);
    await(other.subscribe(all.after(since), heard::add));

    JsonObject told = next(heard);
    while (told.containsKey("position")) {
      told = next(heard);
    }
    assertThat(told.getString("id")).isEqualTo(john.requireId());
    await(other.close());
  }

  private static JsonObject next(BlockingQueue<JsonObject> heard) throws InterruptedException {
    JsonObject told = heard.poll(180, TimeUnit.SECONDS);
    assertThat(told).as("told").isNotNull();
    return told;
  }

  @Test
  void whatIsWrittenWhileOneDoesNotReachTheStoreIsToldByItAfterwards() throws Exception {
    Salus here = connect(first);
    EventRecorder toldThere = new EventRecorder();
    await(connect(second).patientApi().subscribe(toldThere));
    for (int i = 0; i < 3; i++) {
      proxy.plan("feed=continuous", FaultyProxy.Fault.LOST_REQUEST);
    }

    proxy.cutAll();
    Patient john = create(here, "John");
    Patient jane = create(here, "Jane");

    assertTold(toldThere, john, Kind.CREATED);
    assertTold(toldThere, jane, Kind.CREATED);
    assertThat(toldThere.waiting()).isZero();
  }
}
