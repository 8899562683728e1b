import { Alert, Text } from "@mantine/core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Fingerprint } from "../access/Fingerprint.js";
import { comparing } from "../names/comparing.js";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "../devices/DevicesPage.module.css";
import { AskedNotaries } from "./AskedNotaries.js";
import { TypedAnswer } from "./TypedAnswer.js";

/** What whoever has lost keys has asked for, and how it comes back. */
export function OwnRequests() {
  const { t } = useTranslation();
  const { api } = useSession();
  const [restored, setRestored] = useState(false);
  const load = useCallback(async () => {
    const [access, shares, sets] = await Promise.all([
      api.accessBackApi.ownRequests(),
      api.notaryApi.ownRequests(),
      api.notaryApi.sets(),
    ]);
    const notariesOf = (setId: string) => sets.find((set) => set.setId === setId)?.notaries ?? [];
    return {
      access,
      shares: shares.map((each) => ({ request: each, notaries: notariesOf(each.setId) })),
    };
  }, [api]);
  const { value, failure, reload } = useLoaded(load);
  const nameOf = useNames((value?.access ?? []).map((each) => each.counterpart));
  const isEmpty = value?.access.length === 0 && value.shares.length === 0;
  return (
    <Panel title={t("requests.own")}>
      <Text>{t("requests.ownHint")}</Text>
      <ErrorNote failure={failure} />
      {restored && (
        <Alert color="green" role="status">
          {t("requests.restored")}
        </Alert>
      )}
      {value !== undefined && !isEmpty && (
        <Fingerprint
          text={api.dataOwnerApi.getOwnFingerprint()}
          label={t("devices.ownFingerprint")}
        />
      )}
      <ul className={styles.list}>
        {value?.access.map((each) => (
          <TypedAnswer
            key={each.id}
            title={`${nameOf(each.counterpart)} – ${t(each.done ? "requests.given" : "requests.waits")}`}
            label={t("requests.fingerprintOf", { name: nameOf(each.counterpart) })}
            action={t("requests.accept")}
            onTyped={async (fingerprint) => {
              await comparing(api, each.counterpart, () =>
                api.accessBackApi.accept(each.counterpart, fingerprint),
              );
              reload();
            }}
          />
        ))}
        {value?.shares.map((each) => (
          <AskedNotaries
            key={each.request.id}
            {...each}
            onRestored={() => {
              setRestored(true);
              reload();
            }}
          />
        ))}
      </ul>
      {isEmpty && <Text c="dimmed">{t("requests.none")}</Text>}
    </Panel>
  );
}
