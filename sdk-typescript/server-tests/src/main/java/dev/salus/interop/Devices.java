package dev.salus.interop;

import dev.salus.sdk.FirstUse;
import dev.salus.sdk.FirstUse.Choice;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.account.Invitations;
import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyStore;
import dev.salus.sdk.transport.HttpTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections of this process, by the names that its caller gives them. */
final class Devices {

  /** The least that a key file may cost. */
  private static final Argon2.Costs CHEAP = new Argon2.Costs(8 * 1024, 1, 1);

  private final Vertx vertx = Vertx.vertx();
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Device> connected = new LinkedHashMap<>();
  private final Map<String, KeyStore> accepted = new LinkedHashMap<>();

  @Nullable Object call(String name, String call, JsonObject with) {
    return switch (call) {
      case "connect" -> connect(name, with);
      case "accept" -> accept(name, with);
      case "close" -> close(name);
      default -> device(name).call(call, with);
    };
  }

  private Device device(String name) {
    Device device = connected.get(name);
    if (device == null) {
      throw new IllegalArgumentException("no device is called " + name);
    }
    return device;
  }

  private String connect(String name, JsonObject with) {
    KeyStore store = store(name, with);
    SalusOptions options =
        SalusOptions.of(
                new HttpTransport(
                    vertx,
                    URI.create(with.getString("url")),
                    with.getString("login"),
                    with.getString("password")))
            .withKeyStore(store, firstUse(with));
    Salus salus = Salus.connect(vertx, options).await();
    Device device = new Device(salus, store);
    connected.put(name, device);
    return device.fingerprint();
  }

  private KeyStore store(String name, JsonObject with) {
    String directory = with.getString("directory");
    if (directory != null) {
      char[] passphrase = with.getString("passphrase").toCharArray();
      return FileKeyStore.in(vertx, Path.of(directory), passphrase, CHEAP, random);
    }
    KeyStore ofInvitation = accepted.remove(name);
    return ofInvitation == null ? new InMemoryKeyStore() : ofInvitation;
  }

  private static FirstUse firstUse(JsonObject with) {
    Choice choice =
        switch (with.getString("first")) {
          case "makeKeys" -> new Choice.MakeKeys();
          case "addDevice" -> new Choice.AddDevice();
          case "askForAccess" -> new Choice.AskForAccess();
          case "askNotaries" -> new Choice.AskNotaries();
          case "restore" -> new Choice.Restore(RecoveryKey.parse(with.getString("recoveryKey")));
          default -> throw new IllegalArgumentException(with.getString("first"));
        };
    return situation -> Future.succeededFuture(choice);
  }

  /** Accepts an invitation; the device connects with these keys afterwards. */
  private @Nullable Object accept(String name, JsonObject with) {
    InvitationCode code = InvitationCode.parse(with.getString("code"));
    KeyRing keys = KeyRing.generate(code.dataOwner(), Clock.systemUTC(), random);
    KeyStore store = new InMemoryKeyStore();
    store.save(keys).await();
    Invitations.accept(
            body -> HttpTransport.acceptInvitation(vertx, URI.create(with.getString("url")), body),
            code,
            with.getString("login"),
            with.getString("password"),
            keys)
        .await();
    accepted.put(name, store);
    return null;
  }

  private @Nullable Object close(String name) {
    device(name).close();
    connected.remove(name);
    return null;
  }

  /** Also where a device cannot be closed: nothing of this process outlives its caller. */
  void close() {
    try {
      connected.values().forEach(Device::close);
    } finally {
      vertx.close().await();
    }
  }
}
