package dev.salus.sdk.keys;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Ids;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.error.KeyFileRefused;
import dev.salus.sdk.error.KeyFileRefused.Reason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key file of one data owner. While it is in use, a lock keeps others away, and the key that
 * follows from the passphrase is kept. All calls block: a worker's job.
 */
final class KeptFile {

  private static final String SUFFIX = ".keys";

  private final OwnerOnlyFiles files;
  private final String owner;
  private final String name;
  private final String notesName;
  private final KeyFileLock lock;
  private final Argon2.Costs costs;
  private final SecureRandom random;
  private final AeadBox boxes;
  private Secret passphrase;
  private @Nullable FileKey opened;

  /** The key of the file as it is now, with what it follows from. */
  private record FileKey(Secret key, Argon2.Costs costs, String salt) {}

  /**
   * The file of this owner.
   *
   * @param passphrase overwritten in the end
   * @param costs for a new file
   */
  KeptFile(
      OwnerOnlyFiles files,
      String owner,
      Secret passphrase,
      Argon2.Costs costs,
      SecureRandom random) {
    this.files = files;
    this.owner = owner;
    this.name = name(owner);
    this.notesName = owner + ".seen";
    this.lock = new KeyFileLock(files, owner + ".lock");
    this.passphrase = passphrase;
    this.costs = costs;
    this.random = random;
    this.boxes = new AeadBox(random);
  }

  static String name(String owner) {
    return owner + SUFFIX;
  }

  /** Whose file has this name; empty if it is no key file's. */
  static Optional<String> owner(String name) {
    return Optional.of(name)
        .filter(each -> each.endsWith(SUFFIX))
        .map(each -> each.substring(0, each.length() - SUFFIX.length()))
        .filter(Ids::isUuid);
  }

  /** The ring in the file, if there is one; the file is in use from then on, unless this fails. */
  synchronized Optional<KeyRing> load() throws IOException {
    if (lock.isHeld()) {
      throw refused(Reason.IN_USE);
    }
    return usedFirst();
  }

  /**
   * Replaces the file, which is in use from then on. One that does not open with the passphrase is
   * never replaced.
   */
  synchronized void save(KeyRing ring) throws IOException {
    if (!lock.isHeld()) {
      usedFirst().ifPresent(KeyRing::wipe);
    }
    if (opened == null) {
      opened = derive(passphrase);
    }
    replace(ring, opened);
  }

  /** Puts the ring in the place of the file and of the notes about it. */
  private void replace(KeyRing ring, FileKey under) throws IOException {
    files.replace(name, sealed(ring, under));
    files.delete(notesName);
  }

  /**
   * Notes beside the file what the ring remembers of these entities; saves it if it is not open.
   */
  synchronized void note(KeyRing ring, Collection<String> entityIds) throws IOException {
    if (opened == null) {
      save(ring);
    } else {
      files.append(notesName, notes(opened).line(ring, entityIds));
    }
  }

  private SeenNotes notes(FileKey under) {
    return new SeenNotes(owner, under.salt(), under.key(), boxes);
  }

  /** Seals the file under another passphrase from now on. */
  synchronized void changePassphrase(Secret newPassphrase) throws IOException {
    boolean inUse = lock.isHeld();
    Optional<KeyRing> found = inUse ? open() : usedFirst();
    try (KeyRing ring = found.orElseThrow(() -> new NoSuchFileException(name))) {
      rewrite(ring, newPassphrase);
    } finally {
      if (!inUse) {
        release();
      }
    }
  }

  private void rewrite(KeyRing ring, Secret newPassphrase) throws IOException {
    FileKey now = derive(newPassphrase);
    files.replace(name, sealed(ring, now));
    // the file is under this one from here on, whatever comes of the notes
    wipeKey();
    opened = now;
    passphrase.wipe();
    passphrase = newPassphrase;
    deleteUselessNotes();
  }

  /** Deletes notes under a key of before, which say nothing; if not now, the next writing does. */
  private void deleteUselessNotes() {
    try {
      files.delete(notesName);
    } catch (IOException e) {
      // the passphrase is changed all the same
    }
  }

  /** Gives up the lock and the key. */
  synchronized void release() throws IOException {
    wipeKey();
    lock.release();
  }

  /** {@link #release}, for good. */
  synchronized void close() throws IOException {
    wipeKey();
    passphrase.wipe();
    lock.close();
  }

  /** That the file system said no. */
  KeyFileRefused refused(IOException failure) {
    return files.refused(name, failure);
  }

  private KeyFileRefused refused(Reason reason) {
    return files.refused(name, reason);
  }

  /** The ring in the file, if there is one, which is in use from then on unless this fails. */
  private Optional<KeyRing> usedFirst() throws IOException {
    if (!lock.acquire()) {
      throw refused(Reason.IN_USE);
    }
    boolean done = false;
    try {
      Optional<KeyRing> ring = open();
      done = true;
      return ring;
    } finally {
      if (!done) {
        release();
      }
    }
  }

  private Optional<KeyRing> open() throws IOException {
    Optional<byte[]> bytes = files.read(name);
    return bytes.isEmpty() ? Optional.empty() : Optional.of(open(bytes.get()));
  }

  private KeyRing open(byte[] bytes) throws IOException {
    try {
      KeyFile file = requireOwn(KeyFile.parse(bytes));
      FileKey now = new FileKey(file.derive(passphrase), file.costs(), file.salt());
      wipeKey();
      opened = now;
      KeyRing ring = file.open(now.key(), boxes);
      files.read(notesName).ifPresent(lines -> notes(now).readInto(ring, lines));
      return ring;
    } catch (ProtocolViolation e) {
      throw refused(Reason.MALFORMED);
    } catch (CryptoFailure e) {
      throw refused(e.kind() == CryptoFailure.Kind.OPEN ? Reason.PASSPHRASE : Reason.MALFORMED);
    }
  }

  private KeyFile requireOwn(KeyFile file) {
    if (!file.owner().equals(owner)) {
      throw refused(Reason.FOREIGN);
    }
    if (!file.hasUsualCosts()) {
      throw refused(Reason.COSTS);
    }
    return file;
  }

  private byte[] sealed(KeyRing ring, FileKey under) {
    return KeyFile.seal(ring, under.key(), under.costs(), under.salt(), boxes).toBytes();
  }

  private FileKey derive(Secret from) {
    byte[] salt = new byte[Argon2.SALT_BYTES];
    random.nextBytes(salt);
    return new FileKey(Argon2.derive(from, salt, costs), costs, Base64Url.encode(salt));
  }

  private void wipeKey() {
    FileKey before = opened;
    opened = null;
    if (before != null) {
      before.key().wipe();
    }
  }
}
