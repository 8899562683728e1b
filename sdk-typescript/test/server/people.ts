import {
  type DataOwnerType,
  makeKeys,
  MemoryKeyStore,
  SalusApi,
  type SalusOptions,
  type User,
} from "../../src/index.js";
import type { RunningServer } from "./server.js";

/** Of everybody but the administrator. */
export const PASSWORD = "winter is coming soon";

/** Somebody who is connected. */
export interface Person {
  readonly api: SalusApi;
  readonly user: User;
  /** The data owner's id. */
  readonly id: string;
  /** What it connected with. */
  readonly options: SalusOptions;
}

/** Makes data owners and their users, and connects them. */
export class People {
  readonly #connected: SalusApi[] = [];
  #admin: Promise<SalusApi> | undefined;

  constructor(readonly server: RunningServer) {}

  /** An administrator, who has no keys. */
  admin(): Promise<SalusApi> {
    this.#admin ??= this.#connect({ server: { url: this.server.url, ...this.server.admin } });
    return this.#admin;
  }

  /** A new data owner of this type, connected with first keys. */
  async person(type: DataOwnerType, options: Partial<SalusOptions> = {}): Promise<Person> {
    return this.connect(await this.user(type), options);
  }

  /** A user of a new data owner of this type, who never connected. */
  async user(type: DataOwnerType): Promise<User> {
    const login = `${type}-${globalThis.crypto.randomUUID().slice(0, 8)}`;
    const admin = await this.admin();
    const name = type === "patient" ? undefined : login;
    const { id } = await admin.dataOwnerApi.createDataOwner(type, name);
    return admin.userApi.createUser(login, PASSWORD, [], id);
  }

  /** Connects a user that is there. */
  async connect(user: User, options: Partial<SalusOptions> = {}): Promise<Person> {
    const all: SalusOptions = {
      server: { url: this.server.url, login: user.login, password: PASSWORD },
      keyStore: new MemoryKeyStore(),
      firstUse: makeKeys,
      ...options,
    };
    const api = await this.#connect(all);
    return { api, user, id: api.dataOwnerApi.getDataOwnerIdOf(user), options: all };
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await Promise.all(this.#connected.map((api) => api.close()));
  }

  async #connect(options: SalusOptions): Promise<SalusApi> {
    const api = await SalusApi.connect(options);
    this.#connected.push(api);
    return api;
  }
}
