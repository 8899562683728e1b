package dev.salus.benchmarks.stage;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.api.Caller;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.BusTransport;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * Somebody with keys on a {@link Stage}.
 *
 * @param vertx the stage's
 * @param caller what the event bus knows it as
 * @param keys its own
 * @param salus a connection that knows all that it needs
 */
public record Person(Vertx vertx, Caller caller, KeyRing keys, Salus salus) {

  static Person of(Vertx vertx, Caller caller) {
    KeyRing keys =
        KeyRing.generate(caller.requireDataOwner(), Clock.systemUTC(), new SecureRandom());
    Salus salus = await(Salus.connect(vertx, options(vertx, caller, keys)));
    return new Person(vertx, caller, keys, salus);
  }

  /** The data owner's id. */
  public String id() {
    return keys.owner();
  }

  /** For one more connection. */
  public SalusOptions options() {
    return options(vertx, caller, keys);
  }

  private static SalusOptions options(Vertx vertx, Caller caller, KeyRing keys) {
    return SalusOptions.of(new BusTransport(vertx, caller)).withKeyRing(keys);
  }

  /** One more connection. */
  public Salus connect() {
    return await(Salus.connect(vertx, options()));
  }

  /** One more connection, over a transport that is made of the usual one. */
  public Salus connect(UnaryOperator<Transport> around) {
    SalusOptions options = options();
    return await(Salus.connect(vertx, options.withTransport(around.apply(options.transport()))));
  }

  /** A patient's record that it has written; the id. */
  public String patient() {
    Patient patient = Patient.builder().firstName("Anna").lastName("Muster").build();
    return await(salus.patientApi().createOrModifyPatient(patient)).requireId();
  }
}
