package dev.salus.app.keys;

import static dev.salus.app.keys.KeysServer.get;

import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.Transport;
import dev.salus.testkit.TransportBetween;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** What the application of a person does with the keys that the command line looks after. */
final class Records {

  private Records() {}

  /** The id of a patient's record that a person creates. */
  static String create(KeysServer server, Machine person) throws TimeoutException {
    Patient john = Patient.builder().firstName("John").lastName("Snow").build();
    return with(server, person, salus -> salus.patientApi().createOrModifyPatient(john))
        .requireId();
  }

  /** Gives somebody access to a record. */
  static void share(KeysServer server, Machine person, String id, String delegate)
      throws TimeoutException {
    with(
        server,
        person,
        salus ->
            salus
                .patientApi()
                .getPatient(id)
                .compose(john -> salus.patientApi().giveAccessTo(john, delegate)));
  }

  /** Whether a record opens with the keys of a machine. */
  static boolean opens(KeysServer server, Machine person, String id) throws TimeoutException {
    return with(server, person, salus -> salus.patientApi().getAndTryDecrypt(id))
        instanceof PotentiallyEncrypted.Decrypted<?>;
  }

  /** The id of a sample about a patient that a person creates. */
  static String createSample(KeysServer server, Machine person, String patient)
      throws TimeoutException {
    return with(
            server,
            person,
            salus ->
                salus
                    .dataSampleApi()
                    .createOrModifyDataSampleFor(
                        patient, DataSample.builder().comment("tired").build()))
        .requireId();
  }

  /** Whether a sample opens with the keys of a machine. */
  static boolean opensSample(KeysServer server, Machine person, String id) throws TimeoutException {
    return with(server, person, salus -> salus.dataSampleApi().getAndTryDecrypt(id))
        instanceof PotentiallyEncrypted.Decrypted<?>;
  }

  /** Whether the server shows a record to a person, open or not. */
  static boolean isVisible(KeysServer server, Machine person, String id) throws TimeoutException {
    return with(
        server,
        person,
        salus ->
            salus
                .patientApi()
                .getAndTryDecrypt(id)
                .map(true)
                .recover(
                    failure ->
                        failure instanceof NotFound
                            ? Future.succeededFuture(false)
                            : Future.failedFuture(failure)));
  }

  /** Appoints one notary; sets that were made before stay, as if their deletion had failed. */
  static void appointBesides(KeysServer server, Machine person, String notary)
      throws TimeoutException {
    with(
        server,
        person,
        keepingSets(server.transport(person.login(), person.password())),
        salus -> salus.notaryApi().appoint(1, List.of(notary)));
  }

  private static Transport keepingSets(Transport real) {
    return new TransportBetween(real) {
      @Override
      public Future<JsonObject> call(Operation operation, JsonObject parameters, JsonObject body) {
        return operation == Operation.DELETE_NOTARY_SET || operation == Operation.DELETE_RECOVERY
            ? Future.succeededFuture()
            : super.call(operation, parameters, body);
      }
    };
  }

  private static <T> T with(KeysServer server, Machine person, Function<Salus, Future<T>> use)
      throws TimeoutException {
    return with(server, person, server.transport(person.login(), person.password()), use);
  }

  private static <T> T with(
      KeysServer server, Machine person, Transport transport, Function<Salus, Future<T>> use)
      throws TimeoutException {
    FileKeyStore store =
        FileKeyStore.in(
            server.vertx(),
            person.keys(),
            Machine.PASSPHRASE.toCharArray(),
            Machine.CHEAP,
            new SecureRandom());
    SalusOptions options = SalusOptions.of(transport).withKeyStore(store);
    try {
      Salus salus = get(Salus.connect(server.vertx(), options));
      try {
        return get(use.apply(salus));
      } finally {
        get(salus.close());
      }
    } finally {
      get(store.close());
    }
  }
}
