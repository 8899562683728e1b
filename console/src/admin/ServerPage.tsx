import { Button, Code, NativeSelect, Stack, Text } from "@mantine/core";
import type { EntityPage, EntityType, Model, PotentiallyEncrypted, SalusApi } from "@salus/sdk";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "../devices/DevicesPage.module.css";
import { CountsPanel } from "./CountsPanel.js";
import { HealthPanel } from "./HealthPanel.js";

const TYPES: readonly EntityType[] = ["Patient", "DataSample", "HealthcareElement"];
/** So many are shown at once. */
const PAGE = 20;

/** How the server is, and what it has: ciphertext; for administrators. */
export function ServerPage() {
  const { t } = useTranslation();
  return (
    <Stack>
      <PageTitle>{t("sections.server")}</PageTitle>
      <HealthPanel />
      <CountsPanel />
      <Stored />
    </Stack>
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
