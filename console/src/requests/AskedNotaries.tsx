import { Badge, Group, Text } from "@mantine/core";
import type { ShareRequest } from "@salus/sdk";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { compareTyped } from "../names/comparing.js";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { useDates } from "../ui/useDates.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "../devices/DevicesPage.module.css";
import { TypedAnswer } from "./TypedAnswer.js";

interface Props {
  readonly request: ShareRequest;
  /** Who was appointed, as the server lists them. */
  readonly notaries: readonly string[];
  /** Is told once the keys are back. */
  readonly onRestored: () => void;
}

/** Notaries who were asked for one's keys: each is compared, and once enough have answered the keys come back. */
export function AskedNotaries({ request, notaries, onRestored }: Props) {
  const { t } = useTranslation();
  const { api } = useSession();
  const dates = useDates();
  const nameOf = useNames(notaries);
  return (
    <li>
      <Text fw={600}>{t("requests.asked", { date: dates.time(request.createdAt) })}</Text>
      <Text>{t("requests.askedHint")}</Text>
      <ul className={styles.list}>
        {notaries.map((id) => (
          <Notary key={id} id={id} name={nameOf(id)} answered={request.answered.has(id)} />
        ))}
        <TypedAnswer
          title={t("requests.answered", { count: request.answered.size })}
          label={t("requests.howMany")}
          action={t("requests.restore")}
          onTyped={async (count) => {
            await api.notaryApi.restore(request, Number(count));
            onRestored();
          }}
        />
      </ul>
    </li>
  );
}

interface NotaryProps {
  readonly id: string;
  readonly name: string;
  readonly answered: boolean;
}

function Notary({ id, name, answered }: NotaryProps) {
  const { t } = useTranslation();
  const { api, questions } = useSession();
  const { value, reload } = useLoaded(
    useCallback(
      () => questions.whileComparing(id, () => api.dataOwnerApi.getComparedKeys(id)),
      [api, questions, id],
    ),
  );
  const state = t(answered ? "requests.hasAnswered" : "requests.waits");
  if (value !== undefined && value.length > 0) {
    return (
      <li>
        <Group gap="xs">
          <Text fw={600}>
            {name} – {state}
          </Text>
          <Badge variant="light" color="green">
            {t("requests.compared")}
          </Badge>
        </Group>
      </li>
    );
  }
  return (
    <TypedAnswer
      title={`${name} – ${state}`}
      label={t("requests.fingerprintOf", { name })}
      description={t("compare.hint")}
      action={t("requests.compare")}
      onTyped={async (fingerprint) => {
        await compareTyped(api, id, fingerprint);
        reload();
      }}
    />
  );
}
