import { Alert, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import type { AutomaticSharing, SharingKind } from "@salus/sdk";
import { type SubmitEvent, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { CompareKey } from "../access/CompareKey.js";
import { OwnerChoice } from "../access/OwnerChoice.js";
import { compareTyped } from "../names/comparing.js";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "../devices/DevicesPage.module.css";

const KINDS: readonly SharingKind[] = ["all", "medicalInformation", "administrativeInformation"];

/** With whom what one creates from now on is shared, without being asked each time. */
export function SharingPage() {
  const { t } = useTranslation();
  const { api } = useSession();
  const load = useCallback(async () => {
    const [stored, me] = await Promise.all([
      api.userApi.getAutomaticSharing(),
      api.userApi.getLoggedUser(),
    ]);
    const isApplied = KINDS.every((kind) =>
      stored.delegates[kind].every((id) => me.sharingDataWith[kind].includes(id)),
    );
    return { stored, isApplied };
  }, [api]);
  const { value, failure, reload } = useLoaded(load);
  const stored = value?.stored;
  const all = KINDS.flatMap((kind) => (stored?.delegates[kind] ?? []).map((id) => ({ kind, id })));
  const nameOf = useNames(all.map(({ id }) => id));
  const stop = useAction(async (kind: SharingKind, id: string) => {
    await api.userApi.stopSharingDataWith(kind, [id]);
    reload();
  });
  const confirm = useAction(async (shown: AutomaticSharing) => {
    // if it is another one by now, that is shown
    await api.userApi.confirmAutomaticSharing(shown).finally(reload);
  });
  return (
    <Stack>
      <PageTitle>{t("sections.sharing")}</PageTitle>
      <Panel title={t("sharing.with")}>
        <Text>{t("sharing.hint")}</Text>
        <ErrorNote failure={failure ?? stop.failure ?? confirm.failure} />
        <ul className={styles.list}>
          {all.map(({ kind, id }) => (
            <li key={`${kind} ${id}`}>
              <Group justify="space-between">
                <Text>
                  {nameOf(id)} – {t(`sharing.${kind}`)}
                </Text>
                {value?.isApplied === true && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t("sharing.stopWith", { name: nameOf(id) })}
                    loading={stop.running}
                    onClick={() => stop.run(kind, id)}
                  >
                    {t("sharing.stop")}
                  </Button>
                )}
              </Group>
            </li>
          ))}
        </ul>
        {value !== undefined && all.length === 0 && <Text c="dimmed">{t("sharing.nobody")}</Text>}
        {value?.isApplied === false && (
          <Alert color="orange" mt="sm">
            <Text>{t("sharing.unseen")}</Text>
            <Button
              size="xs"
              mt="sm"
              loading={confirm.running}
              onClick={() => confirm.run(value.stored)}
            >
              {t("sharing.itIsSo")}
            </Button>
          </Alert>
        )}
      </Panel>
      {value?.isApplied === true && <AddForm key={value.stored.version} onAdded={reload} />}
    </Stack>
  );
}

function AddForm({ onAdded }: { readonly onAdded: () => void }) {
  const { t } = useTranslation();
  const { api, questions } = useSession();
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState("");
  const [kind, setKind] = useState<SharingKind>("all");
  const [skipped, setSkipped] = useState(false);
  const action = useAction(async (id: string) => {
    questions.again();
    await compareTyped(api, id, typed);
    const user = await api.userApi.shareAllFutureDataWith(kind, [id]);
    setSkipped(user.skipped.length > 0);
    onAdded();
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (chosen !== undefined) {
      action.run(chosen);
    }
  };
  const choose = (id: string) => {
    setChosen(id);
    setTyped("");
  };
  return (
    <Panel title={t("sharing.add")}>
      <form onSubmit={submit}>
        <Stack maw="34rem">
          <OwnerChoice chosen={chosen} onChosen={choose} />
          {chosen !== undefined && (
            <CompareKey key={chosen} dataOwner={chosen} typed={typed} onTyped={setTyped} />
          )}
          <NativeSelect
            label={t("sharing.what")}
            value={kind}
            onChange={(event) =>
              setKind(KINDS.find((each) => each === event.currentTarget.value) ?? "all")
            }
            data={KINDS.map((each) => ({ value: each, label: t(`sharing.${each}`) }))}
          />
          {skipped && <Alert color="orange">{t("sharing.skipped")}</Alert>}
          <ErrorNote failure={action.failure} />
          <div>
            <Button type="submit" disabled={chosen === undefined} loading={action.running}>
              {t("sharing.begin")}
            </Button>
          </div>
        </Stack>
      </form>
    </Panel>
  );
}
