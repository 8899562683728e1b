import { Button, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import type { DataOwnerType } from "@salus/sdk";
import { type SubmitEvent, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "../devices/DevicesPage.module.css";

const TYPES: readonly DataOwnerType[] = ["hcp", "patient", "device"];

/** Who has keys and owns data; for administrators. */
export function OwnersPage() {
  const { t } = useTranslation();
  const { api } = useSession();
  const [type, setType] = useState<DataOwnerType>("hcp");
  const [name, setName] = useState("");
  const { value, failure, reload } = useLoaded(
    useCallback(() => api.dataOwnerApi.getDataOwners(type), [api, type]),
  );
  const users = useLoaded(useCallback(() => api.userApi.getUsers(), [api]));
  const loginsOf = (id: string) =>
    (users.value ?? []).filter(({ dataOwner }) => dataOwner === id).map(({ login }) => login);
  const make = useAction(async () => {
    await api.dataOwnerApi.createDataOwner(type, type === "patient" ? undefined : name.trim());
    setName("");
    reload();
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    make.run();
  };
  return (
    <Stack>
      <PageTitle>{t("sections.owners")}</PageTitle>
      <NativeSelect
        maw="22rem"
        label={t("choice.kind")}
        value={type}
        onChange={(event) =>
          setType(TYPES.find((each) => each === event.currentTarget.value) ?? "hcp")
        }
        data={TYPES.map((each) => ({ value: each, label: t(`choice.${each}`) }))}
      />
      <ErrorNote failure={failure ?? users.failure} />
      <Panel title={t("owners.all", { count: value?.length ?? 0 })}>
        <ul className={styles.list}>
          {value?.map((owner) => (
            <li key={owner.id}>
              <Text fw={600}>{owner.name ?? t("patients.nameless")}</Text>
              <Text size="sm">
                <code>{owner.id}</code>
              </Text>
              <Text size="sm" c="dimmed">
                {loginsOf(owner.id).join(", ") || t("owners.noUser")}
              </Text>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t("owners.new")}>
        <form onSubmit={submit}>
          <Stack maw="30rem">
            {type === "patient" ? (
              <Text>{t("owners.patientHint")}</Text>
            ) : (
              <TextInput
                label={t("choice.name")}
                autoComplete="off"
                required
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
            )}
            <ErrorNote failure={make.failure} />
            <div>
              <Button type="submit" loading={make.running}>
                {t("owners.make")}
              </Button>
            </div>
          </Stack>
        </form>
      </Panel>
    </Stack>
  );
}
