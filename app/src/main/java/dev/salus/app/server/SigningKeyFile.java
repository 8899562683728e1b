package dev.salus.app.server;

import dev.salus.app.config.SecretFile;
import dev.salus.app.config.WrongSettingException;
import dev.salus.gateway.token.SigningKey;
import dev.salus.gateway.token.UnusableKeyException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file that keeps the token signing key from one start to the next: PEM PKCS#8, for its owner's
 * eyes only, see {@link SecretFile}.
 */
final class SigningKeyFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final Set<PosixFilePermission> OWNERS_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;

  SigningKeyFile(Path path) {
    this.path = path;
  }

  /**
   * The key in the file, which is made if it is not there, with its directory: whole, readable by
   * its owner only, and the same for every process that asks at the same time.
   *
   * @throws UnusableKeyException if the file cannot be read or made, others may read or write it,
   *     or it holds anything but a usable key
   */
  SigningKey loadOrCreate(SecureRandom random) {
    try {
      if (!Files.exists(path)) {
        create(SigningKey.generate(random));
      }
      return load();
    } catch (IOException e) {
      throw refusal("it cannot be read or made");
    } catch (UnusableKeyException e) {
      throw refusal(e.reason());
    }
  }

  private SigningKey load() throws IOException {
    try {
      return SigningKey.fromPem(SecretFile.content(path, StandardCharsets.US_ASCII));
    } catch (WrongSettingException unusable) {
      throw new UnusableKeyException(String.valueOf(unusable.getMessage()));
    }
  }

  private void create(SigningKey key) throws IOException {
    Path directory = directory();
    Path whole = Files.createTempFile(directory, ".signing-key", ".tmp", forOwner(OWNER_ONLY));
    try {
      Files.writeString(whole, key.privatePem(), StandardCharsets.US_ASCII);
      try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      publish(whole);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /** Made for its owner only if it is missing: it is where a stranger could put a key. */
  private Path directory() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null) {
      throw new UnusableKeyException("it is no file");
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, forOwner(OWNERS_DIRECTORY));
    }
    return directory;
  }

  private FileAttribute<?>[] forOwner(Set<PosixFilePermission> permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /** A link appears at once and never replaces a key that another process made meanwhile. */
  private void publish(Path whole) throws IOException {
    try {
      Files.createLink(path, whole);
    } catch (UnsupportedOperationException noLinksThere) {
      // A file system without hard links, such as FAT.
      Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      // Somebody was faster: theirs is the key.
      return;
    }
  }

  private UnusableKeyException refusal(String why) {
    return new UnusableKeyException("the signing key file '" + path + "' cannot be used: " + why);
  }
}
