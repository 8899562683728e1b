import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import type {
  EntityFilter,
  EntityPage,
  EntityType,
  Model,
  PotentiallyEncrypted,
  SalusApi,
} from "@salus/sdk";
import { type SubmitEvent, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "../devices/DevicesPage.module.css";
import { StoredEntity } from "./StoredEntity.js";

const TYPES: readonly EntityType[] = ["Patient", "DataSample", "HealthcareElement"];
/** So many are shown at once. */
const PAGE = 20;

/** Which entities are shown: one by its id, or those from a place in the list on. */
interface Shown {
  readonly type: EntityType;
  readonly id?: string;
  readonly cursor?: string;
}

function apiOf(api: SalusApi, type: EntityType) {
  const of = {
    Patient: {
      one: (id: string) => api.patientApi.getAndTryDecrypt(id),
      page: (filter: EntityFilter) => api.patientApi.getPatients(filter),
    },
    DataSample: {
      one: (id: string) => api.dataSampleApi.getAndTryDecrypt(id),
      page: (filter: EntityFilter) => api.dataSampleApi.getDataSamples(filter),
    },
    HealthcareElement: {
      one: (id: string) => api.healthcareElementApi.getAndTryDecrypt(id),
      page: (filter: EntityFilter) => api.healthcareElementApi.getHealthcareElements(filter),
    },
  };
  return of[type];
}

async function load(api: SalusApi, { type, id, cursor }: Shown): Promise<EntityPage<Model>> {
  const { one, page } = apiOf(api, type);
  return id === undefined
    ? page({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })
    : { items: [await one(id)] };
}

/** Entities as the server has them, for administrators without keys: whoever has some opens their own. */
export function StoredPanel() {
  const { t } = useTranslation();
  const { owner } = useSession();
  return (
    <Panel title={t("server.stored")}>
      <Text>{t(owner === undefined ? "server.storedHint" : "server.withoutKeys")}</Text>
      {owner === undefined && <Stored />}
    </Panel>
  );
}

function Stored() {
  const { t } = useTranslation();
  const { api } = useSession();
  const [shown, setShown] = useState<Shown>({ type: "Patient" });
  const [typed, setTyped] = useState("");
  const { value, failure } = useLoaded(useCallback(() => load(api, shown), [api, shown]));
  const { type } = shown;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const id = typed.trim();
    setShown(id === "" ? { type } : { type, id });
  };
  const { next } = value ?? {};
  return (
    <Stack mt="sm">
      <form onSubmit={submit}>
        <Group align="flex-end">
          <NativeSelect
            label={t("choice.kind")}
            value={type}
            onChange={(event) => {
              setTyped("");
              setShown({
                type: TYPES.find((each) => each === event.currentTarget.value) ?? "Patient",
              });
            }}
            data={TYPES.map((each) => ({ value: each, label: t(`server.${each}`) }))}
          />
          <TextInput
            miw="20rem"
            label={t("server.byId")}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" variant="default">
            {t("server.show")}
          </Button>
        </Group>
      </form>
      <ErrorNote failure={failure} />
      {failure === undefined && (
        <ul className={styles.list}>
          {value?.items.map((each, i) => (
            <li key={i}>
              <Listed listed={each} />
            </li>
          ))}
        </ul>
      )}
      {value?.items.length === 0 && <Text c="dimmed">{t("server.nothing")}</Text>}
      {next !== undefined && (
        <div>
          <Button variant="default" onClick={() => setShown({ type, cursor: next })}>
            {t("server.next")}
          </Button>
        </div>
      )}
    </Stack>
  );
}

function Listed({ listed }: { readonly listed: PotentiallyEncrypted<unknown> }) {
  if (listed.kind === "stillEncrypted") {
    return <StoredEntity entity={listed.clear} />;
  }
  return listed.kind === "refused" ? <ErrorNote failure={listed.reason} /> : null;
}
