import {
  type DataOwner,
  type FirstUseChoice,
  HttpSession,
  IndexedDbKeyStore,
  type ListedCard,
  MemoryKeyStore,
  SalusApi,
  type User,
  verifyWith,
} from "@salus/sdk";
import { codeQuestions } from "./codes.js";
import type { KeyQuestions } from "./questions.js";
import { KeptTransport } from "./keptransport.js";

/** Who logs in, and where. */
export interface Credentials {
  readonly url: string;
  readonly login: string;
  readonly password: string;
}

/** Somebody whose log-in went well, and whose keys are not open yet. */
export interface LoggedIn {
  readonly url: string;
  readonly transport: KeptTransport;
  readonly user: User;
  /** Whether this browser has keys of the user's data owner. */
  readonly hasKeys: boolean;
  /** The cards of the data owner that the server lists; none is what somebody new has. */
  readonly cards: readonly ListedCard[];
}

/** Somebody who works with the page. */
export interface Session {
  readonly api: SalusApi;
  readonly user: User;
  /** The data owner that the user acts for; undefined for administrators without keys. */
  readonly owner: DataOwner | undefined;
  readonly isAdmin: boolean;
  readonly url: string;
  readonly transport: KeptTransport;
}

class OnlyAsked extends Error {}

/** Logs in, without keys. Fails with what {@link SalusApi.connect} fails with. */
export async function logIn({ url, login, password }: Credentials): Promise<LoggedIn> {
  const options = { url, login, password, code: codeQuestions.ask };
  const transport = new KeptTransport(new HttpSession(options));
  try {
    const api = await SalusApi.connect({ server: transport });
    const user = await api.userApi.getLoggedUser();
    const kept =
      user.dataOwner === undefined ? undefined : await IndexedDbKeyStore.exportFile(user.dataOwner);
    const hasKeys = kept !== undefined;
    const cards = user.dataOwner === undefined || hasKeys ? [] : await cardsOf(transport);
    return { url, transport, user, hasKeys, cards };
  } catch (failure) {
    await transport.end();
    throw failure;
  }
}

/** The cards that the server lists of whoever is logged in. */
async function cardsOf(transport: KeptTransport): Promise<readonly ListedCard[]> {
  let cards: readonly ListedCard[] = [];
  try {
    await SalusApi.connect({
      server: transport,
      keyStore: new MemoryKeyStore(),
      firstUse: (situation) => {
        cards = situation.cards;
        throw new OnlyAsked();
      },
    });
  } catch (failure) {
    if (!(failure instanceof OnlyAsked)) {
      throw failure;
    }
  }
  return cards;
}

/** Works without keys: what an administrator sees is what the server has. */
export async function openWithoutKeys({ transport, user, url }: LoggedIn): Promise<Session> {
  const api = await SalusApi.connect({ server: transport });
  return { api, user, owner: undefined, isAdmin: isAdmin(user), url, transport };
}

/**
 * Opens the keys that this browser has, or does what was chosen where it has none, and keeps them
 * under the passphrase.
 */
export async function openKeys(
  { transport, user, url }: LoggedIn,
  passphrase: string,
  questions: KeyQuestions,
  choice?: FirstUseChoice,
): Promise<Session> {
  const api = await SalusApi.connect({
    server: transport,
    keyStore: new IndexedDbKeyStore(passphrase),
    trust: verifyWith((prompt) => questions.ask(prompt)),
    ...(choice === undefined ? {} : { firstUse: () => choice }),
  });
  const owner = await api.dataOwnerApi.getDataOwner(api.dataOwnerApi.getDataOwnerIdOf(user));
  return { api, user, owner, isAdmin: isAdmin(user), url, transport };
}

/** Saves and overwrites the keys, and logs out. */
export async function endSession({ api, transport }: Session): Promise<void> {
  try {
    await api.close();
  } finally {
    await transport.end();
  }
}

function isAdmin(user: User): boolean {
  return user.roles.includes("admin");
}
