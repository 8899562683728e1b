package dev.salus.app.demo;

import dev.salus.protocol.Base64Url;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.HttpTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Makes the people of the demo: an account by the administrator, keys and a connection each. */
final class Cast {

  private static final int PASSWORD_BYTES = 16;

  private final Vertx vertx;
  private final URI address;
  private final Salus admin;
  private final SecureRandom random = new SecureRandom();

  /** Somebody with keys and a connection of their own. */
  record Member(String id, Salus salus) {}

  Cast(Vertx vertx, URI address, Salus admin) {
    this.vertx = vertx;
    this.address = address;
    this.admin = admin;
  }

  /** A data owner with a user, a new key ring and a connection over HTTP. */
  Future<Member> member(String login, DataOwner.Type type) {
    byte[] secret = new byte[PASSWORD_BYTES];
    random.nextBytes(secret);
    String password = Base64Url.encode(secret);
    return admin
        .dataOwnerApi()
        .createDataOwner(type, type == DataOwner.Type.PATIENT ? null : login)
        .compose(owner -> account(login, password, owner))
        .compose(owner -> connect(login, password, owner));
  }

  private Future<DataOwner> account(String login, String password, DataOwner owner) {
    return admin.userApi().createUser(login, password, List.of(), owner.id()).map(owner);
  }

  private Future<Member> connect(String login, String password, DataOwner owner) {
    KeyRing keys = KeyRing.generate(owner.id(), Clock.systemUTC(), random);
    SalusOptions options =
        SalusOptions.of(new HttpTransport(vertx, address, login, password)).withKeyRing(keys);
    return Salus.connect(vertx, options).map(salus -> new Member(owner.id(), salus));
  }
}
