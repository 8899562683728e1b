import type { ChangeListener } from "../events/event.js";
import { Subscription } from "../events/subscription.js";
import type { EntityEngine } from "./engine.js";
import { tagText } from "./lists.js";
import type { Model, Stored } from "./models.js";
import type { Access, AccessRevoked, PotentiallyEncrypted } from "./results.js";

/**
 * What can be done with entities of each type. All fail with the errors of `docs/errors.md`; what a
 * stranger asks for is `NotFound`.
 */
export abstract class EntityApi<T extends Model> {
  /** @internal */
  constructor(protected readonly engine: EntityEngine<T>) {}

  /**
   * An entity that the caller may see, open or not, genuine or not. Fails with `TamperedEntity` if it
   * is not what its writers wrote.
   */
  getAndTryDecrypt(id: string): Promise<PotentiallyEncrypted<Stored<T>>> {
    return this.engine.reader.tryGet(id);
  }

  /**
   * Gives access to an entity as it was read; the caller's own permission unless another is named.
   * Who has access already gets nothing new, and nothing is written then. Fails with a conflict if it
   * has changed since it was read.
   *
   * @returns the entity as the delegate gets it, at its new revision
   */
  async giveAccessTo(entity: T, dataOwnerId: string, access: Access = {}): Promise<Stored<T>> {
    const given = await this.engine.sharing.giveAccess(entity, dataOwnerId, access);
    return this.engine.sharing.shared(given, dataOwnerId);
  }

  /**
   * {@link giveAccessTo} to whatever is stored, again after a conflict.
   *
   * @param tries at least 1
   */
  async giveAccessRetrying(
    id: string,
    dataOwnerId: string,
    access: Access = {},
    tries = 3,
  ): Promise<Stored<T>> {
    const { sharing } = this.engine;
    const given = await sharing.giveAccessRetrying(id, dataOwnerId, access, tries);
    return sharing.shared(given, dataOwnerId);
  }

  /**
   * Locks a data owner out with a new key (protocol §8): it opens nothing that is written from now
   * on, not even with the stored document at hand. Who had access through it alone loses it, too.
   */
  revokeAccess(entity: T, dataOwnerId: string): Promise<AccessRevoked<Stored<T>>> {
    return this.engine.revoking.revoke(entity, dataOwnerId);
  }

  /**
   * Writes an entity that is known under a new key, also where what is stored does not open: the way
   * back after somebody wrapped junk.
   *
   * @param lockedOut data owners to lock out; may be none
   */
  writeUnderNewKey(entity: T, lockedOut: Iterable<string>): Promise<AccessRevoked<Stored<T>>> {
    return this.engine.revoking.writeUnderNewKey(entity, lockedOut);
  }

  /**
   * Removes a data owner's access without a new key, which binds an honest server only; the caller
   * leaves so, too.
   *
   * @returns the entity; undefined if the caller cannot see it any more
   */
  removeAccess(entity: T, dataOwnerId: string): Promise<Stored<T> | undefined> {
    return this.engine.revoking.remove(entity, dataOwnerId);
  }

  /**
   * Revokes by a copy: the entity under a new id for all but that data owner, the original deleted.
   * For the author only, and not for a patient that is a data owner.
   */
  copyWithout(entity: T, dataOwnerId: string): Promise<Stored<T>> {
    return this.engine.copies.copyWithout(entity, dataOwnerId);
  }

  /**
   * Tells of changes of entities of this type that the caller has access to, as they happen;
   * completes once every change after that is told.
   *
   * @param tag only of those that have this published coding after the change
   */
  subscribe(
    listener: ChangeListener,
    tag?: { readonly type: string; readonly code: string },
  ): Promise<Subscription> {
    const { connected, models } = this.engine;
    const { transport } = connected.server;
    const query = { tag: tag && tagText(tag) };
    return Subscription.open(transport, models.type, query, listener, Date.now);
  }
}
