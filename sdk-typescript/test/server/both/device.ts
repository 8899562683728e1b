import type { EntityType } from "../../../src/wire/entity.js";

/** A record, and the JSON text that its content is. */
interface One {
  readonly type: EntityType;
  readonly id: string;
}

/** What the tests ask of a device, whichever SDK it has: what is handed in, and what is answered. */
export interface Calls {
  /** Answers the id. */
  create: [{ type: EntityType; patient?: string; content: string }, string];
  /** Answers the content. */
  read: [One, string];
  change: [One & { content: string }, string];
  give: [One & { to: string; permission: "READ" | "WRITE" }, string];
  /** Answers who had access no longer. */
  revoke: [One & { from: string }, string[]];
  /** Answers the id of the copy. */
  copyWithout: [One & { whom: string }, string];
  /** Answers the ids of the records about a patient. */
  about: [{ type: EntityType; patient: string }, string[]];
  fingerprint: [object, string];
  verify: [{ owner: string; fingerprint: string }, string];
  shareFuture: [{ to: string }, null];
  stopSharing: [{ to: string }, null];
  /** Answers the fingerprint of the new key. */
  rotate: [object, string];
  /** Answers how many exchanges were opened to the other device. */
  letIn: [{ fingerprint: string }, number];
  makeRecoveryKey: [object, string];
  makeHandOver: [object, string];
  /** Answers the set's id. */
  appoint: [{ needed: number; notaries: string[] }, string];
  acceptSet: [{ set: string; fingerprint: string }, null];
  approve: [{ owner: string; fingerprint: string }, null];
  restoreFromNotaries: [{ needed: number }, null];
  giveBack: [{ owner: string; fingerprint: string }, number];
  /** Answers how many lost keys are known to be one's own. */
  takeBack: [{ owner: string; fingerprint: string }, number];
  invite: [{ patient: string }, string];
  /** Answers the patient's data owner, if somebody accepted. */
  confirmInvitation: [{ code: string }, string | null];
  /** Answers how many records were shared. */
  giveAll: [{ patient: string }, number];
}

/** A connection of a data owner. A failed call fails with an error that has the name of its class. */
export interface Device {
  readonly owner: string;
  readonly login: string;
  call<N extends keyof Calls>(name: N, args: Calls[N][0]): Promise<Calls[N][1]>;
  close(): Promise<void>;
}

/** Where a device has its keys from. */
export type Keys =
  | { readonly first: "makeKeys" | "addDevice" | "askForAccess" | "askNotaries" }
  | { readonly first: "restore"; readonly recoveryKey: string }
  | { readonly first: "makeKeys"; readonly directory: string; readonly passphrase: string };

/** Who connects. */
export interface Login {
  readonly url: string;
  readonly login: string;
  readonly password: string;
}

/** One of the SDKs. */
export interface Side {
  connect(owner: string, login: Login, keys: Keys): Promise<Device>;
  /** Accepts an invitation with keys of its own, and connects with them. */
  accept(code: string, login: Login): Promise<Device>;
  close(): Promise<void>;
}
