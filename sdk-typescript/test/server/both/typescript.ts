import { FileKeyStore } from "../../../src/node/filestore.js";
import {
  acceptInvitation,
  DataSample,
  type FirstUseChoice,
  HealthcareElement,
  InvitationCode,
  type KeyStore,
  MemoryKeyStore,
  Patient,
  RecoveryKey,
  SalusApi,
} from "../../../src/index.js";
import type { EntityApi } from "../../../src/entity/entityapi.js";
import { EntityModels, type Model } from "../../../src/entity/models.js";
import { parseContent, readShape } from "../../../src/model/reading.js";
import type { Shape } from "../../../src/model/schema.js";
import { DATA_SAMPLE, HEALTHCARE_ELEMENT, PATIENT } from "../../../src/model/shapes.js";
import type { EntityType } from "../../../src/wire/entity.js";
import { CHEAP } from "../../keys/rings.js";
import type { Calls, Device, Keys, Login, Side } from "./device.js";

/** Entities of one type, whose contents are JSON text. */
interface Records<T extends Model> {
  readonly api: EntityApi<T>;
  readonly models: EntityModels<T>;
  get(id: string): Promise<T>;
  put(model: T, patient: string | undefined): Promise<T>;
  model(content: string, of: T | undefined): T;
  about(patient: string): Promise<readonly T[]>;
}

function fields(content: string, shape: Shape, of: Model | undefined): object {
  const read = readShape(parseContent(content), shape).fields;
  return of === undefined ? read : { ...read, id: of.id, rev: of.rev, metadata: of.metadata };
}

function patients({ patientApi }: SalusApi): Records<Patient> {
  return {
    api: patientApi,
    models: EntityModels.PATIENT,
    get: (id) => patientApi.getPatient(id),
    put: (model) => patientApi.createOrModifyPatient(model),
    model: (content, of) => new Patient(fields(content, PATIENT, of)),
    about: () => Promise.resolve([]),
  };
}

function dataSamples({ dataSampleApi }: SalusApi): Records<DataSample> {
  return {
    api: dataSampleApi,
    models: EntityModels.DATA_SAMPLE,
    get: (id) => dataSampleApi.getDataSample(id),
    put: async (model, patient) => {
      const about = patient ?? (await dataSampleApi.extractPatientId(model))?.patientId ?? "";
      return dataSampleApi.createOrModifyDataSampleFor(about, model);
    },
    model: (content, of) => new DataSample(fields(content, DATA_SAMPLE, of)),
    about: (patient) => dataSampleApi.getDataSamplesForPatient(patient),
  };
}

function healthcareElements({ healthcareElementApi }: SalusApi): Records<HealthcareElement> {
  return {
    api: healthcareElementApi,
    models: EntityModels.HEALTHCARE_ELEMENT,
    get: (id) => healthcareElementApi.getHealthcareElement(id),
    put: (model, patient) => healthcareElementApi.createOrModifyHealthcareElement(model, patient),
    model: (content, of) => new HealthcareElement(fields(content, HEALTHCARE_ELEMENT, of)),
    about: (patient) => healthcareElementApi.getHealthcareElementsForPatient(patient),
  };
}

function found<T>(one: T | undefined): T {
  if (one === undefined) {
    throw new Error("there is none");
  }
  return one;
}

type RecordCalls = "create" | "read" | "change" | "give" | "revoke" | "copyWithout" | "about";

type Handlers<N extends keyof Calls> = { [C in N]: (args: Calls[C][0]) => Promise<Calls[C][1]> };

function recordCalls<T extends Model>(records: Records<T>): Handlers<RecordCalls> {
  const { api } = records;
  return {
    create: async ({ content, patient }) => {
      const created = await records.put(records.model(content, undefined), patient);
      return found(created.id);
    },
    read: async ({ id }) => records.models.write(await records.get(id)),
    change: async ({ id, content }) => {
      const before = await records.get(id);
      const changed = await records.put(records.model(content, before), undefined);
      return records.models.write(changed);
    },
    give: async ({ id, to, permission }) => {
      const given = await api.giveAccessTo(await records.get(id), to, { permission });
      return records.models.write(await records.get(given.id));
    },
    revoke: async ({ id, from }) => {
      const { revoked } = await api.revokeAccess(await records.get(id), from);
      return [...revoked].sort();
    },
    copyWithout: async ({ id, whom }) => {
      const copy = await api.copyWithout(await records.get(id), whom);
      return found(copy.id);
    },
    about: async ({ patient }) => {
      const about = await records.about(patient);
      return about.map((each) => found(each.id)).sort();
    },
  };
}

function keyCalls(salus: SalusApi): Handlers<Exclude<keyof Calls, RecordCalls>> {
  const { dataOwnerApi, userApi, deviceApi, recoveryApi, notaryApi, accessBackApi } = salus;
  return {
    fingerprint: () => Promise.resolve(dataOwnerApi.getOwnFingerprint()),
    verify: ({ owner, fingerprint }) => dataOwnerApi.verify(owner, fingerprint),
    shareFuture: async ({ to }) => {
      await userApi.shareAllFutureDataWith([to]);
      return null;
    },
    stopSharing: async ({ to }) => {
      await userApi.stopSharingDataWith([to]);
      return null;
    },
    rotate: async () => (await deviceApi.rotate()).fingerprint,
    letIn: async ({ fingerprint }) => {
      const cards = await deviceApi.cards();
      const card = found(cards.find((each) => each.fingerprint === fingerprint));
      return (await deviceApi.letIn(card.keyId, fingerprint)).added;
    },
    makeRecoveryKey: async () => (await recoveryApi.makeRecoveryKey()).reveal(),
    makeHandOver: async () => (await recoveryApi.makeHandOver()).reveal(),
    appoint: async ({ needed, notaries }) => (await notaryApi.appoint(needed, notaries)).setId,
    acceptSet: async ({ set, fingerprint }) => {
      await notaryApi.accept(set, fingerprint);
      return null;
    },
    approve: async ({ owner, fingerprint }) => {
      const pending = await notaryApi.pendingRequests();
      await notaryApi.approve(found(pending.find((each) => each.owner === owner)), fingerprint);
      return null;
    },
    restoreFromNotaries: async ({ needed }) => {
      const [request] = await notaryApi.ownRequests();
      await notaryApi.restore(found(request), needed);
      return null;
    },
    giveBack: async ({ owner, fingerprint }) => {
      const pending = await accessBackApi.pendingRequests();
      const request = found(pending.find((each) => each.dataOwner === owner));
      return (await accessBackApi.giveBack(request, fingerprint)).added;
    },
    takeBack: async ({ owner, fingerprint }) =>
      (await accessBackApi.accept(owner, fingerprint)).lostKeys.size,
    invite: async ({ patient }) => {
      const { patientApi } = salus;
      return (await patientApi.inviteUser(await patientApi.getPatient(patient))).reveal();
    },
    confirmInvitation: async ({ code }) =>
      (await salus.patientApi.confirmInvitation(InvitationCode.parse(code))) ?? null,
    giveAll: async ({ patient }) => {
      let shared = 0;
      for await (const one of salus.patientApi.giveAccessToAllDataOf(patient)) {
        shared += one.outcome === "shared" ? 1 : 0;
      }
      return shared;
    },
  };
}

class TypeScriptDevice implements Device {
  readonly #keys: Handlers<Exclude<keyof Calls, RecordCalls>>;
  readonly #records: Record<EntityType, Handlers<RecordCalls>>;

  constructor(
    readonly owner: string,
    readonly login: string,
    private readonly salus: SalusApi,
    private readonly store: KeyStore,
    private readonly onClose: (device: Device) => void,
  ) {
    this.#keys = keyCalls(salus);
    this.#records = {
      Patient: recordCalls(patients(salus)),
      DataSample: recordCalls(dataSamples(salus)),
      HealthcareElement: recordCalls(healthcareElements(salus)),
    };
  }

  call<N extends keyof Calls>(name: N, args: Calls[N][0]): Promise<Calls[N][1]> {
    const handlers = "type" in args ? this.#records[args.type] : this.#keys;
    const handler = (handlers as Partial<Handlers<keyof Calls>>)[name] as
      ((args: Calls[N][0]) => Promise<Calls[N][1]>) | undefined;
    return found(handler)(args);
  }

  async close(): Promise<void> {
    this.onClose(this);
    await this.salus.close();
    if (this.store instanceof FileKeyStore) {
      await this.store.close();
    }
  }
}

function choice(keys: Keys): FirstUseChoice {
  return "recoveryKey" in keys
    ? { kind: "restore", key: RecoveryKey.parse(keys.recoveryKey) }
    : { kind: keys.first };
}

/** The TypeScript SDK, in this process. */
export class TypeScriptSide implements Side {
  readonly #devices = new Set<Device>();

  connect(owner: string, login: Login, keys: Keys): Promise<Device> {
    const store =
      "directory" in keys
        ? new FileKeyStore(keys.directory, keys.passphrase, { costs: CHEAP })
        : new MemoryKeyStore();
    return this.#connect(owner, login, store, keys);
  }

  async accept(code: string, login: Login): Promise<Device> {
    const [invitation, store] = [InvitationCode.parse(code), new MemoryKeyStore()];
    const { url } = login;
    await acceptInvitation({ url }, invitation, login.login, login.password, store);
    return this.#connect(invitation.dataOwner, login, store, { first: "makeKeys" });
  }

  async #connect(owner: string, login: Login, keyStore: KeyStore, keys: Keys): Promise<Device> {
    const salus = await SalusApi.connect({
      server: login,
      keyStore,
      firstUse: () => choice(keys),
    });
    const device = new TypeScriptDevice(owner, login.login, salus, keyStore, (closed) =>
      this.#devices.delete(closed),
    );
    this.#devices.add(device);
    return device;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#devices].map((device) => device.close()));
  }
}
