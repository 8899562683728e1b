import { Alert, Button, Stack, Text, TextInput } from "@mantine/core";
import { type SubmitEvent, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "../devices/DevicesPage.module.css";

/** What whoever has lost keys has asked for, and how it comes back. */
export function OwnRequests() {
  const { t } = useTranslation();
  const { api } = useSession();
  const load = useCallback(async () => {
    const [access, shares] = await Promise.all([
      api.accessBackApi.ownRequests(),
      api.notaryApi.ownRequests(),
    ]);
    return { access, shares };
  }, [api]);
  const { value, failure, reload } = useLoaded(load);
  const nameOf = useNames((value?.access ?? []).map((each) => each.counterpart));
  const isEmpty = value?.access.length === 0 && value.shares.length === 0;
  return (
    <Panel title={t("requests.own")}>
      <Text>{t("requests.ownHint")}</Text>
      <ErrorNote failure={failure} />
      <ul className={styles.list}>
        {value?.access.map((each) => (
          <Typed
            key={each.id}
            title={`${nameOf(each.counterpart)} – ${t(each.done ? "requests.given" : "requests.waits")}`}
            label={t("requests.fingerprintOf", { name: nameOf(each.counterpart) })}
            action={t("requests.accept")}
            onTyped={async (fingerprint) => {
              await api.accessBackApi.accept(each.counterpart, fingerprint);
              reload();
            }}
          />
        ))}
        {value?.shares.map((each) => (
          <Typed
            key={each.id}
            title={t("requests.answered", { count: each.answered.size })}
            label={t("requests.howMany")}
            action={t("requests.restore")}
            onTyped={(count) => api.notaryApi.restore(each, Number(count))}
          />
        ))}
      </ul>
      {isEmpty && <Text c="dimmed">{t("requests.none")}</Text>}
    </Panel>
  );
}

interface TypedProps {
  readonly title: string;
  readonly label: string;
  readonly action: string;
  readonly onTyped: (text: string) => Promise<void>;
}

function Typed({ title, label, action, onTyped }: TypedProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [done, setDone] = useState(false);
  const started = useAction(async () => {
    await onTyped(typed);
    setDone(true);
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    started.run();
  };
  return (
    <li>
      <form onSubmit={submit}>
        <Stack gap="xs" maw="32rem">
          <Text fw={600}>{title}</Text>
          <TextInput
            label={label}
            autoComplete="off"
            required
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ErrorNote failure={started.failure} />
          {done && (
            <Alert color="green" role="status">
              {t("requests.done")}
            </Alert>
          )}
          <div>
            <Button size="xs" type="submit" loading={started.running}>
              {action}
            </Button>
          </div>
        </Stack>
      </form>
    </li>
  );
}
