import { Invitations } from "../../src/account/invitations.js";
import { OwnerKey } from "../../src/crypto/ownerkey.js";
import { fingerprintOf } from "../../src/crypto/fingerprint.js";
import { platformRandom, type RandomSource } from "../../src/primitives/random.js";
import { DeviceApi } from "../../src/device/deviceapi.js";
import { ExchangeBook } from "../../src/exchange/book.js";
import { ExchangeEntries } from "../../src/exchange/entries.js";
import type { JsonObject } from "../../src/json/node.js";
import { KeyRing } from "../../src/keys/keyring.js";
import { AccessBackApi } from "../../src/recovery/accessbackapi.js";
import { NotaryApi } from "../../src/recovery/notaryapi.js";
import { RecoveryApi } from "../../src/recovery/recoveryapi.js";
import { RecoveryRoutes } from "../../src/recovery/routes.js";
import { text } from "../../src/transport/answers.js";
import { ServerApi } from "../../src/transport/serverapi.js";
import { HttpSession } from "../../src/transport/session.js";
import type { Query, Request, Transport } from "../../src/transport/transport.js";
import { CardDirectory } from "../../src/trust/directory.js";
import { OwnCards } from "../../src/trust/owncards.js";
import { trustOnFirstUse } from "../../src/trust/policy.js";
import type { RunningServer } from "./server.js";

const PASSWORD = "correct horse battery";

/** Plays a server that does something else with a call than it should. */
export type Meddling = (
  request: Request,
  call: () => Promise<JsonObject | undefined>,
) => Promise<JsonObject | undefined>;

class MeddledTransport implements Transport {
  meddling: Meddling | undefined;

  constructor(private readonly real: Transport) {}

  call(request: Request): Promise<JsonObject | undefined> {
    const call = () => this.real.call(request);
    return this.meddling === undefined ? call() : this.meddling(request, call);
  }

  socket(query: Query): Promise<WebSocket> {
    return this.real.socket(query);
  }

  close(): Promise<void> {
    return this.real.close();
  }
}

/** A data owner's login. */
export interface Account {
  readonly owner: string;
  readonly login: string;
}

/** A data owner, made by an administrator. */
export async function account(process: RunningServer): Promise<Account> {
  const login = `person ${globalThis.crypto.randomUUID()}`;
  const admin = new ServerApi(new HttpSession({ url: process.url, ...process.admin }));
  const owner = text(await admin.post("/data-owners", { type: "hcp", name: login }), "id");
  const user = { login, password: PASSWORD, dataOwner: owner, roles: ["admin"] };
  await admin.post("/users", user);
  await admin.transport.close();
  return { owner, login };
}

/** A ring with one new key. */
export async function newRing(owner: string): Promise<KeyRing> {
  const key = await OwnerKey.generate(owner, Date.now(), platformRandom);
  return new KeyRing(owner, [{ key, signedUpTo: 0 }]);
}

/** A device of a data owner: a session with keys, whose card is published. */
export class Member {
  readonly owner: string;
  readonly server: ServerApi;
  readonly exchanges: ExchangeBook;
  readonly recovery: RecoveryApi;
  readonly notaries: NotaryApi;
  readonly accessBack: AccessBackApi;
  readonly devices: DeviceApi;
  readonly invitations: Invitations;
  readonly cards: CardDirectory;
  /** Is told of each length of random bytes that exchange records are sealed with. */
  onRandom: (length: number) => void = () => undefined;
  /** How often the ring was to be kept. */
  saved = 0;
  readonly #transport: MeddledTransport;

  private constructor(
    process: RunningServer,
    login: string,
    readonly ring: KeyRing,
  ) {
    const now = () => Date.now();
    this.owner = ring.owner;
    const session = new HttpSession({ url: process.url, login, password: PASSWORD });
    this.#transport = new MeddledTransport(session);
    this.server = new ServerApi(this.#transport);
    this.cards = new CardDirectory(this.server, ring, trustOnFirstUse(), now);
    const save = () => {
      this.saved++;
      return Promise.resolve();
    };
    const keys = { ring, save, saveSeen: save, cards: this.cards };
    const routes = new RecoveryRoutes(this.server);
    this.exchanges = new ExchangeBook(this.server, ring, this.cards, now, platformRandom);
    const random: RandomSource = (length) => {
      this.onRandom(length);
      return platformRandom(length);
    };
    const entries = new ExchangeEntries(this.server, keys, this.exchanges, now, random);
    const own = new OwnCards(this.server, keys);
    this.recovery = new RecoveryApi(routes, keys, now, platformRandom);
    this.notaries = new NotaryApi(routes, keys, now, platformRandom);
    this.accessBack = new AccessBackApi(routes, keys, entries);
    this.devices = new DeviceApi(keys, own, entries, now, platformRandom);
    this.invitations = new Invitations(this.server, keys, platformRandom);
  }

  /** Logs in with this ring, or one with a new key, and publishes what is missing. */
  static async connect(
    process: RunningServer,
    { owner, login }: Account,
    ring?: KeyRing,
  ): Promise<Member> {
    const member = new Member(process, login, ring ?? (await newRing(owner)));
    const save = () => Promise.resolve();
    const keys = { ring: member.ring, save, saveSeen: save, cards: member.cards };
    await new OwnCards(member.server, keys).publishMissing();
    return member;
  }

  /** The fingerprint that this device shows. */
  get fingerprint(): string {
    return fingerprintOf(this.owner, this.ring.current().keyId);
  }

  /** From now on each call goes through this; undefined for an honest server. */
  meddle(meddling: Meddling | undefined): void {
    this.#transport.meddling = meddling;
  }

  /** Shares with somebody: the id of an exchange. */
  async shareWith(other: { readonly owner: string }): Promise<string> {
    return (await this.exchanges.forWrapping(other.owner)).key.exchangeId;
  }

  /** Whether what was shared under an exchange opens to this device. */
  async opens(exchangeId: string): Promise<boolean> {
    this.exchanges.forget();
    return this.exchanges.opens(exchangeId);
  }

  /** Compares the fingerprint of another one, as people do. */
  async compare(other: Member): Promise<void> {
    await this.cards.decisions.confirm(other.owner, other.fingerprint);
  }
}
