package dev.salus.gateway.keys;

import static dev.salus.gateway.keys.KeysServer.get;

import dev.salus.sdk.PotentiallyEncrypted;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;
import java.security.SecureRandom;
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

  private static <T> T with(KeysServer server, Machine person, Function<Salus, Future<T>> use)
      throws TimeoutException {
    FileKeyStore store =
        FileKeyStore.in(
            server.vertx(), person.keys(), Machine.PASSPHRASE.toCharArray(), new SecureRandom());
    SalusOptions options =
        SalusOptions.of(server.transport(person.login(), person.password())).withKeyStore(store);
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
