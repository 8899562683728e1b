import { Alert, Button } from "@mantine/core";
import type { Patient } from "@salus/sdk";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { ByServer } from "../names/ByServer.js";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { Panel } from "../ui/Panel.js";
import styles from "./AccessPanel.module.css";
import { DelegationGraph } from "./DelegationGraph.js";
import { TakeDialog } from "./TakeDialog.js";

interface Props {
  readonly patient: Patient;
  readonly onChanged: () => void;
}

/** Who has access to a patient and through whom; where access is given, and taken. */
export function AccessPanel({ patient, onChanged }: Props) {
  const { t } = useTranslation();
  const { owner } = useSession();
  const [asked, setAsked] = useState<string>();
  const delegations = patient.metadata?.delegations ?? [];
  const author = patient.metadata?.author ?? "";
  const nameOf = useNames([author, ...delegations.flatMap(({ by, delegate }) => [by, delegate])]);
  const give = (
    <Button size="xs" component={Link} href={`/patient/${patient.id ?? ""}/give`}>
      {t("access.give")}
    </Button>
  );
  return (
    <Panel title={t("access.title")} actions={give}>
      <DelegationGraph author={author} me={owner?.id} delegations={delegations} nameOf={nameOf} />
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("access.who")}</th>
            <th scope="col">{t("access.may")}</th>
            <th scope="col">{t("access.by")}</th>
            <th scope="col">
              <span className="visually-hidden">{t("access.take")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {delegations.map(({ delegate, permission, by, content }) => (
            <tr key={`${delegate} ${by}`}>
              <td>
                {nameOf(delegate)}
                <ByServer dataOwner={delegate} name={nameOf(delegate)} />
              </td>
              <td>{content ? t(`access.${permission}`) : t("access.noKey")}</td>
              <td>{delegate === author ? t("access.author") : nameOf(by)}</td>
              <td>
                {delegate !== owner?.id && delegate !== author && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t("access.takeFrom", { name: nameOf(delegate) })}
                    onClick={() => setAsked(delegate)}
                  >
                    {t("access.take")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked !== undefined && (
        <TakeDialog
          patient={patient}
          dataOwner={asked}
          onChanged={onChanged}
          onClose={() => setAsked(undefined)}
        />
      )}
      {delegations.length === 0 && <Alert color="gray">{t("access.none")}</Alert>}
    </Panel>
  );
}
