package dev.salus.sdk.entity;

import dev.salus.sdk.change.ChangeListener;
import dev.salus.sdk.change.EntityChanges;
import dev.salus.sdk.change.Subscription;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/**
 * What can be done with entities of every kind. Every method may fail with {@link
 * dev.salus.api.SalusException} as the server answers it and {@link
 * dev.salus.sdk.error.ClientException} where the SDK does not believe it; what the caller may not
 * see is {@link dev.salus.api.NotFound}.
 *
 * @param <T> the kind: patients, data samples or healthcare elements
 */
public abstract sealed class EntityApi<T> permits PatientApi, PatientDataApi {

  final EntityEngine<T> engine;
  private final EntityChanges changes;

  EntityApi(EntityEngine<T> engine, EntityChanges changes) {
    this.engine = engine;
    this.changes = changes;
  }

  /**
   * The entity; marked if nobody vouches for its content; its clear part if no key at hand opens
   * it.
   */
  public Future<PotentiallyEncrypted<T>> getAndTryDecrypt(String id) {
    return engine.reader().tryGet(id);
  }

  /**
   * Has the listener told of changes of entities of this kind that the caller has access to, an
   * administrator of those of all. Completes once every change after that is told.
   */
  public Future<Subscription> subscribe(ChangeListener listener) {
    return changes.subscribe(engine.models().type(), listener);
  }

  /**
   * The same of entities that have this coding after the change. {@link dev.salus.api.Invalid} if
   * this connection does not publish codings of that type, so that there would be nothing to tell.
   */
  public Future<Subscription> subscribe(String codingType, String code, ChangeListener listener) {
    return Future.succeededFuture()
        .map(asked -> engine.lists().searchable(EntityFilter.tagged(codingType, code)))
        .compose(
            searchable -> changes.subscribe(engine.models().type(), codingType, code, listener));
  }

  /** {@link #giveAccessTo(Object, String, Access)} with the caller's own permission. */
  public Future<T> giveAccessTo(T entity, String dataOwnerId) {
    return giveAccessTo(entity, dataOwnerId, Access.SAME);
  }

  /**
   * Gives a data owner access to this entity and, as far as the caller has it, to what links a
   * patient's data; tells it which patient the entity is about unless that is left out (protocol
   * §5). Nothing is written if it has that access already; {@link dev.salus.api.Invalid} if it has
   * less of it from the caller, which is removed first.
   *
   * @return the entity as the delegate gets it, with keys of theirs that it was not sealed to
   *     ({@link dev.salus.sdk.model.Metadata#leftOut}); {@link dev.salus.api.Conflict} if the one
   *     given is stale, {@link dev.salus.sdk.error.NoUsableKey} or {@link
   *     dev.salus.sdk.error.UntrustedKey} if the delegate cannot be shared with
   */
  public Future<T> giveAccessTo(T entity, String dataOwnerId, Access access) {
    return engine.write(
        with ->
            with.sharing()
                .giveAccess(entity, dataOwnerId, access)
                .compose(given -> with.sharing().shared(given, dataOwnerId)));
  }

  /**
   * {@link #giveAccessTo(Object, String, Access)} for the entity as it is now: reads it, gives
   * access, and does both again if somebody else wrote it in between. For callers to whom it does
   * not matter what the others wrote.
   *
   * @param tries how often in all, at least 1; then it fails with {@link dev.salus.api.Conflict}
   */
  public Future<T> giveAccessRetrying(String id, String dataOwnerId, Access access, int tries) {
    return engine.write(
        with ->
            with.sharing()
                .giveAccessRetrying(id, dataOwnerId, access, tries)
                .compose(given -> with.sharing().shared(given, dataOwnerId)));
  }

  /**
   * Locks a data owner out of this entity with a new key, in one write (protocol §8). What it has
   * read already cannot be taken back. Needs WRITE, and the author or somebody who gave, directly
   * or through others, every delegation that the data owner holds; else {@link
   * dev.salus.api.Forbidden}.
   *
   * <p>Others who cannot be given the new key keep their delegation without one, and are named:
   * {@link AccessRevoked#leftOut}. A content that is doubtful stays that: {@link
   * AccessRevoked#doubt}.
   */
  public Future<AccessRevoked<T>> revokeAccess(T entity, String dataOwnerId) {
    return engine.write(with -> with.revoking().revoke(entity, dataOwnerId));
  }

  /**
   * Writes this content in the place of whatever the entity holds now, under a new key (protocol
   * §8): the way back where somebody who may write it closed it to the caller with a key or a
   * content that is junk, or wrote what is no record. Whatever others wrote in the meantime is
   * gone, so this is for who knows the last good content. Needs WRITE. Published codings stay as
   * they are stored.
   *
   * @param entity with the id of one that is stored, at any revision
   * @param lockedOut data owners to be locked out, as by {@link #revokeAccess}; may be none
   */
  public Future<AccessRevoked<T>> writeUnderNewKey(T entity, Set<String> lockedOut) {
    Set<String> going = Set.copyOf(lockedOut);
    return engine.write(with -> with.revoking().writeUnderNewKey(entity, going));
  }

  /**
   * Removes a data owner's delegations, and what only they carry, without a new key: enough against
   * an honest server. The own ones to leave, for which the entity need not open here. Nothing is
   * written if there is none any more.
   *
   * @return the entity; empty if the caller has just left it
   */
  public Future<Optional<T>> removeAccess(T entity, String dataOwnerId) {
    return engine.write(with -> with.revoking().remove(entity, dataOwnerId));
  }

  /**
   * Puts a copy under a new id in place of the entity (its author only), for all who have access
   * but this data owner and those who have it only through it; the old id is never used again.
   * {@link dev.salus.api.Conflict}, and no copy, if the one given is stale. Who has no access to
   * the copy, since what gave it does not count or they cannot be sealed to, is in the answer's
   * metadata; so is whose content it is, if that is doubtful.
   */
  public Future<T> copyWithout(T entity, String dataOwnerId) {
    return engine.write(with -> with.copies().copyWithout(entity, dataOwnerId));
  }
}
