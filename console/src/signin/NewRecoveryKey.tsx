import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import type { SalusApi } from "@salus/sdk";
import { type SubmitEvent, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { WhoseKey } from "../secrets/WhoseKey.js";
import type { Session } from "../session/login.js";
import { Centered } from "../ui/Centered.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "./NewRecoveryKey.module.css";

interface Props {
  readonly session: Pick<Session, "api" | "login" | "url">;
  readonly onKept: () => void;
}

/** Which groups are asked for, counted from 0: two that nobody types by heart. */
function twoOf(groups: readonly string[]): readonly [number, number] {
  const [a = 0, b = 0] = globalThis.crypto.getRandomValues(new Uint32Array(2));
  const first = a % groups.length;
  const second = (first + 1 + (b % (groups.length - 1))) % groups.length;
  return first < second ? [first, second] : [second, first];
}

// effects of React's strict mode run twice, and a recovery key is made once
const made = new WeakMap<SalusApi, Promise<readonly string[]>>();

function groupsOf(api: SalusApi): Promise<readonly string[]> {
  const known = made.get(api);
  if (known !== undefined) {
    return known;
  }
  const groups = api.recoveryApi.makeRecoveryKey().then((key) => {
    const text = key.reveal();
    key.wipe();
    return text.split("-");
  });
  groups.catch(() => made.delete(api));
  made.set(api, groups);
  return groups;
}

/** Shows a new recovery key, and goes on once a part of it was typed: so it was written down. */
export function NewRecoveryKey({ session, onKept }: Props) {
  const { api, login, url } = session;
  const { t } = useTranslation();
  const load = useCallback(async () => {
    const groups = await groupsOf(api);
    return { groups, asked: twoOf(groups) };
  }, [api]);
  const { value, failure } = useLoaded(load);
  const [typed, setTyped] = useState<readonly [string, string]>(["", ""]);
  const [wrong, setWrong] = useState<readonly boolean[]>([false, false]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (value !== undefined) {
      const isWrong = value.asked.map((at, i) => !isSame(typed[i] ?? "", value.groups[at] ?? ""));
      setWrong(isWrong);
      if (!isWrong.includes(true)) {
        made.delete(api);
        onKept();
      }
    }
  };
  const set = (i: number, text: string) =>
    setTyped(([first, second]) => (i === 0 ? [text, second] : [first, text]));
  return (
    <Centered>
      <form onSubmit={submit} noValidate>
        <Stack>
          <PageTitle>{t("recoveryKey.title")}</PageTitle>
          <Text>{t("recoveryKey.hint")}</Text>
          <ErrorNote failure={failure} />
          {value !== undefined && (
            <>
              <ol className={styles.groups} aria-label={t("recoveryKey.title")}>
                {value.groups.map((group, i) => (
                  <li key={i}>{group}</li>
                ))}
              </ol>
              <WhoseKey login={login} url={url} />
              <Button className="no-print" variant="default" onClick={() => globalThis.print()}>
                {t("recoveryKey.print")}
              </Button>
              <Text className="no-print">{t("recoveryKey.confirm")}</Text>
              <Group className="no-print" align="flex-start" grow>
                {value.asked.map((at, i) => (
                  <TextInput
                    key={at}
                    label={t("recoveryKey.group", { number: at + 1 })}
                    autoComplete="off"
                    autoCapitalize="characters"
                    spellCheck={false}
                    error={wrong[i] === true && t("recoveryKey.wrong")}
                    value={typed[i] ?? ""}
                    onChange={(event) => set(i, event.currentTarget.value)}
                  />
                ))}
              </Group>
              <Button className="no-print" type="submit">
                {t("recoveryKey.done")}
              </Button>
            </>
          )}
        </Stack>
      </form>
    </Centered>
  );
}

/** As they are read: in any case, O for 0, I and L for 1. */
function isSame(typed: string, group: string): boolean {
  const read = typed.trim().toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  return read === group;
}
