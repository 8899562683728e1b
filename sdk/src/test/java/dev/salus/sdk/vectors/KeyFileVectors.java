package dev.salus.sdk.vectors;

import static dev.salus.testing.Await.await;

import dev.salus.sdk.error.KeyFileRefused;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.keys.KeyRing;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Makes the vectors of key files (§9.1), as the file store writes them. */
final class KeyFileVectors {

  private static final String PASSPHRASE = "Winter is coming";

  private KeyFileVectors() {}

  static JsonObject make() {
    JsonArray cases = new JsonArray();
    for (String passphrase : List.of(PASSPHRASE, "caf\u00e9 \ufb01n \u2460 \uD83E\uDE7A")) {
      cases.add(
          new JsonObject()
              .put("passphrase", passphrase)
              .put("keyFile", file(passphrase))
              .put("keyRing", KeyVectors.keyRing().getJsonObject("keyRing")));
    }
    return new JsonObject().put("section", "9.1").put("cases", cases).put("refused", refused());
  }

  private static JsonArray refused() {
    JsonObject whole = file(PASSPHRASE);
    return new JsonArray()
        .add(refused("another passphrase", "PASSPHRASE", "Winter is coming.", whole))
        .add(
            refused(
                "another salt", "PASSPHRASE", PASSPHRASE, whole.copy().put("salt", "A".repeat(22))))
        .add(refused("fewer passes", "PASSPHRASE", PASSPHRASE, whole.copy().put("t", 2)))
        .add(
            refused(
                "more memory than 1 GiB", "COSTS", PASSPHRASE, whole.copy().put("m", 1_048_577)))
        .add(refused("more than 10 passes", "COSTS", PASSPHRASE, whole.copy().put("t", 11)))
        .add(refused("hardly any memory", "COSTS", PASSPHRASE, whole.copy().put("m", 64)))
        .add(refused("another owner", "FOREIGN", PASSPHRASE, whole.copy().put("owner", Fixed.BOB)))
        .add(refused("another form", "MALFORMED", PASSPHRASE, whole.copy().put("v", 2)))
        .add(refused("one field more", "MALFORMED", PASSPHRASE, whole.copy().put("q", 1)));
  }

  private static JsonObject refused(
      String name, String reason, String passphrase, JsonObject keyFile) {
    return new JsonObject()
        .put("name", name)
        .put("reason", reason)
        .put("passphrase", passphrase)
        .put("keyFile", keyFile);
  }

  /** What the store writes, with given salt and nonce. */
  private static JsonObject file(String passphrase) {
    byte[] randomness = Arrays.copyOf(Fixed.bytes("key file salt", 16), 16 + 12);
    System.arraycopy(Fixed.bytes("key file nonce", 12), 0, randomness, 16, 12);
    JsonObject ring = KeyVectors.keyRing().getJsonObject("keyRing");
    return withStore(
        passphrase,
        Fixed.random(randomness),
        (store, file) -> {
          await(store.save(KeyRing.importJson(ring)));
          return new JsonObject(text(file));
        });
  }

  /** The ring that the store finds in a file. */
  static KeyRing open(String passphrase, JsonObject keyFile) {
    return withStore(
        passphrase,
        new SecureRandom(),
        (store, file) -> {
          put(file, keyFile.encode());
          return await(store.load(Fixed.ALICE)).orElseThrow();
        });
  }

  /** Why the store does not open a file. */
  static String refusal(String passphrase, JsonObject keyFile) {
    try {
      open(passphrase, keyFile);
      return "none";
    } catch (KeyFileRefused refused) {
      return refused.reason().name();
    }
  }

  private static <T> T withStore(
      String passphrase, SecureRandom random, BiFunction<FileKeyStore, Path, T> use) {
    Vertx vertx = Vertx.vertx();
    Path directory = temporary();
    FileKeyStore store = FileKeyStore.in(vertx, directory, passphrase.toCharArray(), random);
    try {
      return use.apply(store, directory.resolve(Fixed.ALICE + ".keys"));
    } finally {
      await(store.close());
      await(vertx.close());
      delete(directory);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("salus-vectors");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(Path file, String text) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
