package dev.salus.sdk.keys;

import dev.salus.api.Invalid;
import dev.salus.protocol.FieldReader;
import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.transport.Account;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Key rings in files of one directory, under a passphrase (protocol §9.1): {@code <data owner's
 * id>.keys}, and beside it an empty {@code .lock} and for two seconds a {@code .seen}; for each
 * account that uses one, an {@code .account} that says which.
 *
 * <p>Files are made with permissions {@code 0600} and a directory with {@code 0700}; a file that
 * others may read or write, or whose directory they may write, is refused, and so is a link in
 * place of the file. A file is replaced as a whole, and is on the disk when saving completes: a
 * crash at any moment leaves the ring of before or the new one. A file that does not open with the
 * passphrase is never replaced.
 *
 * <p>A ring is in use from {@link #load} (or the first {@link #save}) until {@link #release}, which
 * the end of a connection calls. Meanwhile a second connection or process that wants it gets {@link
 * dev.salus.sdk.error.KeyFileRefused} with {@code IN_USE}, and the key that follows from the
 * passphrase is kept, so that only the first use pays for Argon2. Within one process, use one store
 * for each directory. Some network file systems have no locks that hold between machines.
 *
 * <p>Every method fails with {@link dev.salus.sdk.error.KeyFileRefused}, whose reason says why; all
 * that blocks is done by workers.
 */
public final class FileKeyStore implements KeyStore, NotingStore {

  private final Vertx vertx;
  private final OwnerOnlyFiles files;
  private final AccountFiles accounts;
  private final Secret passphrase;
  private final Argon2.Costs costs;
  private final SecureRandom random;
  private final Map<String, KeptFile> kept = new HashMap<>();

  /**
   * A store in this directory, which is made when it is needed.
   *
   * @param passphrase not empty; what is kept is a copy, so overwrite yours. The same for all files
   *     that this store opens or makes
   * @throws dev.salus.api.Invalid if the passphrase is empty or has a lone surrogate
   */
  public static FileKeyStore in(
      Vertx vertx, Path directory, char[] passphrase, SecureRandom random) {
    return in(vertx, directory, passphrase, Argon2.Costs.DEFAULT, random);
  }

  /**
   * {@link #in(Vertx, Path, char[], SecureRandom)} with other costs for files that are made or get
   * another passphrase; a file that is there keeps its own.
   *
   * @param costs at least 8 MiB and one pass (protocol §9.1); for tests, or for more than usual
   * @throws dev.salus.api.Invalid if such a file would not be opened
   */
  public static FileKeyStore in(
      Vertx vertx, Path directory, char[] passphrase, Argon2.Costs costs, SecureRandom random) {
    if (!KeyFile.areUsual(costs)) {
      throw new Invalid("costs", "are outside the bounds of key files");
    }
    return new FileKeyStore(vertx, directory, passphrase, costs, random);
  }

  private FileKeyStore(
      Vertx vertx, Path directory, char[] passphrase, Argon2.Costs costs, SecureRandom random) {
    this.vertx = vertx;
    this.files = new OwnerOnlyFiles(directory);
    this.accounts = new AccountFiles(files);
    this.passphrase = Passphrase.bytes(passphrase);
    this.costs = costs;
    this.random = random;
  }

  /** Where the file of a data owner is, or will be. */
  public static Path file(Path directory, String dataOwner) {
    return directory.resolve(KeptFile.name(dataOwner));
  }

  /**
   * Whose keys an account uses that are kept in this directory, for which no passphrase is needed:
   * {@link #owner(Account)}.
   */
  public static Future<Optional<String>> owner(Vertx vertx, Path directory, Account account) {
    AccountFiles accounts = new AccountFiles(new OwnerOnlyFiles(directory));
    return vertx.executeBlocking(() -> accounts.owner(account), false);
  }

  @Override
  public Future<Optional<KeyRing>> load(String dataOwner) {
    return work(dataOwner, KeptFile::load);
  }

  @Override
  public Future<Set<String>> owners() {
    return vertx.executeBlocking(accounts::owners, false);
  }

  @Override
  public Future<Optional<String>> owner(Account account) {
    return vertx.executeBlocking(() -> accounts.owner(account), false);
  }

  @Override
  public Future<Void> bind(Account account, String dataOwner) {
    return vertx.executeBlocking(() -> accounts.bind(account, dataOwner), false);
  }

  @Override
  public Future<Void> save(KeyRing keyRing) {
    return change(keyRing.owner(), file -> file.save(keyRing));
  }

  /** What was seen of a few entities, in an encrypted line beside the file. */
  @Override
  public Future<Void> note(KeyRing keyRing, Collection<String> entityIds) {
    return change(keyRing.owner(), file -> file.note(keyRing, entityIds));
  }

  /**
   * Seals the file of a data owner under another passphrase, with a new salt; also while it is in
   * use. Files of other owners keep theirs. Whoever has a copy of the old file and the old
   * passphrase still has the keys.
   *
   * @param newPassphrase not empty; what is kept is a copy, so overwrite yours
   */
  public Future<Void> changePassphrase(String dataOwner, char[] newPassphrase) {
    Secret bytes = Passphrase.bytes(newPassphrase);
    return change(dataOwner, file -> file.changePassphrase(bytes));
  }

  @Override
  public Future<Void> release(String dataOwner) {
    return change(dataOwner, file -> file.release());
  }

  /** Gives up all files and wipes the passphrase; what is called after fails. Idempotent. */
  public Future<Void> close() {
    return vertx.executeBlocking(this::closeAll, false);
  }

  private @Nullable Void closeAll() throws IOException {
    for (KeptFile file : taken()) {
      file.close();
    }
    return null;
  }

  private synchronized List<KeptFile> taken() {
    List<KeptFile> all = List.copyOf(kept.values());
    kept.clear();
    passphrase.wipe();
    return all;
  }

  /**
   * @throws IllegalStateException if this store is closed
   */
  private synchronized KeptFile kept(String dataOwner) {
    FieldReader.uuid(dataOwner, "dataOwner");
    return kept.computeIfAbsent(dataOwner, this::keptFile);
  }

  private KeptFile keptFile(String dataOwner) {
    return new KeptFile(files, dataOwner, passphrase.copy(), costs, random);
  }

  /** What a worker does with a file. */
  private interface Work<T> {
    T on(KeptFile file) throws IOException;
  }

  /** Work without a result. */
  private interface Change {
    void on(KeptFile file) throws IOException;
  }

  private Future<Void> change(String dataOwner, Change change) {
    return work(
            dataOwner,
            file -> {
              change.on(file);
              return file;
            })
        .mapEmpty();
  }

  private <T> Future<T> work(String dataOwner, Work<T> work) {
    return vertx.executeBlocking(
        () -> {
          KeptFile file = kept(dataOwner);
          try {
            return work.on(file);
          } catch (IOException e) {
            throw file.refused(e);
          }
        },
        false);
  }
}
