package dev.salus.sdk.keys;

import dev.salus.sdk.transport.Account;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/**
 * Where key rings are kept between two runs: a directory of files, a platform's vault, memory. An
 * application can bring its own.
 *
 * <p>What a store MUST do:
 *
 * <ol>
 *   <li>keep a ring so that nobody but its owner can read or change it unnoticed: whoever has what
 *       {@link KeyRing#exportJson} gives is the data owner;
 *   <li>replace the ring of an owner as a whole: after a crash at any moment the next {@link #load}
 *       finds either what was there before or what was to be saved;
 *   <li>complete {@link #save} only once the ring survives a crash;
 *   <li>keep whose ring an account uses ({@link #bind}), apart from the rings;
 *   <li>never block the thread that calls it, and complete its futures on any thread.
 * </ol>
 *
 * <p>The SDK has at most one {@link #save} of a ring under way at a time, and calls {@link
 * #release} when a connection ends; different owners' rings may be loaded and saved at once, and a
 * store is used by many threads.
 */
public interface KeyStore {

  /**
   * The ring of a data owner, new with each call and the caller's to {@linkplain KeyRing#wipe
   * wipe}; empty if the store has none. Fails if there is one and it cannot be opened: that is
   * never answered with empty, after which new keys may be made.
   *
   * @param dataOwner the data owner's id
   */
  Future<Optional<KeyRing>> load(String dataOwner);

  /**
   * Keeps the ring in place of the one of the same owner. What is written is the ring as it is at
   * one moment between this call and its completion. If it fails, what is kept is as before or new.
   */
  Future<Void> save(KeyRing keyRing);

  /**
   * The data owners whose rings are kept. An account that is not {@linkplain #bind bound} gets a
   * ring only if there is none of anybody else: between several the server would choose.
   */
  Future<Set<String>> owners();

  /**
   * Whose ring an account uses, as it was {@linkplain #bind bound}; empty if it never was. The SDK
   * asks for no other ring on behalf of that account, whatever its server says.
   */
  Future<Optional<String>> owner(Account account);

  /**
   * Binds an account to a data owner, in the place of another one, and completes once that survives
   * a crash. The SDK binds one that is not bound when it first uses or makes its ring, if the store
   * has no other. For an account that really acts for another data owner from now on, and for each
   * of several people whose rings are in one store, the application binds it itself, after a person
   * has said so.
   *
   * @param dataOwner the data owner's id
   */
  Future<Void> bind(Account account, String dataOwner);

  /**
   * Says that the ring that was loaded or saved is in use no more, so that another connection may
   * have it: two that write the same ring would undo each other's changes. Does nothing by default.
   *
   * @param dataOwner the data owner's id
   */
  default Future<Void> release(String dataOwner) {
    return Future.succeededFuture();
  }
}
