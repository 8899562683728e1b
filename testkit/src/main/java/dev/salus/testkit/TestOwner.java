package dev.salus.testkit;

import dev.salus.api.Caller;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.BusTransport;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;

/** A data owner on a {@link TestSalus}, with an account, keys and a connection. Thread-safe. */
public final class TestOwner {

  private final String name;
  private final DataOwner.Type type;
  private final Vertx vertx;
  private final Caller caller;
  private final KeyRing keys;
  private final HostileServer server = new HostileServer();
  private final Salus salus;

  TestOwner(String name, DataOwner.Type type, Vertx vertx, Caller caller) {
    this.name = name;
    this.type = type;
    this.vertx = vertx;
    this.caller = caller;
    this.keys = KeyRing.generate(caller.requireDataOwner(), Clock.systemUTC(), new SecureRandom());
    this.salus = TestSalus.get(Salus.connect(vertx, options()));
  }

  /** What it is called in the test, which is its login. */
  public String name() {
    return name;
  }

  /** Its kind. */
  public DataOwner.Type type() {
    return type;
  }

  /** The data owner's id. */
  public String id() {
    return keys.owner();
  }

  /** Its connection, with the test's {@link #server} in between. */
  public Salus salus() {
    return salus;
  }

  /** The server as this owner meets it, over all connections that it has; honest at first. */
  public HostileServer server() {
    return server;
  }

  /** What the event bus knows it as. */
  public Caller caller() {
    return caller;
  }

  /** Its keys, which all its connections share. */
  public KeyRing keys() {
    return keys;
  }

  /**
   * Options for one more connection, on {@link TestSalus#vertx}, with the test's {@link #server} in
   * between; whoever connects with them closes the connection.
   */
  public SalusOptions options() {
    return server.between(SalusOptions.of(new BusTransport(vertx, caller)).withKeyRing(keys));
  }

  /** The name only. */
  @Override
  public String toString() {
    return "TestOwner[" + name + "]";
  }
}
