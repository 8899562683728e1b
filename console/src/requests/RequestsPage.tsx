import { Alert, Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { comparing } from "../names/comparing.js";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { useDates } from "../ui/useDates.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "../devices/DevicesPage.module.css";
import { OwnRequests } from "./OwnRequests.js";
import { TypedAnswer } from "./TypedAnswer.js";

/** What others ask of whoever is there, because they have lost their keys; and what one asks oneself. */
export function RequestsPage() {
  const { t } = useTranslation();
  const [round, setRound] = useState(0);
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t("sections.requests")}</PageTitle>
        <Button size="xs" variant="default" onClick={() => setRound((each) => each + 1)}>
          {t("requests.again")}
        </Button>
      </Group>
      <OfOthers key={`others ${round}`} />
      <OwnRequests key={`own ${round}`} />
    </Stack>
  );
}

function OfOthers() {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const load = useCallback(async () => {
    const [access, shares, sets] = await Promise.all([
      api.accessBackApi.pendingRequests(),
      api.notaryApi.pendingRequests(),
      api.notaryApi.sets(),
    ]);
    return { access, shares, sets };
  }, [api]);
  const dates = useDates();
  const { value, failure, reload } = useLoaded(load);
  const [done, setDone] = useState(false);
  const answered = async (dataOwner: string, work: () => Promise<unknown>) => {
    await comparing(api, dataOwner, work);
    setDone(true);
    reload();
  };
  const offered = (value?.sets ?? []).filter((set) => set.owner !== owner?.id);
  const nameOf = useNames([
    ...(value?.access ?? []).map((each) => each.dataOwner),
    ...(value?.shares ?? []).map((each) => each.owner),
    ...offered.map((each) => each.owner),
  ]);
  return (
    <>
      <ErrorNote failure={failure} />
      {done && (
        <Alert color="green" role="status">
          {t("requests.done")}
        </Alert>
      )}
      <Panel title={t("requests.access")}>
        <Text>{t("requests.accessHint")}</Text>
        <ul className={styles.list}>
          {value?.access.map((each) => (
            <Answer
              key={each.id}
              name={nameOf(each.dataOwner)}
              at={each.createdAt}
              action={t("requests.giveBack")}
              onAnswer={(fingerprint) =>
                answered(each.dataOwner, () => api.accessBackApi.giveBack(each, fingerprint))
              }
            />
          ))}
        </ul>
        {value?.access.length === 0 && <Text c="dimmed">{t("requests.none")}</Text>}
      </Panel>
      <Panel title={t("requests.shares")}>
        <Text>{t("requests.sharesHint")}</Text>
        <ul className={styles.list}>
          {value?.shares.map((each) => (
            <Answer
              key={each.id}
              name={nameOf(each.owner)}
              at={each.createdAt}
              action={t("requests.approve")}
              onAnswer={(fingerprint) =>
                answered(each.owner, () => api.notaryApi.approve(each, fingerprint))
              }
            />
          ))}
        </ul>
        {value?.shares.length === 0 && <Text c="dimmed">{t("requests.none")}</Text>}
      </Panel>
      <Panel title={t("requests.offered")}>
        <Text>{t("requests.offeredHint")}</Text>
        <ul className={styles.list}>
          {offered.map((each) =>
            each.trusted ? (
              <li key={each.setId}>
                <Group gap="xs">
                  <Text fw={600}>
                    {nameOf(each.owner)}, {dates.time(each.createdAt)}
                  </Text>
                  <Badge variant="light" color="green">
                    {t("requests.takenOn")}
                  </Badge>
                </Group>
              </li>
            ) : (
              <Answer
                key={each.setId}
                name={nameOf(each.owner)}
                at={each.createdAt}
                action={t("requests.takeOn")}
                onAnswer={(fingerprint) =>
                  answered(each.owner, () => api.notaryApi.accept(each.setId, fingerprint))
                }
              />
            ),
          )}
        </ul>
        {offered.length === 0 && <Text c="dimmed">{t("requests.none")}</Text>}
      </Panel>
    </>
  );
}

interface AnswerProps {
  readonly name: string;
  readonly at: number;
  readonly action: string;
  readonly onAnswer: (fingerprint: string) => Promise<void>;
}

/** Who asks, and since when. */
function Answer({ name, at, action, onAnswer }: AnswerProps) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <TypedAnswer
      title={`${name}, ${dates.time(at)}`}
      label={t("requests.fingerprintOf", { name })}
      description={t("compare.hint")}
      action={action}
      onTyped={onAnswer}
    />
  );
}
