package example;

import dev.salus.api.Caller;
import dev.salus.api.NotFound;
import dev.salus.core.NewAccount;
import dev.salus.core.SalusHost;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.BusTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A clinic's program with Salus in its own process: no HTTP, no port. */
public final class Clinic implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final Path data;
  private final SalusHost host;
  private final List<FileKeyStore> stores = new ArrayList<>();

  /** Opens what is in the directory, or begins there. */
  public Clinic(Path data) {
    this.data = data;
    JsonObject options = new JsonObject().put("directory", data.resolve("records").toString());
    this.host = SalusHost.builder(vertx).store("sqlite", options).start().await();
  }

  /**
   * The connection of somebody whom this program has made sure of.
   *
   * @param joins whether that person has just said yes to keys, which they never had before
   */
  public Salus connect(String login, char[] passphrase, boolean joins) {
    FileKeyStore keys =
        FileKeyStore.in(vertx, data.resolve("keys"), passphrase, new SecureRandom());
    stores.add(keys);
    Arrays.fill(passphrase, '\0');
    FirstUse makeKeys = situation -> Future.succeededFuture(new FirstUse.Choice.MakeKeys());
    FirstUse first = joins ? makeKeys : FirstUse.REFUSED;
    return caller(login)
        .compose(caller -> bound(keys, caller))
        .map(bus -> SalusOptions.of(bus).withKeyStore(keys, first))
        .compose(with -> Salus.connect(vertx, with))
        .await();
  }

  /** The keys of all are in one directory, and this program knows who is who. */
  private Future<BusTransport> bound(FileKeyStore keys, Caller caller) {
    BusTransport bus = new BusTransport(vertx, caller);
    return keys.bind(bus.account(), caller.requireDataOwner()).map(bus);
  }

  private Future<Caller> caller(String login) {
    return host.accounts()
        .caller(login)
        .recover(
            failure ->
                failure instanceof NotFound
                    ? host.accounts().create(NewAccount.hcp(login, unusedPassword(), login))
                    : Future.failedFuture(failure));
  }

  /** People log in at this program, never at Salus. */
  private static String unusedPassword() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** To be called when all connections are closed. */
  @Override
  public void close() {
    stores.forEach(store -> store.close().await());
    host.close().eventually(vertx::close).await();
  }

  /** Writes a patient, and reads it after a restart. */
  public static void main(String[] arguments) {
    Path data = Path.of(arguments[0]);
    String id;
    try (Clinic clinic = new Clinic(data)) {
      Salus anna = clinic.connect("anna", "correct horse".toCharArray(), true);
      Patient john = Patient.builder().firstName("John").lastName("Snow").build();
      id = anna.patientApi().createOrModifyPatient(john).await().requireId();
      anna.close().await();
    }
    try (Clinic clinic = new Clinic(data)) {
      Salus anna = clinic.connect("anna", "correct horse".toCharArray(), false);
      System.out.println("after a restart: " + anna.patientApi().getPatient(id).await().lastName());
      anna.close().await();
    }
  }
}
