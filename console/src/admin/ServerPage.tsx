import { Badge, Button, Code, Group, NativeSelect, Stack, Text } from "@mantine/core";
import type { EntityPage, EntityType, Model, PotentiallyEncrypted, SalusApi } from "@salus/sdk";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "../devices/DevicesPage.module.css";

const TYPES: readonly EntityType[] = ["Patient", "DataSample", "HealthcareElement"];
const PROBES = ["live", "ready"] as const;

/** So many are shown at once. */
const PAGE = 20;

/** How the server is, and what it has: ciphertext; for administrators. */
export function ServerPage() {
  const { t } = useTranslation();
  return (
    <Stack>
      <PageTitle>{t("sections.server")}</PageTitle>
      <Health />
      <Stored />
    </Stack>
  );
}

interface Probe {
  readonly name: (typeof PROBES)[number];
  readonly good: boolean;
  readonly says: string;
}

async function probe(url: string, name: Probe["name"]): Promise<Probe> {
  const answer = await fetch(new URL(`/health/${name}`, url), { credentials: "omit" });
  const body = (await answer.json()) as { readonly status?: unknown; readonly detail?: unknown };
  const says = typeof body.detail === "string" ? body.detail : String(body.status);
  return { name, good: answer.ok, says };
}

function Health() {
  const { t } = useTranslation();
  const { url } = useSession();
  const { value, failure, reload } = useLoaded(
    useCallback(() => Promise.all(PROBES.map((name) => probe(url, name))), [url]),
  );
  const again = (
    <Button size="xs" variant="default" onClick={reload}>
      {t("server.again")}
    </Button>
  );
  return (
    <Panel title={t("server.health")} actions={again}>
      <ErrorNote failure={failure} />
      <Stack gap="xs">
        {value?.map(({ name, good, says }) => (
          <Group key={name}>
            <Badge variant="light" color={good ? "green" : "red"}>
              {t(good ? "server.good" : "server.bad")}
            </Badge>
            <Text>
              {t(`server.${name}`)}: {says}
            </Text>
          </Group>
        ))}
      </Stack>
      <Text mt="sm" size="sm" c="dimmed">
        {t("server.metrics")}
      </Text>
    </Panel>
  );
}

function pageOf(
  api: SalusApi,
  type: EntityType,
  cursor: string | undefined,
): Promise<EntityPage<Model>> {
  const filter = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
  switch (type) {
    case "Patient":
      return api.patientApi.getPatients(filter);
    case "DataSample":
      return api.dataSampleApi.getDataSamples(filter);
    case "HealthcareElement":
      return api.healthcareElementApi.getHealthcareElements(filter);
  }
}

/** What the server has of a listed entity. */
function storedText(listed: PotentiallyEncrypted<unknown>): string {
  if (listed.kind === "stillEncrypted") {
    const { content, ...header } = listed.clear;
    return JSON.stringify({ ...header, content: `${content.slice(0, 64)}…` }, undefined, 2);
  }
  return listed.kind === "refused" ? listed.reason.message : "";
}

function Stored() {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const [type, setType] = useState<EntityType>("Patient");
  const [cursor, setCursor] = useState<string>();
  const { value, failure } = useLoaded<EntityPage<Model> | undefined>(
    useCallback(
      () => (owner === undefined ? pageOf(api, type, cursor) : Promise.resolve(undefined)),
      [api, owner, type, cursor],
    ),
  );
  return (
    <Panel title={t("server.stored")}>
      <Stack>
        <Text>{t(owner === undefined ? "server.storedHint" : "server.withoutKeys")}</Text>
        {owner === undefined && (
          <NativeSelect
            maw="22rem"
            label={t("choice.kind")}
            value={type}
            onChange={(event) => {
              setType(TYPES.find((each) => each === event.currentTarget.value) ?? "Patient");
              setCursor(undefined);
            }}
            data={[...TYPES]}
          />
        )}
        <ErrorNote failure={failure} />
        <ul className={styles.list}>
          {value?.items.map((each, i) => (
            <li key={i}>
              <Code block tabIndex={0}>
                {storedText(each)}
              </Code>
            </li>
          ))}
        </ul>
        {value?.items.length === 0 && <Text c="dimmed">{t("server.nothing")}</Text>}
        {value?.next !== undefined && (
          <div>
            <Button variant="default" onClick={() => setCursor(value.next)}>
              {t("server.next")}
            </Button>
          </div>
        )}
      </Stack>
    </Panel>
  );
}
