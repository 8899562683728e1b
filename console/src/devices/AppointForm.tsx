import { Alert, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { CompareKey } from "../access/CompareKey.js";
import { OwnerChoice } from "../access/OwnerChoice.js";
import { compareTyped } from "../names/comparing.js";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { useAction } from "../ui/useAction.js";
import styles from "./DevicesPage.module.css";

/** More than half: fewer would be the owner too easily, all would be lost with any of them. */
function usualOf(count: number): number {
  return Math.floor(count / 2) + 1;
}

/** Chooses notaries one by one, each with a compared key, and appoints them. */
export function AppointForm({ onAppointed }: { readonly onAppointed: () => void }) {
  const { t } = useTranslation();
  const { api, questions } = useSession();
  const [notaries, setNotaries] = useState<readonly string[]>([]);
  const [needed, setNeeded] = useState<number>();
  const [candidate, setCandidate] = useState<string>();
  const [typed, setTyped] = useState("");
  const nameOf = useNames(notaries);
  const k = Math.min(needed ?? usualOf(notaries.length), notaries.length);
  const add = useAction(async (id: string) => {
    questions.again();
    await compareTyped(api, id, typed);
    setNotaries((all) => [...all.filter((each) => each !== id), id]);
    setCandidate(undefined);
    setTyped("");
  });
  const appoint = useAction(async () => {
    await api.notaryApi.appoint(k, notaries);
    setNotaries([]);
    onAppointed();
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (candidate !== undefined) {
      add.run(candidate);
    }
  };
  const choose = (id: string) => {
    setCandidate(id);
    setTyped("");
  };
  return (
    <Stack maw="34rem">
      <form onSubmit={submit}>
        <Stack>
          <OwnerChoice chosen={candidate} onChosen={choose} />
          {candidate !== undefined && (
            <CompareKey key={candidate} dataOwner={candidate} typed={typed} onTyped={setTyped} />
          )}
          <ErrorNote failure={add.failure} />
          <div>
            <Button
              type="submit"
              variant="default"
              disabled={candidate === undefined}
              loading={add.running}
            >
              {t("notaries.add")}
            </Button>
          </div>
        </Stack>
      </form>
      {notaries.length > 0 && (
        <>
          <ul className={styles.list}>
            {notaries.map((id) => (
              <li key={id}>
                <Group justify="space-between">
                  <Text>{nameOf(id)}</Text>
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t("notaries.leaveOut", { name: nameOf(id) })}
                    onClick={() => setNotaries((all) => all.filter((each) => each !== id))}
                  >
                    {t("common.remove")}
                  </Button>
                </Group>
              </li>
            ))}
          </ul>
          <NativeSelect
            label={t("notaries.needed")}
            description={t("notaries.neededHint")}
            value={String(k)}
            onChange={(event) => setNeeded(Number(event.currentTarget.value))}
            data={notaries.map((_, i) => String(i + 1))}
          />
          <Alert color="gray">
            {k === notaries.length && `${t("notaries.all", { count: k })} `}
            {t("notaries.remember", { needed: k, count: notaries.length })}
          </Alert>
          <ErrorNote failure={appoint.failure} />
          <div>
            <Button loading={appoint.running} onClick={() => appoint.run()}>
              {t("notaries.appoint")}
            </Button>
          </div>
        </>
      )}
    </Stack>
  );
}
