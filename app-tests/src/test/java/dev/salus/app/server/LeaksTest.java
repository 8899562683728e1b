package dev.salus.app.server;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.salus.api.Caller;
import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import dev.salus.app.server.SalusServer.Settings;
import dev.salus.core.SalusSettings;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.token.SigningKey;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.change.ChangeListener;
import dev.salus.sdk.change.EntityEvent;
import dev.salus.sdk.change.Subscription;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.HttpTransport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What comes and goes leaves nothing behind: connections of the SDK with all that a person does
 * over one, on a server on the disk. The short form of a soak: it looks at memory and descriptors,
 * not at time.
 */
@Isolated("what others keep meanwhile would count")
class LeaksTest {

  private static final String LOGIN = "hcp";
  private static final String PASSWORD = "correct horse battery staple";
  private static final int TIMES = 30;

  /**
   * What leaks does so each time; what else this JVM begins to keep meanwhile, it does not. So one
   * round in which nothing stays is enough.
   */
  private static final int MOST_ROUNDS = 8;

  /** What may stay of all times, with room for what the JVM itself does meanwhile. */
  private static final long BYTES = TIMES * 40L * 1024;

  private static final int COLLECTIONS = 4;

  /** Descriptors that others in this JVM may open meanwhile. */
  private static final int SPARE_DESCRIPTORS = 10;

  private static final ChangeListener NOBODY =
      new ChangeListener() {
        @Override
        public void changed(EntityEvent event) {}

        @Override
        public void missed() {}
      };

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final Vertx clients = Vertx.vertx();
  private SalusServer server;
  private KeyRing keys;
  private String patientId;
  private String sampleId;

  @BeforeEach
  void start() throws Exception {
    Settings settings =
        Settings.defaults()
            .on("sqlite", new JsonObject().put("directory", directory.toString()))
            .with(SalusSettings.defaults().withPasswords(RunningSalus.CHEAP))
            .with(GatewayOptions.defaults().listeningOn("127.0.0.1", 0));
    server = await(SalusServer.start(vertx, settings, SigningKey.generate(new SecureRandom())));
    keys = KeyRing.generate(account(), Clock.systemUTC(), new SecureRandom());
    Salus salus = await(Salus.connect(clients, options()));
    Patient patient =
        await(
            salus.patientApi().createOrModifyPatient(Patient.builder().firstName("Anna").build()));
    patientId = patient.requireId();
    sampleId = write(salus, DataSample.builder().comment("first").build()).requireId();
    await(salus.close());
  }

  @AfterEach
  void stop() {
    await(server.close());
    await(vertx.close());
    await(clients.close());
  }

  /** The id of a data owner that can log in. */
  private String account() {
    IdentityService accounts = Services.identity(vertx);
    Caller admin = new Caller("test", null, Set.of(Caller.ADMIN), null);
    JsonObject owner = await(accounts.createDataOwner(admin, new JsonObject().put("type", "hcp")));
    JsonObject user =
        new JsonObject()
            .put("login", LOGIN)
            .put("password", PASSWORD)
            .put("dataOwner", owner.getString("id"));
    await(accounts.createUser(admin, user));
    return owner.getString("id");
  }

  private SalusOptions options() throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port());
    return SalusOptions.of(new HttpTransport(clients, address, LOGIN, PASSWORD)).withKeyRing(keys);
  }

  private DataSample write(Salus salus, DataSample sample) {
    return await(salus.dataSampleApi().createOrModifyDataSampleFor(patientId, sample));
  }

  /** Connects, listens, reads, writes, lists, and goes. */
  private void use(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      Salus salus = await(Salus.connect(clients, options()));
      Subscription told = await(salus.dataSampleApi().subscribe(NOBODY));
      DataSample sample = await(salus.dataSampleApi().getDataSample(sampleId));
      write(salus, sample.toBuilder().comment("number " + i).build());
      await(salus.dataSampleApi().getDataSamplesForPatient(patientId));
      await(told.close());
      await(salus.close());
    }
  }

  @Test
  void whatComesAndGoesLeavesNothingBehind() throws Exception {
    use(TIMES);
    long bytes = Long.MAX_VALUE;
    long opened = Long.MAX_VALUE;
    for (int i = 0; i < MOST_ROUNDS && (bytes >= BYTES || opened >= SPARE_DESCRIPTORS); i++) {
      long heap = heapAfterCollection();
      long descriptors = descriptors();
      use(TIMES);
      bytes = Math.min(bytes, heapAfterCollection() - heap);
      opened = Math.min(opened, descriptors() - descriptors);
    }

    assertThat(bytes)
        .as("bytes that stay after %d connections, each time", TIMES)
        .isLessThan(BYTES);
    assertThat(opened).as("descriptors that stay open, each time").isLessThan(SPARE_DESCRIPTORS);
  }

  /** The least of several: what ended a moment ago is let go of by those who ended it. */
  private static long heapAfterCollection() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  private static long descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
