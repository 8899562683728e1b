package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.gateway.token.SigningKey;
import dev.salus.gateway.token.UnusableKeyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file with the token signing key: made once, read by its owner only, or nothing starts. */
class SigningKeyFileTest {

  @TempDir private Path directory;

  private final SecureRandom random = new SecureRandom();

  @Test
  void isMadeOnceAndReadableByItsOwnerOnly() throws Exception {
    Path file = directory.resolve("key.pem");
    SigningKey made = new SigningKeyFile(file).loadOrCreate(random);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(file)).startsWith("-----BEGIN PRIVATE KEY-----");
    SigningKey again = new SigningKeyFile(file).loadOrCreate(random);
    assertThat(again.publicJwk()).isEqualTo(made.publicJwk());
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void t11_aDirectoryThatIsMissingIsMadeForItsOwnerOnly() throws Exception {
    Path inside = directory.resolve("not").resolve("there");
    new SigningKeyFile(inside.resolve("key.pem")).loadOrCreate(random);

    for (Path made : List.of(inside, inside.getParent())) {
      assertThat(Files.getPosixFilePermissions(made))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void manyStartsAtOnceAgreeOnOneKey() throws Exception {
    Path file = directory.resolve("key.pem");
    ExecutorService starts = Executors.newFixedThreadPool(8);
    try {
      Callable<String> start = () -> new SigningKeyFile(file).loadOrCreate(random).keyId();
      List<Future<String>> keys = starts.invokeAll(java.util.Collections.nCopies(16, start));
      String first = keys.get(0).get();
      for (Future<String> key : keys) {
        assertThat(key.get()).isEqualTo(first);
      }
    } finally {
      starts.shutdownNow();
    }
  }

  @Test
  void t11_aFileThatOthersMayReadIsRefused() throws Exception {
    Path file = directory.resolve("key.pem");
    new SigningKeyFile(file).loadOrCreate(random);
    for (String permissions : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      refused(file, "others than its owner");
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(new SigningKeyFile(file).loadOrCreate(random).keyId()).isNotEmpty();
  }

  @Test
  void t11_whatIsNoUsableKeyIsRefused() throws Exception {
    refusedContent("");
    refusedContent("not a key");
    refusedContent("-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----\n");
    refusedContent("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    refusedContent("-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n");
    refusedContent(SigningKey.generate(random).publicPem());
    refusedContent(SigningKey.generate(random).privatePem().replace("PRIVATE", "EC PRIVATE"));
    refusedContent(pem("RSA", null));
    refusedContent(pem("EC", "secp384r1"));
    refusedContent(pem("Ed25519", null));
  }

  @Test
  void t11_whatIsNoFileOrHasNoPlaceIsRefused() throws Exception {
    refused(Files.createDirectory(directory.resolve("folder")), "it is no file");
    Path file = Files.createFile(directory.resolve("file"));
    refused(file.resolve("key.pem"), "it cannot be read or made");
  }

  @Test
  void aKeyOfOtherToolsIsUsable() throws Exception {
    Path file = write(pem("EC", "secp256r1"));
    assertThat(new SigningKeyFile(file).loadOrCreate(random).publicJwk().getString("crv"))
        .isEqualTo("P-256");
  }

  private void refusedContent(String content) throws Exception {
    refused(write(content), "cannot be used");
  }

  private void refused(Path file, String why) {
    assertThatThrownBy(() -> new SigningKeyFile(file).loadOrCreate(random))
        .isInstanceOf(UnusableKeyException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }

  private Path write(String content) throws Exception {
    Path file = Files.createTempFile(directory, "key", ".pem");
    return Files.writeString(file, content);
  }

  private static String pem(String algorithm, String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (curve != null) {
      generator.initialize(new ECGenParameterSpec(curve));
    }
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key)
        + "\n-----END PRIVATE KEY-----\n";
  }
}
