import { Invalid, NotFound } from "../error/server.js";
import type { RandomSource } from "../primitives/random.js";
import { allItems } from "../transport/pages.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import { MAX_NOTARIES } from "../wire/notary.js";
import { SetAcceptances } from "./acceptances.js";
import type { AppointedNotaries } from "./appointednotaries.js";
import { NotaryAppointment } from "./appointment.js";
import { KeyCopies } from "./keycopies.js";
import { type ListedSet, NotarySetDirectory } from "./notarysets.js";
import { NotaryRestoring } from "./restoring.js";
import type { RecoveryRoutes } from "./routes.js";
import { NotaryService } from "./serving.js";
import { type ShareRequest, shareRequestOf } from "./sharerequest.js";

/**
 * Keys kept by people (protocol §9.4): a copy of the key ring opens with the shares of any `k` of `n`
 * notaries. Fewer learn nothing; `k` of them together with the server are the data owner.
 *
 * Like a recovery key this is the ring of that moment: after a new key notaries are to be appointed
 * again.
 */
export class NotaryApi {
  readonly #sets: NotarySetDirectory;
  readonly #appointment: NotaryAppointment;
  readonly #service: NotaryService;
  readonly #acceptances: SetAcceptances;
  readonly #restoring: NotaryRestoring;

  constructor(
    private readonly routes: RecoveryRoutes,
    private readonly keys: OwnerKeys,
    now: () => number,
    random: RandomSource,
  ) {
    const copies = new KeyCopies(routes, random);
    const sets = new NotarySetDirectory(routes, keys);
    this.#sets = sets;
    this.#appointment = new NotaryAppointment(routes, keys, copies, sets, now, random);
    this.#service = new NotaryService(routes, keys, sets, now, random);
    this.#acceptances = new SetAcceptances(routes, keys);
    this.#restoring = new NotaryRestoring(routes, keys, copies, sets);
  }

  /**
   * Gives each of these data owners a share of a new recovery key. Those who were appointed before are
   * so no more: their shares open nothing from then on. May be repeated after a failure.
   *
   * Fails with `Invalid` unless there are 1 to 32 notaries, none of them the caller, and `k` is 1 to
   * their number; with `UntrustedKey` or `NoUsableKey` unless a human has confirmed the keys of each: a
   * server that could slip its own in would get the shares. Then have each of them {@link accept} the
   * set, with your fingerprint.
   *
   * @param k how many of them restore the keys; remember it: {@link restore} asks for it
   */
  async appoint(k: number, notaries: Iterable<string>): Promise<AppointedNotaries> {
    const sorted = [...new Set(notaries)].sort();
    if (sorted.length < 1 || sorted.length > MAX_NOTARIES) {
      throw new Invalid("notaries", `must be 1 to ${MAX_NOTARIES}`);
    }
    if (sorted.includes(this.keys.ring.owner)) {
      throw new Invalid("notaries", "must be others than oneself");
    }
    if (!Number.isInteger(k) || k < 1 || k > sorted.length) {
      throw new Invalid("k", "must be 1 to the number of notaries");
    }
    const set = await this.#appointment.appoint(k, sorted);
    return this.#described({ set, trusted: true });
  }

  /**
   * Takes on a set that the caller was appointed to, after the one who made it read out its
   * fingerprint: {@link approve} gives a share back for sets that were taken on, as they were then, and
   * for no others. So every notary has to do this while the owner still has the keys. Completes once
   * that is kept and the owner can see it ({@link acceptedBy}); may be repeated.
   *
   * Fails with `NotFound` if the server lists no such set of which the caller is a notary, with
   * `FingerprintMismatch` if the owner lists no card with that fingerprint, with `RecoveryRefused` if no
   * card signed the set that goes back to one that was compared, or the share is not the one that it
   * commits to; without a fingerprint with `UntrustedKey` if none was compared before.
   *
   * @param setId from {@link sets}
   * @param fingerprint of the owner's key, in a voice or by a face that the caller knows: the digits, or
   *   the text of the QR code; left out if the caller has compared it before
   */
  accept(setId: string, fingerprint?: string): Promise<void> {
    return this.#service.accept(setId, fingerprint);
  }

  /**
   * The notaries that have taken on a set of the caller's, as they signed it: ids. Who is not among them
   * has not, or the server hides it; it cannot pretend that somebody has. Only notaries whose keys a human
   * has compared on this ring are counted. Fails with `NotFound` if the server lists no such set.
   *
   * @param setId from {@link sets}
   */
  async acceptedBy(setId: string): Promise<readonly string[]> {
    const { set } = await this.#sets.find(this.keys.ring.owner, setId);
    return this.#acceptances.of(set);
  }

  /**
   * The sets that the caller has made or is a notary of, the newest first. Whatever is not `trusted` is
   * the server's word only.
   */
  async sets(): Promise<readonly AppointedNotaries[]> {
    return (await this.#sets.all()).map((listed) => this.#described(listed));
  }

  #described({ set, trusted }: ListedSet): AppointedNotaries {
    const { setId, owner, k, notaries, createdAt, recoveryId } = set;
    const { ring } = this.keys;
    // signed with the key that is in use, and no other than this ring has signed last: dates say nothing
    const isLast = (ring.notarySets.newest?.setId ?? setId) === setId;
    const current = owner !== ring.owner || (set.signedBy === ring.current().keyId && isLast);
    return { setId, owner, needed: k, notaries, createdAt, recoveryId, trusted, current };
  }

  /**
   * Asks the notaries of a set of the caller's for their shares, to be sealed to this connection's
   * current key. Tell each of them its fingerprint, by a way that the server has no part in, and confirm
   * theirs. The same again is the same request.
   *
   * @param setId from {@link sets}
   */
  async ask(setId: string): Promise<ShareRequest> {
    const newKeyId = this.keys.ring.current().keyId;
    return shareRequestOf(await this.routes.askNotaries(setId, newKeyId));
  }

  /** {@link ask} of each set of the caller's; `NotFound` if there is none. */
  async askAll(): Promise<readonly ShareRequest[]> {
    const own = await this.#sets.of(this.keys.ring.owner);
    if (own.length === 0) {
      throw new NotFound("no notaries were appointed");
    }
    return Promise.all(own.map(({ set }) => this.ask(set.setId)));
  }

  /** Takes a request back. */
  withdraw(request: ShareRequest): Promise<void> {
    return this.routes.deleteNotaryRequest(request.id);
  }

  /** The requests that the caller has made, the newest first. */
  ownRequests(): Promise<readonly ShareRequest[]> {
    return this.#requests("by");
  }

  /** The requests to the caller as a notary that it has not answered, the newest first. */
  async pendingRequests(): Promise<readonly ShareRequest[]> {
    const requests = await this.#requests("for");
    return requests.filter((request) => !request.answered.has(this.keys.ring.owner));
  }

  async #requests(whose: "by" | "for"): Promise<readonly ShareRequest[]> {
    const list = allItems((query) => this.routes.notaryRequests(query), { [whose]: "me" });
    return (await list).map((item) => shareRequestOf(item));
  }

  /**
   * Gives the caller's share back, sealed to the key that has this fingerprint.
   *
   * Fails with `FingerprintMismatch` if the request is for another key: a mistake in reading it out, or
   * somebody else who asks; with `RecoveryRefused` if the set is not one that was {@link accept
   * accepted}, as it was then, or the share is not the one that it commits to. Nothing is given back
   * then, and no key becomes trusted by this.
   *
   * @param request from {@link pendingRequests}
   * @param fingerprint as the one who asks read it out, in a voice or by a face that the caller knows
   */
  approve(request: ShareRequest, fingerprint: string): Promise<void> {
    return this.#service.approve(request, fingerprint);
  }

  /**
   * Adds to this connection's key ring all that the copy of it knows that the notaries' shares open, as
   * `recoveryApi.restore` does.
   *
   * Fails with `MissingShares` while there are too few: a share counts only if a human has confirmed the
   * fingerprint of its notary (first use never does) and it is the one that the notary was given; with
   * `RecoveryRefused` if the set needs fewer notaries than there have to be or is another one than was
   * recognised, or shares, set and copy do not belong together. Nothing is changed then.
   *
   * @param meant how many notaries there have to be, as it was when they were appointed: a server could
   *   say fewer, and with a notary's help bring keys that it knows itself; or a set from {@link sets} of
   *   which a human has recognised who serves it and how many it takes: what they said of one holds for
   *   no other text
   */
  async restore(request: ShareRequest, meant: number | AppointedNotaries): Promise<void> {
    if (typeof meant === "number" && !(meant >= 1)) {
      throw new Invalid("k", "must be 1 at least");
    }
    await this.#restoring.restore(request.id, meant);
  }
}
