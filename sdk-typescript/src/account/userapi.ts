import { RefusedPolicy } from "../error/client.js";
import { namingDataOwner } from "../error/naming.js";
import { Forbidden, Invalid } from "../error/server.js";
import {
  type AutomaticSharing,
  SHARING_WITH_NOBODY,
  type SharingDataWith,
  type SharingKind,
  withDelegates,
  withoutDelegates,
} from "../sharing/automatic.js";
import type { AutomaticSharingBook } from "../sharing/book.js";
import { notReached } from "../sharing/reach.js";
import { items } from "../transport/answers.js";
import { allItems } from "../transport/pages.js";
import type { ServerApi } from "../transport/serverapi.js";
import { path } from "../transport/transport.js";
import type { CardDirectory } from "../trust/directory.js";
import { SecondFactorApi } from "./secondfactorapi.js";
import { type User, userOf } from "./user.js";

const KINDS: readonly SharingKind[] = ["all", "medicalInformation", "administrativeInformation"];

/** What automatic sharing needs of a connection that has keys. */
interface Keyed {
  readonly automaticSharing: AutomaticSharingBook;
  readonly cards: CardDirectory;
}

/** Users, and with whom the logged one shares automatically (protocol §7). */
export class UserApi {
  /** @internal */
  constructor(
    private readonly server: ServerApi,
    private readonly keyedIfAny: Keyed | undefined,
  ) {}

  /** Who is logged in. */
  async getLoggedUser(): Promise<User> {
    return this.#me(await this.#sharing());
  }

  /**
   * Shares with these what the caller creates from now on; what is there already stays as it is.
   *
   * @param kind of data; `all` if left out
   * @returns the logged user, and who of these is not reached
   */
  shareAllFutureDataWith(kind: SharingKind, dataOwnerIds: readonly string[]): Promise<User>;
  shareAllFutureDataWith(dataOwnerIds: readonly string[]): Promise<User>;
  async shareAllFutureDataWith(
    kindOrIds: SharingKind | readonly string[],
    dataOwnerIds: readonly string[] = [],
  ): Promise<User> {
    const { kind, ids } = kindAndIds(kindOrIds, dataOwnerIds);
    for (const id of ids) {
      await this.server.dataOwner(id).catch((failure: unknown) => {
        throw namingDataOwner(id, failure);
      });
    }
    const { automaticSharing, cards } = this.#keyed;
    const sharing = await automaticSharing.change((all) => withDelegates(all, kind, ids));
    const missed = await notReached(cards, ids);
    return userOf(await this.server.me(), sharing.delegates, missed);
  }

  /** Stops sharing a kind with these; what they have they keep. */
  stopSharingDataWith(kind: SharingKind, dataOwnerIds: readonly string[]): Promise<User>;
  stopSharingDataWith(dataOwnerIds: readonly string[]): Promise<User>;
  async stopSharingDataWith(
    kindOrIds: SharingKind | readonly string[],
    dataOwnerIds: readonly string[] = [],
  ): Promise<User> {
    const { kind, ids } = kindAndIds(kindOrIds, dataOwnerIds);
    const { automaticSharing } = this.#keyed;
    const sharing = await automaticSharing.change((all) => withoutDelegates(all, kind, ids));
    return this.#me(sharing.delegates);
  }

  /** The policy as stored, to look at: this device may not have seen it. */
  getAutomaticSharing(): Promise<AutomaticSharing> {
    return this.#keyed.automaticSharing.unconfirmed();
  }

  /**
   * Applies the stored policy from now on, on this device, after its owner has looked at it. Fails with
   * `Conflict` if another text is stored by now: what a human has said of one holds for no other.
   *
   * @param shown from {@link getAutomaticSharing}, as the owner saw it
   */
  confirmAutomaticSharing(shown: AutomaticSharing): Promise<AutomaticSharing> {
    return this.#keyed.automaticSharing.confirm(shown);
  }

  /** Changes the caller's password; sessions of other devices end. */
  changePassword(oldPassword: string, newPassword: string): Promise<void> {
    const body = { old: oldPassword, new: newPassword };
    return this.server.run("PUT", "/users/me/password", body);
  }

  /** The second factor of the logged user. */
  get secondFactor(): SecondFactorApi {
    return new SecondFactorApi(this.server);
  }

  /** Creates a user; for administrators. */
  async createUser(
    login: string,
    password: string,
    roles: readonly string[] = [],
    dataOwnerId?: string,
  ): Promise<User> {
    const dataOwner = dataOwnerId === undefined ? {} : { dataOwner: dataOwnerId };
    const body = { login, password, roles, ...dataOwner };
    return userOf(await this.server.post("/users", body), SHARING_WITH_NOBODY.delegates);
  }

  /** A user; for administrators. */
  async getUser(id: string): Promise<User> {
    return userOf(await this.server.get(path("users", id)), SHARING_WITH_NOBODY.delegates);
  }

  /** The user of a login; undefined if there is none. For administrators. */
  async findUser(login: string): Promise<User | undefined> {
    const [found] = items(await this.server.get("/users", { login }));
    return found && userOf(found, SHARING_WITH_NOBODY.delegates);
  }

  /** All users; for administrators. */
  async getUsers(): Promise<readonly User[]> {
    const all = await allItems((query) => this.server.get("/users", query));
    return all.map((json) => userOf(json, SHARING_WITH_NOBODY.delegates));
  }

  /** Sets a user's password; for administrators. */
  resetPassword(user: User, password: string): Promise<void> {
    return this.server.run("PUT", path("users", user.id, "password"), { password });
  }

  /**
   * Gives a user other roles in place of those that it has, at the revision that was read; for
   * administrators. They hold from its next call on, its sessions go on. Fails with `Conflict` if it was
   * changed since, or if no administrator who may log in would be left.
   *
   * @returns the user as it is now
   */
  setRoles(user: User, roles: readonly string[]): Promise<User> {
    return this.#change(user, { roles });
  }

  /**
   * Keeps a user out until {@link unlock}, at the revision that was read; for administrators. Its sessions
   * end at once. Its data owner, keys and records stay, and so does what is shared: what it has copied it
   * goes on reading. Fails with `Conflict` if it was changed since, or if no administrator who may log in
   * would be left.
   *
   * @returns the user as it is now
   */
  lock(user: User): Promise<User> {
    return this.#change(user, { locked: true });
  }

  /**
   * Lets a user log in again whom {@link lock} or failed log-ins keep out, at whatever revision it is; for
   * administrators. Sessions that ended stay ended. Read it again before it is changed.
   */
  unlock(user: User): Promise<void> {
    return this.server.run("DELETE", path("users", user.id, "locks"));
  }

  /** Removes a second factor that its user has lost, and ends its sessions; for administrators. */
  resetSecondFactor(user: User): Promise<void> {
    return this.server.run("DELETE", path("users", user.id, "second-factor"));
  }

  /** Deletes a user, at the revision that was read; for administrators. */
  async deleteUser(user: User): Promise<void> {
    const query = { rev: user.rev };
    await this.server.transport.call({ method: "DELETE", path: path("users", user.id), query });
  }

  async #change(user: User, what: Partial<Pick<User, "roles" | "locked">>): Promise<User> {
    const body = { rev: user.rev, ...what };
    return userOf(await this.server.put(path("users", user.id), body), NOBODY);
  }

  get #keyed(): Keyed {
    if (this.keyedIfAny === undefined) {
      throw new Forbidden("this needs a key ring; the connection was made without one");
    }
    return this.keyedIfAny;
  }

  async #me(sharing: SharingDataWith): Promise<User> {
    return userOf(await this.server.me(), sharing);
  }

  async #sharing(): Promise<SharingDataWith> {
    try {
      return (await this.keyedIfAny?.automaticSharing.current())?.delegates ?? NOBODY;
    } catch (failure) {
      if (failure instanceof RefusedPolicy) {
        return NOBODY;
      }
      throw failure;
    }
  }
}

const NOBODY = SHARING_WITH_NOBODY.delegates;

function kindAndIds(
  kindOrIds: SharingKind | readonly string[],
  dataOwnerIds: readonly string[],
): { readonly kind: SharingKind; readonly ids: readonly string[] } {
  if (typeof kindOrIds !== "string") {
    return { kind: "all", ids: kindOrIds };
  }
  if (!KINDS.includes(kindOrIds)) {
    throw new Invalid("kind", `must be one of ${KINDS.join(", ")}`);
  }
  return { kind: kindOrIds, ids: dataOwnerIds };
}
