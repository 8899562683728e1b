import {
  AnotherDataOwner,
  type DataOwner,
  type FirstUseChoice,
  IndexedDbKeyStore,
  type ListedCard,
  MemoryKeyStore,
  SalusApi,
  UnboundAccount,
  type User,
  verifyWith,
} from "@salus/sdk";
import { administers } from "./administrators.js";
import { codeQuestions } from "./codes.js";
import { KeyQuestions } from "./questions.js";
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
  /** As the person typed it; what the server calls them in {@link user} is its own word. */
  readonly login: string;
  readonly transport: KeptTransport;
  readonly user: User;
  /** The connection without keys. */
  readonly api: SalusApi;
  /** Whether the account may do nothing before it has a second factor. */
  readonly needsFactor: boolean;
  /** Whether this browser has keys of the user's data owner. */
  readonly hasKeys: boolean;
  /** Whether this browser has keys of somebody else. */
  readonly others: boolean;
  /** The cards of the data owner that the server lists; none is what somebody new has. */
  readonly cards: readonly ListedCard[];
}

/** Somebody who works with the page. */
export interface Session {
  readonly api: SalusApi;
  readonly user: User;
  /** As the person typed it. */
  readonly login: string;
  /** Keys that this person alone is asked about. */
  readonly questions: KeyQuestions;
  /** The data owner that the user acts for; undefined for administrators without keys. */
  readonly owner: DataOwner | undefined;
  readonly isAdmin: boolean;
  readonly url: string;
  readonly transport: KeptTransport;
  /** Where the keys are kept; undefined without keys. */
  readonly keyStore: IndexedDbKeyStore | undefined;
}

class OnlyAsked extends Error {}

/** Logs in, without keys. Fails with what {@link SalusApi.connect} fails with. */
export async function logIn({ url, login, password }: Credentials): Promise<LoggedIn> {
  const options = { url, login, password, code: codeQuestions.ask };
  const transport = new KeptTransport(options);
  try {
    const api = await SalusApi.connect({ server: transport });
    const user = await api.userApi.getLoggedUser();
    const factor = await api.userApi.secondFactor.status();
    const needsFactor = factor.required && factor.state !== "on";
    const { dataOwner } = user;
    await requireSame(transport, dataOwner);
    const others = (await IndexedDbKeyStore.kept()).some((id) => id !== dataOwner);
    const hasKeys = dataOwner !== undefined && (await areKept(dataOwner));
    const isFirst = dataOwner !== undefined && !hasKeys && !needsFactor;
    const cards = isFirst ? await cardsOf(transport) : [];
    return { url, login, transport, user, api, needsFactor, hasKeys, others, cards };
  } catch (failure) {
    await transport.end();
    throw failure;
  }
}

/** Whose keys this login uses here is not the server's to say: nothing is done with any before that. */
async function requireSame(
  { account }: KeptTransport,
  dataOwner: string | undefined,
): Promise<void> {
  const bound = await IndexedDbKeyStore.ownerOf(account);
  if (bound !== undefined && bound !== dataOwner) {
    throw new AnotherDataOwner(bound, dataOwner);
  }
}

/** Whether this browser has keys; those that somebody set aside and put no others in place of are back. */
async function areKept(dataOwner: string): Promise<boolean> {
  if ((await IndexedDbKeyStore.exportFile(dataOwner)) !== undefined) {
    return true;
  }
  return (await IndexedDbKeyStore.aside(dataOwner)) > 0 && IndexedDbKeyStore.putBack(dataOwner);
}

/** What whoever guesses a secret of this person knows, with blanks between. */
export function knownOf({ login, url }: Pick<LoggedIn, "login" | "url">): string {
  return [...login.split(/[\s@._-]+/), login, ...new URL(url).hostname.split(".")].join(" ");
}

/** The cards that the server lists of whoever is logged in. */
export async function cardsOf(transport: KeptTransport): Promise<readonly ListedCard[]> {
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
export function openWithoutKeys({ transport, user, login, url, api }: LoggedIn): Session {
  return {
    api,
    user,
    login,
    questions: new KeyQuestions(),
    owner: undefined,
    isAdmin: administers(user),
    url,
    transport,
    keyStore: undefined,
  };
}

/**
 * Opens the keys that this browser has, or does what was chosen where it has none, and keeps them
 * under the passphrase.
 */
export async function openKeys(
  { transport, user, login, url }: LoggedIn,
  passphrase: string,
  choice?: FirstUseChoice,
): Promise<Session> {
  const keyStore = new IndexedDbKeyStore(passphrase);
  const questions = new KeyQuestions();
  const choosing = { asked: false };
  const connect = () =>
    SalusApi.connect({
      server: transport,
      keyStore,
      trust: verifyWith((prompt) => questions.ask(prompt)),
      ...(choice !== undefined && {
        firstUse: () => {
          choosing.asked = true;
          return choice;
        },
      }),
    });
  const api = await connect().catch(async (failure: unknown) => {
    if (!(failure instanceof UnboundAccount)) {
      throw failure;
    }
    await bind(keyStore, transport, user, choice);
    return connect();
  });
  try {
    if (choice !== undefined && !choosing.asked) {
      await goOnWith(api, choice);
    }
    const owner = await api.dataOwnerApi.getDataOwner(api.dataOwnerApi.getDataOwnerIdOf(user));
    transport.requireOpen();
    const isAdmin = administers(user);
    return { api, user, login, questions, owner, isAdmin, url, transport, keyStore };
  } catch (failure) {
    questions.abandon();
    await closeKeys(api, keyStore);
    throw failure;
  }
}

/**
 * Says whose keys this login uses, in a browser that has those of several people. That is a person's to
 * say: they have chosen how to begin where their own are not, or know the passphrase.
 */
async function bind(
  keyStore: IndexedDbKeyStore,
  { account }: KeptTransport,
  { dataOwner = "" }: User,
  choice: FirstUseChoice | undefined,
): Promise<void> {
  if (choice === undefined) {
    (await keyStore.load(dataOwner))?.wipe();
    await keyStore.release(dataOwner);
  }
  await keyStore.bind(account, dataOwner);
}

/** Does what was chosen with keys that an earlier attempt, which failed after it, has made. */
async function goOnWith(api: SalusApi, choice: FirstUseChoice): Promise<void> {
  if (choice.kind === "restore") {
    await api.recoveryApi.restore(choice.key);
  } else if (choice.kind === "askNotaries") {
    await api.notaryApi.askAll();
  } else if (choice.kind === "askForAccess") {
    await api.accessBackApi.ask();
  }
}

/** Saves and overwrites the keys, and logs out. */
export async function endSession({
  api,
  transport,
  keyStore,
  questions,
}: Pick<Session, "api" | "transport" | "keyStore" | "questions">): Promise<void> {
  questions.abandon();
  try {
    await closeKeys(api, keyStore);
  } finally {
    await transport.end();
  }
}

/** A connection that cannot save what it has ends, too, and leaves no keys open behind it. */
async function closeKeys(api: SalusApi, keyStore: IndexedDbKeyStore | undefined): Promise<void> {
  try {
    await api.close();
  } finally {
    await keyStore?.close();
  }
}
