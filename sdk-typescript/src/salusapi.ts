import { DataOwnerApi } from "./account/dataownerapi.js";
import { UserApi } from "./account/userapi.js";
import { DeviceApi } from "./device/deviceapi.js";
import { DataSampleApi } from "./entity/datasampleapi.js";
import { EntityEngine } from "./entity/engine.js";
import { HealthcareElementApi } from "./entity/healthcareelementapi.js";
import { EntityModels, type Model } from "./entity/models.js";
import { PatientApi } from "./entity/patientapi.js";
import { PatientDataSharing } from "./entity/patientdata.js";
import type { EntitySharing } from "./entity/sharing.js";
import { Connected } from "./entity/tools.js";
import { NoKeyRing } from "./error/client.js";
import { AnotherDataOwner, UnboundAccount } from "./error/keys.js";
import { Forbidden, Invalid } from "./error/server.js";
import { type FirstRing, type FirstUse, firstRing } from "./firstuse.js";
import { type KeyedParts, keyedParts } from "./keyedparts.js";
import type { KeyRing } from "./keys/keyring.js";
import type { KeyStore } from "./keys/keystore.js";
import { KeyRingSaver } from "./keys/saver.js";
import { platformRandom, type RandomSource } from "./primitives/random.js";
import { AccessBackApi } from "./recovery/accessbackapi.js";
import { NotaryApi } from "./recovery/notaryapi.js";
import { RecoveryApi } from "./recovery/recoveryapi.js";
import { RecoveryRoutes } from "./recovery/routes.js";
import { optionalText } from "./transport/answers.js";
import { DEFAULT_REPEATS, type Repeats, RepeatingTransport } from "./transport/repeating.js";
import { ServerApi } from "./transport/serverapi.js";
import { type ClockApart, ServerClock } from "./transport/serverclock.js";
import { type HttpOptions, HttpSession } from "./transport/session.js";
import type { Transport } from "./transport/transport.js";
import { type TrustPolicy, trustOnFirstUse } from "./trust/policy.js";

/** How to connect. */
export interface SalusOptions {
  /** Where the gateway is and who logs in, or what else carries calls. */
  readonly server: HttpOptions | Transport;
  /** Where the keys are kept; left out by administrators, who have none. */
  readonly keyStore?: KeyStore;
  /** Is asked if the store has no keys; if left out, that is `NoKeyRing`. */
  readonly firstUse?: FirstUse;
  /** What to do with keys of others that nothing known vouches for; first use takes them if left out. */
  readonly trust?: TrustPolicy;
  /**
   * Types of the codings that are published, so that the server can search by them: whoever reads its
   * store reads them. None if left out.
   */
  readonly publishedCodingTypes?: Iterable<string>;
  /** How often a call whose answer was lost is sent again. */
  readonly repeats?: Repeats;
  /** Milliseconds since the epoch, for all dates; the platform's if left out. */
  readonly now?: () => number;
  /**
   * Is told once if the server's clock, by the dates of its answers, is more than a minute from this one. Up to
   * ten minutes what is signed is dated by the server's then; whom to trust never is. A page of another origin
   * than the gateway's does not see these dates.
   */
  readonly clockApart?: (apart: ClockApart) => void;
  /** For all keys, nonces and ids; the platform's if left out. */
  readonly random?: RandomSource;
}

/**
 * A connection of one user. Whatever it shows was verified and opened here; the server sees
 * ciphertext. {@link close} it when it is not needed any more: then its keys are overwritten.
 */
export class SalusApi {
  /** Users, and automatic sharing. */
  readonly userApi: UserApi;
  /** Data owners, and whose key is whose. */
  readonly dataOwnerApi: DataOwnerApi;
  readonly patientApi: PatientApi;
  readonly dataSampleApi: DataSampleApi;
  readonly healthcareElementApi: HealthcareElementApi;
  readonly #lost: LostKeysApis | undefined;
  #closed: Promise<void> | undefined;

  private constructor(
    private readonly server: ServerApi,
    private readonly parts: KeyedParts | undefined,
    private readonly saver: KeyRingSaver | undefined,
  ) {
    const connected = new Connected(server, parts?.tools);
    const patients = new EntityEngine(connected, EntityModels.PATIENT);
    const samples = new EntityEngine(connected, EntityModels.DATA_SAMPLE);
    const elements = new EntityEngine(connected, EntityModels.HEALTHCARE_ELEMENT);
    const kinds = [patients.sharing, samples.sharing, elements.sharing];
    const data = new PatientDataSharing(
      connected,
      kinds as readonly unknown[] as readonly EntitySharing<Model>[],
    );
    this.userApi = new UserApi(server, parts);
    this.dataOwnerApi = new DataOwnerApi(server, parts);
    this.patientApi = new PatientApi(patients, data, server, parts);
    this.dataSampleApi = new DataSampleApi(samples);
    this.healthcareElementApi = new HealthcareElementApi(elements);
    this.#lost = parts === undefined ? undefined : lostKeysApis(server, parts);
  }

  /** Keys on paper and handed over; throws `Forbidden` on a connection without keys. */
  get recoveryApi(): RecoveryApi {
    return this.#withKeys.recovery;
  }

  /** The keys of one's own devices; throws `Forbidden` on a connection without keys. */
  get deviceApi(): DeviceApi {
    return this.#withKeys.devices;
  }

  /** Keys kept by people; throws `Forbidden` on a connection without keys. */
  get notaryApi(): NotaryApi {
    return this.#withKeys.notaries;
  }

  /** Access given back by those one shared with; throws `Forbidden` on a connection without keys. */
  get accessBackApi(): AccessBackApi {
    return this.#withKeys.accessBack;
  }

  get #withKeys(): LostKeysApis {
    if (this.#lost === undefined) {
      throw new Forbidden("this needs a key ring; the connection was made without one");
    }
    return this.#lost;
  }

  /**
   * Logs in, loads the keys of the user's data owner, and publishes the cards of those that the
   * server does not list. Fails with `Unauthenticated`, with
   * `AnotherDataOwner` if the server names another one than the login's keys are, with `UnboundAccount` if
   * the store has keys of others and was never told whose this login uses, with `NoKeyRing` or what `firstUse` failed
   * with, and with what the key store fails with.
   */
  static async connect(options: SalusOptions): Promise<SalusApi> {
    const { now = Date.now, random = platformRandom } = options;
    const server = new ServerApi(transportOf(options));
    const clock = new ServerClock(now, options.clockApart);
    server.transport.tellDates?.((date, tookMs) => {
      clock.answered(date, tookMs);
    });
    try {
      const dataOwner = optionalText(await server.me(), "dataOwner");
      if (options.keyStore === undefined) {
        return new SalusApi(server, undefined, undefined);
      }
      const bound = await boundOwner(options.keyStore, server);
      if (bound !== undefined && bound !== dataOwner) {
        throw new AnotherDataOwner(bound, dataOwner);
      }
      if (dataOwner === undefined) {
        const rule = "this user has no data owner, so it connects without keys";
        throw new Invalid("keyStore", rule);
      }
      if (bound === undefined) {
        await requireAlone(options.keyStore, dataOwner);
      }
      return await connectWithKeys(options, options.keyStore, server, dataOwner, clock, random);
    } catch (failure) {
      await server.transport.close();
      throw failure;
    }
  }

  /**
   * Saves and overwrites the keys, gives the store's ring free, and ends the session; idempotent.
   * Fails if the keys could not be saved.
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** @internal */
  static of(server: ServerApi, parts: KeyedParts, saver: KeyRingSaver): SalusApi {
    return new SalusApi(server, parts, saver);
  }

  async #close(): Promise<void> {
    try {
      await this.saver?.close();
    } finally {
      this.parts?.wipe();
      await this.server.transport.close();
    }
  }
}

/** What is there for keys that were lost, or may be. */
interface LostKeysApis {
  readonly recovery: RecoveryApi;
  readonly devices: DeviceApi;
  readonly notaries: NotaryApi;
  readonly accessBack: AccessBackApi;
}

function lostKeysApis(server: ServerApi, parts: KeyedParts): LostKeysApis {
  const { keys, ownCards, entries, now, random } = parts;
  const routes = new RecoveryRoutes(server);
  return {
    recovery: new RecoveryApi(routes, keys, now, random),
    devices: new DeviceApi(keys, ownCards, entries, now, random),
    notaries: new NotaryApi(routes, keys, now, random),
    accessBack: new AccessBackApi(routes, keys, entries),
  };
}

async function connectWithKeys(
  options: SalusOptions,
  store: KeyStore,
  server: ServerApi,
  dataOwner: string,
  clock: ServerClock,
  random: RandomSource,
): Promise<SalusApi> {
  try {
    const { ring, choice } = await ringOf(options, store, server, dataOwner, clock.now, random);
    await bind(store, server, dataOwner);
    const saver = new KeyRingSaver(store, ring);
    try {
      const trust = options.trust ?? trustOnFirstUse();
      const published = new Set(options.publishedCodingTypes);
      const kept = { save: () => saver.save(), saveSeen: () => saver.saveSeen() };
      const parts = keyedParts(server, ring, kept, trust, published, clock, random);
      await parts.ownCards.publishMissing();
      const connected = SalusApi.of(server, parts, saver);
      if (choice?.kind === "askNotaries") {
        await connected.notaryApi.askAll();
      } else if (choice?.kind === "askForAccess") {
        await connected.accessBackApi.ask();
      }
      return connected;
    } catch (failure) {
      await saver.close().catch(() => undefined);
      throw failure;
    }
  } catch (failure) {
    await store.release(dataOwner);
    throw failure;
  }
}

/** Refuses to let the server choose between the keys of several people. */
async function requireAlone(store: KeyStore, dataOwner: string): Promise<void> {
  const owners = await store.owners();
  if (owners.some((owner) => owner !== dataOwner)) {
    throw new UnboundAccount([...owners].sort(), dataOwner);
  }
}

/** Whose keys this account uses; undefined if that was never said. */
async function boundOwner(store: KeyStore, { transport }: ServerApi): Promise<string | undefined> {
  return transport.account === undefined ? undefined : store.owner(transport.account);
}

/** Whose keys it are is not the server's to say from then on. */
async function bind(store: KeyStore, server: ServerApi, dataOwner: string): Promise<void> {
  const { account } = server.transport;
  if (account !== undefined && (await store.owner(account)) === undefined) {
    await store.bind(account, dataOwner);
  }
}

async function ringOf(
  options: SalusOptions,
  store: KeyStore,
  server: ServerApi,
  dataOwner: string,
  now: () => number,
  random: RandomSource,
): Promise<{ readonly ring: KeyRing } & Partial<FirstRing>> {
  const kept = await store.load(dataOwner);
  if (kept !== undefined && kept.owner !== dataOwner) {
    kept.wipe();
    throw new AnotherDataOwner(kept.owner, dataOwner);
  }
  if (kept !== undefined) {
    return { ring: kept };
  }
  if (options.firstUse === undefined) {
    throw new NoKeyRing(dataOwner);
  }
  const made = await firstRing(server, dataOwner, options.firstUse, now, random);
  try {
    await store.save(made.ring);
  } catch (failure) {
    made.ring.wipe();
    throw failure;
  }
  return made;
}

function transportOf({ server, repeats = DEFAULT_REPEATS }: SalusOptions): Transport {
  const transport = "call" in server ? server : new HttpSession(server);
  return repeats.most === 0 ? transport : new RepeatingTransport(transport, repeats);
}
