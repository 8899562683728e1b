import { Alert, Button, Modal, Group, Stack, Text } from "@mantine/core";
import type { Patient } from "@salus/sdk";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";
import styles from "./AccessPanel.module.css";
import { DelegationGraph } from "./DelegationGraph.js";
import { takeFrom } from "./giving.js";

interface Props {
  readonly patient: Patient;
  readonly onChanged: () => void;
}

/** Who has access to a patient and through whom; where access is given, and taken. */
export function AccessPanel({ patient, onChanged }: Props) {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const [asked, setAsked] = useState<string>();
  const delegations = patient.metadata?.delegations ?? [];
  const author = patient.metadata?.author ?? "";
  const nameOf = useNames([author, ...delegations.flatMap(({ by, delegate }) => [by, delegate])]);
  const action = useAction(async (id: string) => {
    await takeFrom(api, patient, id);
    setAsked(undefined);
    onChanged();
  });
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
              <td>{nameOf(delegate)}</td>
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
      <Modal
        opened={asked !== undefined}
        centered
        lockScroll={false}
        transitionProps={{ duration: 0 }}
        title={t("access.takeFrom", { name: nameOf(asked ?? "") })}
        closeButtonProps={{ "aria-label": t("common.cancel") }}
        onClose={() => setAsked(undefined)}
      >
        <Stack>
          <Text>{t("access.takeHint", { name: nameOf(asked ?? "") })}</Text>
          <ErrorNote failure={action.failure} />
          <Group>
            <Button color="red" loading={action.running} onClick={() => asked && action.run(asked)}>
              {t("access.take")}
            </Button>
            <Button variant="default" onClick={() => setAsked(undefined)}>
              {t("common.cancel")}
            </Button>
          </Group>
        </Stack>
      </Modal>
      {delegations.length === 0 && <Alert color="gray">{t("access.none")}</Alert>}
    </Panel>
  );
}
