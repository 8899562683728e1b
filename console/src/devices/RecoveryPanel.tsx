import { Button, Group, Stack, Text } from "@mantine/core";
import type { KeptRecovery, SalusApi } from "@salus/sdk";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { QrCode } from "../access/QrCode.js";
import { WhoseKey } from "../secrets/WhoseKey.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { RemoveButton } from "../ui/RemoveButton.js";
import { useAction } from "../ui/useAction.js";
import { useDates } from "../ui/useDates.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "./DevicesPage.module.css";

interface Shown {
  readonly text: string;
  readonly kind: "handOver" | "recovery";
}

/** Not what notaries open: it goes with their set, and to remove it alone would leave them nothing to open. */
async function withoutNotaries(api: SalusApi): Promise<readonly KeptRecovery[]> {
  const [kept, sets] = await Promise.all([api.recoveryApi.list(), api.notaryApi.sets()]);
  const ofNotaries = new Set(sets.map((set) => set.recoveryId));
  return kept.filter((each) => !ofNotaries.has(each.recoveryId));
}

/** Copies of the keys that the server keeps, sealed: for another device, and for the worst. */
export function RecoveryPanel() {
  const { t } = useTranslation();
  const { api, login, url } = useSession();
  const dates = useDates();
  const [shown, setShown] = useState<Shown>();
  const { value, failure, reload } = useLoaded(useCallback(() => withoutNotaries(api), [api]));
  const make = useAction(async (kind: Shown["kind"]) => {
    const key =
      kind === "handOver"
        ? await api.recoveryApi.makeHandOver()
        : await api.recoveryApi.makeRecoveryKey();
    setShown({ text: key.reveal(), kind });
    key.wipe();
    reload();
  });
  const remove = async (id: string) => {
    await api.recoveryApi.delete(id);
    reload();
  };
  return (
    <Panel title={t("devices.copies")}>
      <Stack>
        <Text>{t("devices.copiesHint")}</Text>
        <Group>
          <Button variant="default" loading={make.running} onClick={() => make.run("handOver")}>
            {t("devices.handOver")}
          </Button>
          <Button variant="default" loading={make.running} onClick={() => make.run("recovery")}>
            {t("devices.newRecoveryKey")}
          </Button>
        </Group>
        {shown !== undefined && (
          <div role="status">
            <Text>{t(`devices.${shown.kind}Hint`)}</Text>
            <p className={styles.secret}>{shown.text}</p>
            {shown.kind === "recovery" && <WhoseKey key={shown.text} login={login} url={url} />}
            {shown.kind === "handOver" && <QrCode text={shown.text} label={t("devices.qr")} />}
            <Group>
              <Button size="xs" variant="default" onClick={() => globalThis.print()}>
                {t("recoveryKey.print")}
              </Button>
              <Button size="xs" variant="default" onClick={() => setShown(undefined)}>
                {t("devices.hide")}
              </Button>
            </Group>
          </div>
        )}
        <ErrorNote failure={failure ?? make.failure} />
        <ul className={styles.list}>
          {value?.map((each) => (
            <li key={each.recoveryId}>
              <Group justify="space-between">
                <Text>
                  {t(each.once ? "devices.forOnce" : "devices.recoveryKey", {
                    date: dates.time(each.createdAt),
                  })}
                  {!each.current && ` – ${t("devices.outdated")}`}
                </Text>
                <RemoveButton
                  title={t("devices.removeOf", { date: dates.time(each.createdAt) })}
                  name={t("devices.removeOf", { date: dates.time(each.createdAt) })}
                  size="xs"
                  onRemove={() => remove(each.recoveryId)}
                >
                  {() => <Text>{t("devices.removeHint")}</Text>}
                </RemoveButton>
              </Group>
            </li>
          ))}
        </ul>
      </Stack>
    </Panel>
  );
}
